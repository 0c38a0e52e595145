package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// talks brings a caller and a ready agent together.
func (s *scene) talks(agent cti.AgentID, call cti.CallID) {
	s.t.Helper()
	s.handle(cti.OfferAccepted{Agent: agent, Call: call})
	s.handle(cti.AgentLegReady{Call: call, Leg: s.legs[call], RTP: "127.0.0.1:17000"})
	s.silent(call)
	if d := s.shown[agent]; d.Call == nil || d.Call.Phase != cti.PhaseTalking {
		s.t.Fatalf("agent %s is shown %+v, want a talk", agent, d)
	}
}

// recorded reports a leg's recording and returns how many the call's row has then, 0
// if the engine does not know the call any more.
func (s *scene) recorded(call cti.CallID, leg int) int {
	s.handle(cti.RecordingSaved{Call: call, Leg: leg, File: "f.wav", Millis: 1000})
	for _, c := range s.last {
		if save, ok := c.(cti.SaveCall); ok && save.Record.Call == call {
			return len(save.Record.Recordings)
		}
	}
	return 0
}

// TestAnEndedCallStaysForItsRecordingsAndWrapUp, and not longer: the engine would grow
// with every call.
func TestAnEndedCallStaysForItsRecordingsAndWrapUp(t *testing.T) {
	t.Parallel()
	wrapUp := cti.WrapUpFinished{Agent: "A", Disposition: cti.DispositionAnswered}
	for name, steps := range map[string]func(*scene) int{
		"wrap-up first":   func(s *scene) int { s.handle(wrapUp); return s.recorded("1", 1) },
		"recording first": func(s *scene) int { n := s.recorded("1", 1); s.handle(wrapUp); return n },
		"a long wrap-up": func(s *scene) int {
			s.wait(10 * time.Minute) // longer than a recording is waited for
			n := s.recorded("1", 1)
			s.handle(wrapUp)
			return n
		},
	} {
		s := newScene(t)
		s.agent("A", ivr.Mandarin)
		s.caller("1")
		s.talks("A", "1")
		s.handle(cti.CallerGone{Call: "1", Cause: 16})
		if n := steps(s); n != 1 {
			t.Errorf("%s: the row has %d recordings, want 1", name, n)
		}
		if n := s.recorded("1", 1); n != 0 {
			t.Errorf("%s: the call is still there", name)
		}
	}
}

func TestARecordingThatNeverComesIsNotWaitedForLong(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	s.handle(cti.WrapUpFinished{Agent: "A", Disposition: cti.DispositionAnswered})
	s.wait(29 * time.Second)
	if next := s.engine.NextDeadline(); !next.Equal(s.now.Add(time.Second)) {
		t.Errorf("the call is dropped at %v, want 30 s after its end", next)
	}
	s.wait(time.Second)
	if n := s.recorded("1", 1); n != 0 {
		t.Error("the call is still there")
	}
}

// TestARecordingOfALostAgentDoesNotEndTheCall: the citizen waits for another one, and
// the second piece counts too.
func TestARecordingOfALostAgentDoesNotEndTheCall(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	for range 3 {
		s.handle(cti.AgentLegLost{Call: "1", Leg: s.legs["1"]})
	}
	if n := s.recorded("1", 1); n != 1 {
		t.Fatalf("the row has %d recordings, want 1", n)
	}
	s.agent("B", ivr.Mandarin)
	s.talks("B", "1")
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	s.handle(cti.WrapUpFinished{Agent: "B", Disposition: cti.DispositionAnswered})
	if n := s.recorded("1", s.legs["1"]); n != 2 {
		t.Errorf("the row has %d recordings, want both", n)
	}
}
