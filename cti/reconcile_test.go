package cti_test

import (
	"slices"
	"testing"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// TestADialIsAnsweredDuringAnOutage only if its channel is up afterwards.
func TestADialIsAnsweredDuringAnOutage(t *testing.T) {
	t.Parallel()
	for answered, want := range map[bool]cti.DeskPhase{false: cti.PhaseDialling, true: cti.PhaseConnecting} {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		s.dial("13800138000")
		call := s.shown["A"].Call.Call
		s.handle(cti.TelephonyLost{})
		s.handle(cti.TelephonyRestored{Live: []cti.LiveChannel{{Call: call, Answered: answered}}})
		if got := s.shown["A"].Call.Phase; got != want {
			t.Errorf("answered meanwhile: %v: the page shows %s, want %s", answered, got, want)
		}
	}
}

// TestALegThatMovedIsFollowed: a restarted Asterisk has another port for it.
func TestALegThatMovedIsFollowed(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	const moved = "127.0.0.1:18000"
	s.handle(cti.TelephonyLost{})
	s.handle(cti.TelephonyRestored{Live: []cti.LiveChannel{{Call: "1", Answered: true}, {Call: "1", Leg: 1, RTP: moved}}})
	want := cti.ConnectMedia{Agent: "A", Call: "1", Leg: 1, RTP: moved}
	if !slices.ContainsFunc(s.last, func(c cti.Command) bool { m, ok := c.(cti.ConnectMedia); return ok && m == want }) {
		t.Errorf("the gateway gets %#v, want %#v", s.last, want)
	}
}
