package cti_test

import (
	"testing"

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
