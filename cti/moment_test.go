package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// settingsOf has one flow of the given nodes, which starts at "start".
func settingsOf(nodes ivr.Nodes) cti.Settings {
	s := modelSettings()
	s.Flows = map[string]ivr.Flow{"m": {ID: "m", Version: "1", Start: "start", Nodes: nodes}}
	return s
}

// hears lets a call arrive and returns what its caller hears first.
func hears(t *testing.T, s cti.Settings, at time.Time, call cti.CallArrived) ivr.Prompt {
	t.Helper()
	e := cti.New()
	e.Handle(at, cti.SettingsChanged{Settings: s})
	call.Call, call.Called = "1", "12345"
	for _, c := range e.Handle(at, call) {
		if play, ok := c.(cti.Play); ok {
			return play.Prompts[0]
		}
	}
	t.Fatal("the caller hears nothing")
	return ivr.Prompt{}
}

// TestHoursAreThoseOfTheCity: 1:00 in UTC is 9:00 in China, whose zone is the default.
func TestHoursAreThoseOfTheCity(t *testing.T) {
	t.Parallel()
	s := settingsOf(ivr.Nodes{
		"start": ivr.HoursNode{Schedule: "office", Open: "open", Closed: "closed"},
		"open":  ivr.Goodbye{Prompts: []string{"open"}}, "closed": ivr.Goodbye{Prompts: []string{"closed"}},
	})
	s.Schedules = map[string]ivr.Schedule{"office": {Days: map[string][]ivr.Hours{"2026-11-23": {{From: "09:00", To: "17:00"}}}}}
	one := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		at     time.Time
		offset time.Duration
		want   string
	}{
		{one, 0, "open"}, {one.Add(-time.Minute), 0, "closed"}, {one.Add(8 * time.Hour), 0, "closed"},
		{one, 9 * time.Hour, "open"}, {one, 7*time.Hour + 30*time.Minute, "closed"},
	} {
		s.UTCOffset = c.offset
		if p := hears(t, s, c.at, cti.CallArrived{}); p.ID != c.want {
			t.Errorf("at %v, %v before UTC: %s, want %s", c.at, c.offset, p.ID, c.want)
		}
	}
}

// TestABroadcastIsSwitchedOnInCallsInProgress, and off again.
func TestABroadcastIsSwitchedOnInCallsInProgress(t *testing.T) {
	t.Parallel()
	settings := settingsOf(ivr.Nodes{
		"start": ivr.Say{Prompts: []string{"welcome"}, Next: "storm"},
		"storm": ivr.BroadcastNode{Broadcast: "typhoon", Prompts: []string{"typhoon"}, Next: "bye"},
		"bye":   ivr.Goodbye{Prompts: []string{"goodbye"}},
	})
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.handle(cti.CallArrived{Call: "2", Called: "12345"})
	settings.Broadcasts = map[string]ivr.Broadcast{"typhoon": {}}
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.PlaybackEnded{Call: "1", Playback: 1})
	settings.Broadcasts = nil
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.PlaybackEnded{Call: "2", Playback: 1})
	if one, two := s.heard["1"].ID, s.heard["2"].ID; one != "typhoon" || two != "goodbye" {
		t.Errorf("the callers hear %s and %s, want typhoon and goodbye", one, two)
	}
}

// TestTheLanguageOfTheLastCallIsSpoken.
func TestTheLanguageOfTheLastCallIsSpoken(t *testing.T) {
	t.Parallel()
	s := settingsOf(ivr.Nodes{"start": ivr.Goodbye{Prompts: []string{"goodbye"}}})
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	if p := hears(t, s, at, cti.CallArrived{Language: ivr.English}); p.Language != ivr.English {
		t.Errorf("the caller hears %s", p.Language)
	}
	if p := hears(t, s, at, cti.CallArrived{}); p.Language != ivr.Mandarin {
		t.Errorf("a caller who is not known hears %s", p.Language)
	}
}

func TestRestrictedCallersAreLedElsewhere(t *testing.T) {
	t.Parallel()
	s := settingsOf(ivr.Nodes{
		"start": ivr.Restricted{Prompts: []string{"restricted"}, Message: "bye", Next: "bye"},
		"bye":   ivr.Goodbye{Prompts: []string{"goodbye"}},
	})
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	for restricted, want := range map[bool]string{true: "restricted", false: "goodbye"} {
		if p := hears(t, s, at, cti.CallArrived{Restricted: restricted}); p.ID != want {
			t.Errorf("restricted %v: %s, want %s", restricted, p.ID, want)
		}
	}
}

// TestALineHasItsOwnNameAndQueue, also after a restart, and whatever the settings
// say by then.
func TestALineHasItsOwnNameAndQueue(t *testing.T) {
	t.Parallel()
	settings := settingsOf(ivr.Nodes{
		"start": ivr.Say{Prompts: []string{"welcome"}, Next: "queue"}, "queue": ivr.Queue{Prompts: []string{"to_agent"}, Queue: "general"},
	})
	settings.Numbers = []cti.InboundRoute{
		{Number: "12345", Flow: "m"},
		{Number: "12315", Flow: "m", Line: ivr.Line{
			Number: "12315", Name: map[ivr.Language]string{ivr.Mandarin: "市场监管"}, Queues: map[string]string{"general": "business"}}},
	}
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.CallArrived{Call: "1", Called: "12315"})
	s.handle(cti.CallArrived{Call: "2", Called: "12345"})
	if name := s.heard["1"].Args["line"]; name != "市场监管" || s.heard["2"].Args != nil {
		t.Errorf("the lines greet as %q and %v", name, s.heard["2"].Args)
	}
	raw, err := s.engine.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if s.engine, err = cti.Restore(raw); err != nil {
		t.Fatal(err)
	}
	settings.Numbers = settings.Numbers[:1]
	s.handle(cti.SettingsChanged{Settings: settings})
	for call, queue := range map[cti.CallID]cti.QueueID{"1": "business", "2": "general"} {
		s.handle(cti.PlaybackEnded{Call: call, Playback: 1})
		saved := slices.ContainsFunc(s.last, func(c cti.Command) bool {
			save, ok := c.(cti.SaveCall)
			return ok && save.Record.Queue == queue
		})
		if !saved {
			t.Errorf("call %s leads to %+v, want the queue %s", call, s.last, queue)
		}
	}
}

// TestTheLastDigitsOfACallerAreSaid only if the caller may hear them.
func TestTheLastDigitsOfACallerAreSaid(t *testing.T) {
	t.Parallel()
	s := settingsOf(ivr.Nodes{
		"start": ivr.CallBackNode{Prompts: []string{"confirm"}, EnterPrompts: []string{"enter"}, Done: []string{"done"},
			InputTimeout: time.Second, Next: "bye", Fallback: "bye"},
		"bye": ivr.Goodbye{Prompts: []string{"goodbye"}},
	})
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		caller cti.Caller
		want   string // "" is asked for a number
	}{
		{cti.Caller{Number: "13800138000"}, "8000"}, {cti.Caller{Number: "1234"}, "1234"}, {cti.Caller{Number: "123"}, ""}, {cti.Caller{}, ""},
		{cti.Caller{Number: "13800138000", Withheld: true}, ""}, {cti.Caller{Number: "13800138000", Anonymous: true}, ""},
	} {
		p := hears(t, s, at, cti.CallArrived{Caller: c.caller})
		if asked := p.ID == "enter"; asked != (c.want == "") || p.Args["d4"] != c.want {
			t.Errorf("%+v hears %s of %q, want %q", c.caller, p.ID, p.Args["d4"], c.want)
		}
	}
}

// TestWhatCannotBeDoneYetLeadsOn: a flow that asks for it leaves nobody in silence.
func TestWhatCannotBeDoneYetLeadsOn(t *testing.T) {
	t.Parallel()
	prompt, next := []string{"prompt"}, ivr.NodeID("bye")
	for name, n := range map[string]ivr.Node{
		"fax":  ivr.Fax{Prompts: prompt, Next: "gone", Fallback: next},
		"unit": ivr.Unit{Unit: "Y08", Prompts: prompt, Fallback: next},
	} {
		s := newScene(t)
		s.handle(cti.SettingsChanged{Settings: settingsOf(ivr.Nodes{"start": n, "bye": ivr.Goodbye{Prompts: []string{"goodbye"}}})})
		s.handle(cti.CallArrived{Call: "1", Called: "12345"})
		s.handle(cti.PlaybackEnded{Call: "1", Playback: 1})
		if p := s.heard["1"]; p.ID != "goodbye" {
			t.Errorf("a %s is followed by %s, want the goodbye", name, p.ID)
		}
	}
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: settingsOf(ivr.Nodes{
		"start": ivr.Progress{Prompts: prompt, PINPrompts: prompt, NotFound: prompt, Status: prompt, InputTimeout: time.Hour, Next: "gone", Fallback: "back"},
		"back":  ivr.CallBackNode{Prompts: prompt, EnterPrompts: prompt, Done: prompt, InputTimeout: time.Hour, Next: "gone", Fallback: next},
		"bye":   ivr.Goodbye{Prompts: []string{"goodbye"}},
	})})
	s.handle(cti.CallArrived{Call: "1", Called: "12345", Caller: cti.Caller{Number: "13800138000"}})
	for _, key := range "1#1234" { // number and PIN
		s.handle(cti.DigitPressed{Call: "1", Digit: string(key)})
	}
	s.wait(3 * time.Second)                           // nobody looks anything up
	s.handle(cti.DigitPressed{Call: "1", Digit: "1"}) // the call back is confirmed
	if p := s.heard["1"]; p.ID != "goodbye" {
		t.Errorf("progress and a call back are followed by %s, want the goodbye", p.ID)
	}
}
