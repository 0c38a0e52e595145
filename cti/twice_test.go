package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// refused returns the refusals of the last event.
func (s *scene) refused() []cti.Refusal {
	var out []cti.Refusal
	for _, c := range s.last {
		if r, ok := c.(cti.Refuse); ok {
			out = append(out, r.Code)
		}
	}
	return out
}

// TestTheSamePressTwice: behind a slow network an agent presses again. What goes well
// is not refused, the page sees the truth, and nothing is done twice.
func TestTheSamePressTwice(t *testing.T) {
	t.Parallel()
	ended := func(s *scene) { s.handle(cti.CallerGone{Call: "1", Cause: 16}) }
	for _, c := range []struct {
		name    string
		before  func(s *scene)
		press   cti.Event
		between func(s *scene)
	}{
		{"accept while it connects", nil, cti.OfferAccepted{Agent: "A", Call: "1"}, nil},
		{"accept while they talk", nil, cti.OfferAccepted{Agent: "A", Call: "1"}, func(s *scene) {
			s.handle(cti.AgentLegReady{Call: "1", Leg: s.legs["1"], RTP: "127.0.0.1:17000"})
			s.silent("1")
		}},
		{"accept, and the citizen has gone", nil, cti.OfferAccepted{Agent: "A", Call: "1"}, func(s *scene) {
			s.handle(cti.AgentLegReady{Call: "1", Leg: s.legs["1"], RTP: "127.0.0.1:17000"})
			s.silent("1")
			ended(s)
		}},
		{"decline", nil, cti.OfferDeclined{Agent: "A", Call: "1"}, nil},
		{"decline, and the citizen has gone", nil, cti.OfferDeclined{Agent: "A", Call: "1"}, ended},
		{"hang up", func(s *scene) { s.talks("A", "1") }, cti.HangUpRequested{Agent: "A", Call: "1"}, nil},
		{"hang up when the citizen does", func(s *scene) { s.talks("A", "1"); ended(s) }, cti.HangUpRequested{Agent: "A", Call: "1"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			s.agent("A", ivr.Mandarin)
			s.caller("1")
			if c.before != nil {
				c.before(s)
			}
			s.handle(c.press)
			if c.between != nil {
				c.between(s)
			}
			shown := s.shown["A"]
			s.wait(time.Second)
			s.handle(c.press)
			if got := s.refused(); len(got) > 0 {
				t.Errorf("the second press is refused: %v", got)
			}
			if i := slices.IndexFunc(s.last, func(c cti.Command) bool { _, desk := c.(cti.ShowDesk); return !desk }); i >= 0 {
				t.Errorf("the second press does something: %#v", s.last[i])
			}
			if len(s.last) != 1 || s.shown["A"].State != shown.State {
				t.Errorf("the page sees %d states, agent %s, want once %s", len(s.last), s.shown["A"].State, shown.State)
			}
		})
	}
}

// TestALatePressIsRefused: what somebody else has is said.
func TestALatePressIsRefused(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.agent("B", ivr.Mandarin)
	s.caller("1")
	s.handle(cti.OfferDeclined{Agent: "A", Call: "1"})
	for _, press := range []cti.Event{
		cti.OfferAccepted{Agent: "A", Call: "1"},
		cti.HangUpRequested{Agent: "A", Call: "1"},
		cti.OfferAccepted{Agent: "A", Call: "9"},
	} {
		if s.handle(press); !slices.Equal(s.refused(), []cti.Refusal{cti.RefusedCallOver}) {
			t.Errorf("%#v gives %v, want the refusal call_over", press, s.last)
		}
	}
}

// TestTheSameNumberDialledTwice is one call; another number is refused.
func TestTheSameNumberDialledTwice(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.dial("13800138000")
	call := s.shown["A"].Call.Call
	s.handle(cti.DialRequested{Agent: "A", Number: "138 0013 8000"})
	if got := s.refused(); len(got) > 0 || s.shown["A"].Call.Call != call {
		t.Errorf("the second press gives %v, call %s, want %s", got, s.shown["A"].Call.Call, call)
	}
	s.handle(cti.DialRequested{Agent: "A", Number: "13900139000"})
	if !slices.Equal(s.refused(), []cti.Refusal{cti.RefusedInCall}) {
		t.Errorf("another number gives %v, want in_call", s.refused())
	}
}

// TestHowLongACitizenHearsMusic is shown, on hold and while the headset is away, and
// not before or after.
func TestHowLongACitizenHearsMusic(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	for _, pair := range [][2]cti.Event{
		{cti.HoldRequested{Agent: "A", Call: "1"}, cti.ResumeRequested{Agent: "A", Call: "1"}},
		{cti.HeadsetLost{Agent: "A"}, cti.HeadsetConnected{Agent: "A"}},
	} {
		if at := s.shown["A"].Call.HeldAt; !at.IsZero() {
			t.Errorf("before %T: %v", pair[0], at)
		}
		s.wait(time.Second)
		s.handle(pair[0])
		if at := s.shown["A"].Call.HeldAt; !at.Equal(s.now) {
			t.Errorf("after %T: %v, want %v", pair[0], at, s.now)
		}
		s.wait(time.Second)
		s.handle(pair[1])
		if at := s.shown["A"].Call.HeldAt; !at.IsZero() {
			t.Errorf("after %T: %v", pair[1], at)
		}
	}
}

// TestTheClockIsSetDuringAHold: the page goes on counting from where it was.
func TestTheClockIsSetDuringAHold(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.HoldRequested{Agent: "A", Call: "1"})
	s.wait(10 * time.Second)
	s.handle(cti.ClockSet{By: time.Hour})
	if held := s.now.Add(time.Hour).Sub(s.shown["A"].Call.HeldAt); held != 10*time.Second {
		t.Errorf("the page counts from %v, want 10 s", held)
	}
}
