package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// TestANumberHasItsOwnTimes: how long it rings at an agent (M10), and how long there is music between
// two announcements, also after a restart and when the number is gone by then.
func TestANumberHasItsOwnTimes(t *testing.T) {
	t.Parallel()
	settings := settingsOf(ivr.Nodes{"start": ivr.Queue{Queue: "general"}})
	settings.Times.Offer, settings.Times.Announce = 10*time.Second, 30*time.Second
	settings.Numbers = append(settings.Numbers, cti.InboundRoute{Number: "12315", Flow: "m", Offer: 20 * time.Second, Announce: 12 * time.Second})
	for number, want := range map[string]struct{ announced, expired time.Duration }{
		"12345": {30 * time.Second, 10 * time.Second}, "12315": {12 * time.Second, 20 * time.Second},
	} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.handle(cti.SettingsChanged{Settings: settings})
		s.handle(cti.CallArrived{Call: "1", Called: number})
		raw, err := s.engine.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		if s.engine, err = cti.Restore(raw); err != nil {
			t.Fatal(err)
		}
		gone := settings
		gone.Numbers = settings.Numbers[:1]
		s.handle(cti.SettingsChanged{Settings: gone})
		s.silent("1")
		delete(s.heard, "1")
		if got := s.until(func() bool { return s.heard["1"].ID != "" }); got != want.announced {
			t.Errorf("%s: the position is announced after %v, want %v", number, got, want.announced)
		}
		s.agent("A", ivr.Mandarin)
		if s.shown["A"].State != cti.Offered {
			t.Fatalf("%s: the agent is %s", number, s.shown["A"].State)
		}
		if got := s.until(func() bool { return s.shown["A"].State != cti.Offered }); got != want.expired {
			t.Errorf("%s: it rings for %v, want %v", number, got, want.expired)
		}
	}
}

// until lets time pass, second by second, and returns how much.
func (s *scene) until(done func() bool) time.Duration {
	s.t.Helper()
	began := s.now
	for !done() {
		if s.now.Sub(began) > time.Hour {
			s.t.Fatal("it does not happen")
		}
		s.wait(time.Second)
	}
	return s.now.Sub(began)
}

// TestWhatThoseSeeWhomAUnitCalls: the number of the agent's unit, as it is set now.
func TestWhatThoseSeeWhomAUnitCalls(t *testing.T) {
	t.Parallel()
	settings := modelSettings()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	shown := func(unit string) (number string) {
		s.handle(cti.AgentConnected{Agent: "A", Connection: "x", Unit: unit, Queues: []cti.QueueID{"general"}, Languages: []ivr.Language{ivr.Mandarin}})
		s.handle(cti.HeadsetConnected{Agent: "A"})
		s.handle(cti.DialRequested{Agent: "A", Number: "13800138000"})
		for _, c := range s.last {
			if d, ok := c.(cti.Dial); ok {
				number = "[" + d.CallerID + "]"
				s.handle(cti.CallerGone{Call: d.Call})
			}
		}
		return number
	}
	if got := shown("county"); got != "[]" {
		t.Errorf("where nothing is set: %s", got)
	}
	settings.CallerIDs = map[string]string{"county": "07578812345"}
	s.handle(cti.SettingsChanged{Settings: settings})
	for unit, want := range map[string]string{"county": "[07578812345]", "city": "[]", "": "[]"} {
		if got := shown(unit); got != want {
			t.Errorf("unit %q shows %s, want %s", unit, got, want)
		}
	}
}
