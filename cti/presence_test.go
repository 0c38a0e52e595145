package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

func TestTheReasonOfABreakCanChange(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	for _, reason := range []cti.NotReadyReason{cti.ReasonBreak, cti.ReasonMeal} {
		s.handle(cti.NotReadyRequested{Agent: "A", Reason: reason})
		if d := s.shown["A"]; d.State != cti.NotReady || d.Reason != reason {
			t.Errorf("the agent is shown as %s (%s), want not_ready (%s)", d.State, d.Reason, reason)
		}
	}
}

// TestACallThatWeMadeGoesToTheFirstQueue when its agent is lost: any agent can explain.
func TestACallThatWeMadeGoesToTheFirstQueue(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.DialRequested{Agent: "A", Number: "13800138000"})
	call := s.shown["A"].Call.Call
	s.handle(cti.CitizenAnswered{Call: call})
	s.agent("B", ivr.Mandarin)
	for range 3 {
		s.handle(cti.AgentLegLost{Call: call, Leg: s.legs[call]})
	}
	if d := s.shown["B"]; d.State != cti.Offered || d.Call.Call != call || d.Call.Queue != "general" {
		t.Errorf("another agent is shown %+v, want an offer of the call in the first queue", d)
	}
}

// TestAnOlderPageThatClosesChangesNothing: the agent has a newer one.
func TestAnOlderPageThatClosesChangesNothing(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.handle(cti.AgentConnected{Agent: "A", Connection: "newer", Queues: []cti.QueueID{"general"}, Languages: []ivr.Language{ivr.Mandarin}})
	s.handle(cti.AgentDisconnected{Agent: "A", Connection: "x"})
	s.caller("1")
	if d := s.shown["A"]; d.State != cti.Offered {
		t.Fatalf("after the older page has closed the agent is %s, want offered", d.State)
	}
	s.handle(cti.AgentDisconnected{Agent: "A", Connection: "newer"})
	if d := s.shown["A"]; d.State != cti.Available || d.Call != nil {
		t.Errorf("after the newer page has closed the agent is %s with %v, want the offer taken back", d.State, d.Call)
	}
}

// TestAPageThatComesBackWithoutItsHeadset: an agent who looks free but can hear no
// offer is not ready after a while.
func TestAPageThatComesBackWithoutItsHeadset(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.handle(cti.AgentDisconnected{Agent: "A", Connection: "x"})
	s.handle(cti.HeadsetLost{Agent: "A"})
	s.handle(cti.AgentConnected{Agent: "A", Connection: "y", Queues: []cti.QueueID{"general"}, Languages: []ivr.Language{ivr.Mandarin}})
	s.wait(modelSettings().Times.Reconnect)
	if d := s.shown["A"]; d.State != cti.NotReady || d.Reason != cti.ReasonHeadset {
		t.Errorf("the agent is %s (%s), want not_ready (headset_lost)", d.State, d.Reason)
	}
}

func TestSigningOutEndsTheWrapUp(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	s.handle(cti.AgentSignedOut{Agent: "A"})
	save, ok := s.last[0].(cti.SaveCall)
	if !ok || save.Record.Disposition != cti.DispositionNone {
		t.Errorf("signing out leads to %#v, want the call saved without a disposition", s.last[0])
	}
	if d := s.shown["A"]; d.State != cti.Offline || d.Call != nil {
		t.Errorf("the agent is %s with %v, want offline without a call", d.State, d.Call)
	}
}

// TestWhoWasAwayIsToldWhy: a page that was away for longer than Reconnect comes back not
// ready, with what happened, for some minutes; later it is a new shift.
func TestWhoWasAwayIsToldWhy(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before []cti.Event
		away   time.Duration
		want   cti.NotReadyReason
	}{
		"available":          {nil, time.Minute, cti.ReasonGone},
		"the longest gap":    {nil, 5 * time.Minute, cti.ReasonGone},
		"a quarter hour":     {nil, 15*time.Minute - time.Second, cti.ReasonGone},
		"a break goes on":    {[]cti.Event{cti.NotReadyRequested{Agent: "A", Reason: cti.ReasonMeal}}, time.Minute, cti.ReasonMeal},
		"the next morning":   {nil, 14 * time.Hour, cti.ReasonSignedIn},
		"whoever signed out": {[]cti.Event{cti.AgentSignedOut{Agent: "A"}}, time.Minute, cti.ReasonSignedIn},
	} {
		s := newScene(t)
		settings := modelSettings()
		settings.Times.Reconnect = 30 * time.Second
		s.handle(cti.SettingsChanged{Settings: settings})
		s.agent("A", ivr.Mandarin)
		for _, ev := range c.before {
			s.handle(ev)
		}
		s.handle(cti.HeadsetLost{Agent: "A"})
		s.handle(cti.AgentDisconnected{Agent: "A", Connection: "x"})
		s.wait(31 * time.Second)
		s.wait(c.away)
		s.handle(cti.AgentConnected{Agent: "A", Connection: "y", Queues: []cti.QueueID{"general"}, Languages: []ivr.Language{ivr.Mandarin}})
		s.handle(cti.HeadsetConnected{Agent: "A"})
		if d := s.shown["A"]; d.State != cti.NotReady || d.Reason != c.want {
			t.Errorf("%s: the agent comes back %s (%s), want not_ready (%s)", name, d.State, d.Reason, c.want)
		}
		s.handle(cti.ReadyRequested{Agent: "A"})
		if d := s.shown["A"]; d.State != cti.Available {
			t.Errorf("%s: after ready the agent is %s", name, d.State)
		}
	}
}

// TestAHeadsetWithoutAPage: an agent who went offline for a lost headset is not offered
// calls when the headset is back before the page.
func TestAHeadsetWithoutAPage(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.Reconnect = 30 * time.Second
	s.handle(cti.SettingsChanged{Settings: settings})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.HeadsetLost{Agent: "A"})
	s.wait(30 * time.Second)
	s.handle(cti.AgentDisconnected{Agent: "A", Connection: "x"})
	s.wait(30 * time.Second)
	if d := s.shown["A"]; d.State != cti.Offline || d.Reason != cti.ReasonHeadset {
		t.Fatalf("the agent is %s (%s), want offline (headset_lost)", d.State, d.Reason)
	}
	s.handle(cti.HeadsetConnected{Agent: "A"})
	if d := s.shown["A"]; d.State != cti.Offline {
		t.Errorf("with the headset alone the agent is %s, want offline", d.State)
	}
}
