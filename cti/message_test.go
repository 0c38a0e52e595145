package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// onTape has a caller whose message is being recorded.
func onTape(t *testing.T) *scene {
	t.Helper()
	s := newScene(t)
	s.handle(cti.SettingsChanged{Settings: settingsOf(ivr.Nodes{
		"start": ivr.Message{Prompts: []string{"voicemail"}, Max: time.Minute, Silence: 5 * time.Second, Saved: []string{"saved"}, Next: "bye", Fallback: "agent"},
		"agent": ivr.Queue{Queue: "general"}, "bye": ivr.Goodbye{Prompts: []string{"goodbye"}},
	})})
	s.handle(cti.CallArrived{Call: "1", Called: "12345"})
	s.handle(cti.PlaybackEnded{Call: "1", Playback: 1})
	want := cti.RecordMessage{Call: "1", Ask: 1, Max: time.Minute, Silence: 5 * time.Second}
	if !slices.Contains(s.last, cti.Command(want)) {
		t.Fatalf("the prompt is followed by %+v", s.last)
	}
	return s
}

var kept = cti.MessageKept{Call: "1", Ask: 1, File: "2026/11/23/1-0.wav", StartedAt: 1795000000000, Millis: 7000}

// TestAMessageIsKeptAndItsNumberSaid if it is known in time; over a restart at each step.
func TestAMessageIsKeptAndItsNumberSaid(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		events []cti.Event
		wait   time.Duration
		want   string
	}{
		"known":           {[]cti.Event{cti.MessageEnded{Call: "1", Ask: 1}, kept, cti.MessageRegistered{Call: "1", Ask: 1, Ticket: "261123000001"}}, 0, "saved"},
		"before its end":  {[]cti.Event{kept, cti.MessageRegistered{Call: "1", Ask: 1, Ticket: "261123000001"}, cti.MessageEnded{Call: "1", Ask: 1}}, 0, "saved"},
		"known late":      {[]cti.Event{cti.MessageEnded{Call: "1", Ask: 1}, kept}, 2 * time.Second, "goodbye"},
		"nobody spoke":    {[]cti.Event{cti.MessageEnded{Call: "1", Ask: 1}, cti.MessageKept{Call: "1", Ask: 1}, cti.MessageRegistered{Call: "1", Ask: 1}}, 0, "goodbye"},
		"not recorded":    {[]cti.Event{cti.MessageEnded{Call: "1", Ask: 1, Failed: true}}, 0, "recording"},
		"refused":         {[]cti.Event{cti.CommandFailed{Call: "1", Command: "RecordMessage"}}, 0, "recording"},
		"no end reported": {nil, 70 * time.Second, "goodbye"},
		"still speaking":  {nil, 69 * time.Second, "voicemail"},
		"of another":      {[]cti.Event{cti.MessageEnded{Call: "1", Ask: 2, Failed: true}, cti.MessageRegistered{Call: "1", Ask: 2, Ticket: "1"}}, 0, "voicemail"},
	} {
		s := onTape(t)
		for _, ev := range c.events {
			s.restart()
			s.handle(ev)
		}
		if c.wait > 0 {
			s.restart()
			s.wait(c.wait)
		}
		if p := s.heard["1"]; p.ID != c.want || c.want == "saved" && p.Args["digits"] != "261123000001" {
			t.Errorf("%s: the caller hears %s %v, want %s", name, p.ID, p.Args, c.want)
		}
	}
}

// TestWhatWasSaidIsKeptOfWhoHangsUp, once, for as long as recordings are waited for.
func TestWhatWasSaidIsKeptOfWhoHangsUp(t *testing.T) {
	t.Parallel()
	s := onTape(t)
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	s.wait(29 * time.Second)
	s.restart()
	s.handle(kept)
	if r := s.row(); len(r.Recordings) != 1 || r.Recordings[0].File != kept.File || r.Recordings[0].Millis != 7000 {
		t.Fatalf("the row has %+v", r.Recordings)
	}
	s.handle(kept)
	s.handle(cti.MessageRegistered{Call: "1", Ask: 1, Ticket: "261123000001"})
	if len(s.last) > 0 {
		t.Errorf("the second time leads to %+v", s.last)
	}
}

func TestHashEndsAMessage(t *testing.T) {
	t.Parallel()
	s := onTape(t)
	s.press("7") // an ear on the keypad
	if len(s.last) > 0 {
		t.Errorf("key 7 leads to %+v", s.last)
	}
	s.press("#")
	if !slices.Contains(s.last, cti.Command(cti.StopMessage{Call: "1", Ask: 1})) {
		t.Errorf("# leads to %+v", s.last)
	}
}
