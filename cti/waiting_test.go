package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// TestTheLastSettingsGiveThePriorities: a queue that they do not name has none.
func TestTheLastSettingsGiveThePriorities(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.caller("first")
	s.handle(cti.CallArrived{Call: "complaint", Called: "123453"})
	settings := modelSettings()
	settings.Queues = settings.Queues[:1]
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.AgentConnected{Agent: "A", Connection: "x", Queues: []cti.QueueID{"general", "complaint"}, Languages: []ivr.Language{ivr.Mandarin}})
	s.handle(cti.HeadsetConnected{Agent: "A"})
	s.handle(cti.ReadyRequested{Agent: "A"})
	if d := s.shown["A"]; d.Call == nil || d.Call.Call != "first" {
		t.Errorf("the agent is offered %+v, want the caller who came first", d.Call)
	}
}

// TestTheNextCallerStaysNext to the ear, though a lost one is put ahead.
func TestTheNextCallerStaysNext(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("lost")
	s.talks("A", "lost")
	s.caller("next")
	if p := s.announced("next"); p.ID != "queue_next" {
		t.Fatalf("the only caller hears %s", p.ID)
	}
	for range 3 {
		s.handle(cti.AgentLegLost{Call: "lost", Leg: s.legs["lost"]})
	}
	if p := s.announced("next"); p.ID != "queue_next" {
		t.Errorf("with another one ahead the caller hears %s %v, want queue_next again", p.ID, p.Args)
	}
}

// TestWhoHasGoneHomeServesNobody: the wait is estimated from those who are there.
func TestWhoHasGoneHomeServesNobody(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for _, id := range []cti.AgentID{"A", "B"} {
		s.agent(id, ivr.Mandarin)
		s.handle(cti.AgentSignedOut{Agent: id})
	}
	s.caller("ahead")
	s.caller("waits")
	if p := s.announced("waits"); p.Args["m"] != "8" {
		t.Errorf("the caller hears %v, want two calls of four minutes", p.Args)
	}
}

// TestACallWithoutAnyQueueIsNotDropped: a citizen whom we called loses the agent.
func TestACallWithoutAnyQueueIsNotDropped(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Queues = nil
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.DialRequested{Agent: "A", Number: "13800138000"})
	call := s.shown["A"].Call.Call
	s.handle(cti.CitizenAnswered{Call: call})
	for range 3 {
		s.handle(cti.AgentLegLost{Call: call, Leg: s.legs[call]})
	}
	if p := s.heard[call]; p.ID != "hold_busy" || s.shown["A"].State != cti.NotReady {
		t.Errorf("the citizen hears %s and the agent is %s", p.ID, s.shown["A"].State)
	}
}

// TestBarredNumbersAreMeantAsTheyStand, with their country too.
func TestBarredNumbersAreMeantAsTheyStand(t *testing.T) {
	t.Parallel()
	for number, want := range map[string]string{"+44999": "number_barred", "+86119": "number_barred", "119": "119"} {
		s := newScene(t)
		settings := modelSettings()
		settings.Barred = []string{"+44999", "+86119"}
		s.handle(cti.SettingsChanged{Settings: settings})
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		if got := s.dial(number); got != want {
			t.Errorf("%s leads to %q, want %q", number, got, want)
		}
	}
}

// TestALimitOfZeroEndsTheOneBefore: the deadline under the old limit does not pass.
func TestALimitOfZeroEndsTheOneBefore(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.Reconnect = 30 * time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.HeadsetLost{Agent: "A"})
	settings.Times.Reconnect = 0
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.AgentDisconnected{Agent: "A", Connection: "x"})
	s.wait(time.Hour)
	if d := s.shown["A"]; d.State != cti.Available {
		t.Errorf("the agent is %s, want available as before", d.State)
	}
}

// TestWhatIsPastIsNotAnnounced: a service that was frozen for hours does not make up for
// the announcements that nobody heard; the next one comes at its time.
func TestWhatIsPastIsNotAnnounced(t *testing.T) {
	t.Parallel()
	for _, frozen := range []time.Duration{60 * time.Second, 89 * time.Second, 8 * time.Hour} {
		s := newScene(t)
		settings := modelSettings()
		settings.Times.Announce, settings.Times.PromptLimit = 30*time.Second, 70*time.Second
		s.handle(cti.SettingsChanged{Settings: settings})
		s.caller("1")
		s.wait(frozen)
		plays := 0
		for _, c := range s.last {
			if _, ok := c.(cti.Play); ok {
				plays++
			}
		}
		if plays != 1 {
			t.Errorf("frozen for %v: %d announcements at once, want 1", frozen, plays)
		}
		s.silent("1")
		delete(s.heard, "1")
		left := 30*time.Second - frozen%(30*time.Second)
		s.wait(left - time.Millisecond)
		if p, early := s.heard["1"]; early {
			t.Errorf("frozen for %v: announced %v before its time", frozen, p)
		}
		s.wait(time.Millisecond)
		if _, announced := s.heard["1"]; !announced {
			t.Errorf("frozen for %v: not announced %v later", frozen, left)
		}
	}
}

// TestAnnouncementsAreSwitchedOff while one is due: it is the last, also for a service that
// was frozen since.
func TestAnnouncementsAreSwitchedOff(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.Announce, settings.Times.PromptLimit = 30*time.Second, 70*time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	s.caller("1")
	settings.Times.Announce = 0
	s.handle(cti.SettingsChanged{Settings: settings})
	played := s.played["1"]
	s.wait(8 * time.Hour)
	if got := s.played["1"] - played; got != 1 {
		t.Errorf("%d announcements, want the one that was due", got)
	}
}
