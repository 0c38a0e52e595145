package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// progressScene has a caller who has keyed in the ticket's number, and asks for its state
// when four more digits are in.
func progressScene(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: settingsOf(ivr.Nodes{
		"start": ivr.Progress{Prompts: []string{"enter"}, PINPrompts: []string{"pin"}, NotFound: []string{"none"}, Status: []string{"status"},
			Due: []string{"due"}, InputTimeout: 5 * time.Second, Next: "bye", Fallback: "agent"},
		"agent": ivr.Queue{Queue: "general", Prompts: []string{"to_agent"}}, "bye": ivr.Goodbye{Prompts: []string{"goodbye"}},
	})})
	s.handle(cti.CallArrived{Call: "1", Called: "12345", Caller: cti.Caller{Number: "13800138000"}})
	s.press("261123000001#")
	return s
}

// press lets caller 1 press keys.
func (s *scene) press(keys string) {
	for _, key := range keys {
		s.handle(cti.DigitPressed{Call: "1", Digit: string(key)})
	}
}

// asked returns the question that the last event led to.
func (s *scene) asked() (cti.LookUpTicket, bool) {
	for _, c := range s.last {
		if ask, ok := c.(cti.LookUpTicket); ok {
			return ask, true
		}
	}
	return cti.LookUpTicket{}, false
}

// restart goes on with what a snapshot has.
func (s *scene) restart() {
	s.t.Helper()
	raw, err := s.engine.Snapshot()
	if err != nil {
		s.t.Fatal(err)
	}
	if s.engine, err = cti.Restore(raw); err != nil {
		s.t.Fatal(err)
	}
}

// TestDigitsOfAPINAreHidden, no others; the engine needs to know how many they are.
func TestDigitsOfAPINAreHidden(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	hides := func(held int, want bool) {
		t.Helper()
		if n, got := s.engine.Hides("1"); n != held || got != want {
			t.Errorf("%d digits, hidden: %v; want %d, %v", n, got, held, want)
		}
	}
	hides(0, false)
	*s = *progressScene(t)
	hides(0, true)
	s.press("xx")
	hides(2, true)
	s.press("*x") // begins it anew
	hides(1, true)
	s.press("xx")
	s.restart()
	hides(3, true)
	s.press("x")
	ask, ok := s.asked()
	want := cti.LookUpTicket{Call: "1", Ask: 1, Ticket: "261123000001", Digits: 4, Caller: "13800138000"}
	if !ok || ask != want {
		t.Fatalf("asked %+v, want %+v", ask, want)
	}
	hides(0, true) // a fifth digit
	s.handle(cti.TicketLookedUp{Call: "1", Ask: 1, Outcome: cti.LookUpNotFound})
	hides(0, false)
}

func TestWhatComesOfLookingATicketUp(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer cti.TicketLookedUp
		want   string
	}{
		"found":                     {cti.TicketLookedUp{Ask: 1, Outcome: cti.LookUpFound, Status: "handled"}, "status"},
		"found, and no state":       {cti.TicketLookedUp{Ask: 1, Outcome: cti.LookUpFound}, "recording"},
		"not found":                 {cti.TicketLookedUp{Ask: 1, Outcome: cti.LookUpNotFound}, "none"},
		"locked":                    {cti.TicketLookedUp{Ask: 1, Outcome: cti.LookUpLocked}, "recording"},
		"the database is away":      {cti.TicketLookedUp{Ask: 1, Outcome: cti.LookUpFailed}, "recording"},
		"an answer of a later kind": {cti.TicketLookedUp{Ask: 1, Outcome: "maybe"}, "recording"},
		"of another question":       {cti.TicketLookedUp{Ask: 2, Outcome: cti.LookUpFound, Status: "handled"}, "pin"},
		"of another call":           {cti.TicketLookedUp{Call: "2", Ask: 1, Outcome: cti.LookUpFound, Status: "handled"}, "pin"},
	} {
		for _, restart := range []bool{false, true} {
			s := progressScene(t)
			s.press("xxxx")
			if restart {
				s.restart()
			}
			if c.answer.Call == "" {
				c.answer.Call = "1"
			}
			s.handle(c.answer)
			if p := s.heard["1"]; p.ID != c.want {
				t.Errorf("%s: the caller hears %s, want %s", name, p.ID, c.want)
			}
		}
	}
}

// TestAnAnswerThatDoesNotComeLeadsToAnAgent after three seconds, also over a restart; one
// that comes later changes nothing, and who has hung up is not looked for.
func TestAnAnswerThatDoesNotComeLeadsToAnAgent(t *testing.T) {
	t.Parallel()
	late := cti.TicketLookedUp{Call: "1", Ask: 1, Outcome: cti.LookUpFound, Status: "handled"}
	s := progressScene(t)
	s.press("xxxx")
	s.wait(2900 * time.Millisecond)
	if s.restart(); s.heard["1"].ID != "pin" {
		t.Fatalf("before the time the caller hears %s", s.heard["1"].ID)
	}
	s.wait(100 * time.Millisecond)
	if p := s.heard["1"]; p.ID != "recording" {
		t.Fatalf("after three seconds the caller hears %s, want the queue", p.ID)
	}
	if s.handle(late); len(s.last) > 0 {
		t.Errorf("a late answer leads to %+v", s.last)
	}

	s = progressScene(t)
	s.press("xxxx")
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	if s.handle(late); len(s.last) > 0 {
		t.Errorf("an answer to nobody leads to %+v", s.last)
	}
	if s.wait(time.Minute); slices.ContainsFunc(s.last, func(c cti.Command) bool { _, plays := c.(cti.Play); return plays }) {
		t.Errorf("a call that is over leads to %+v", s.last)
	}
}
