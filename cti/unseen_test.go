package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// lastRow returns the newest row of a call among the last event's commands.
func (s *scene) lastRow(t *testing.T, call cti.CallID) (row cti.CallRecord) {
	t.Helper()
	for _, c := range s.last {
		if save, ok := c.(cti.SaveCall); ok && save.Record.Call == call {
			row = save.Record
		}
	}
	if row.EndReason != cti.EndUnknown || !row.EndedBefore.Equal(s.now) {
		t.Fatalf("the row ends with %q before %v, want unknown before %v", row.EndReason, row.EndedBefore, s.now)
	}
	return row
}

// outage lets the connection be away for a while, behind so much time; nothing is there
// afterwards but what is given.
func (s *scene) outage(after, during time.Duration, live ...cti.LiveChannel) (lost time.Time) {
	s.now = s.now.Add(after)
	lost = s.now
	s.handle(cti.TelephonyLost{})
	s.now = s.now.Add(during)
	s.handle(cti.TelephonyRestored{Live: live})
	return lost
}

// TestAnEndThatNobodySaw lies between the last moment in which the call was known to live
// and the moment in which it was known to be gone.
func TestAnEndThatNobodySaw(t *testing.T) {
	t.Parallel()
	t.Run("in a talk", func(t *testing.T) {
		s := talking(t)
		lost := s.outage(time.Minute, 8*time.Minute)
		row := s.lastRow(t, "1")
		if l := row.Legs[0]; !row.EndedAt.Equal(lost) || !l.To.Equal(lost) || l.HeldFor != 0 {
			t.Errorf("ended %v, talked until %v, held for %d ms; lost at %v", row.EndedAt, l.To, l.HeldFor, lost)
		}
		if s.given(cti.CloseAgentLeg{Call: "1", Leg: 1}) {
			t.Error("a leg that is gone is closed")
		}
	})
	t.Run("the leg still stands", func(t *testing.T) {
		s := talking(t)
		s.outage(time.Minute, time.Minute, leg1)
		s.lastRow(t, "1")
		if !s.given(cti.CloseAgentLeg{Call: "1", Leg: 1}) {
			t.Error("the leg stays")
		}
	})
	t.Run("on hold", func(t *testing.T) {
		s := talking(t)
		s.handle(cti.HoldRequested{Agent: "A", Call: "1"})
		s.outage(time.Minute, 8*time.Minute)
		if l := s.lastRow(t, "1").Legs[0]; l.HeldFor != time.Minute.Milliseconds() {
			t.Errorf("held for %d ms, want a minute", l.HeldFor)
		}
	})
	t.Run("during an offer", func(t *testing.T) {
		s := newScene(t)
		s.handle(cti.TelephonyRestored{})
		s.agent("A", ivr.Mandarin)
		s.caller("1")
		lost := s.outage(time.Minute, 8*time.Minute)
		if o := s.lastRow(t, "1").Offers[0]; !o.EndedAt.Equal(lost) {
			t.Errorf("the offer ended %v, want %v", o.EndedAt, lost)
		}
	})
	t.Run("without a connection ever", func(t *testing.T) {
		s := newScene(t)
		s.caller("1")
		arrived := s.now
		s.now = s.now.Add(time.Minute)
		s.handle(cti.TelephonyRestored{})
		if row := s.lastRow(t, "1"); !row.EndedAt.Equal(arrived) {
			t.Errorf("ended %v, want not before it arrived %v", row.EndedAt, arrived)
		}
	})
}

// TestWhatHappenedInTheOutageIsNoEarlierThanTheEnd: a prompt was taken as heard and the
// agent joined while nobody saw Asterisk. The end is not before that.
func TestWhatHappenedInTheOutageIsNoEarlierThanTheEnd(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	settings := modelSettings()
	settings.Times.PromptLimit = time.Minute
	s.handle(cti.SettingsChanged{Settings: settings})
	s.handle(cti.TelephonyRestored{})
	s.agent("A", ivr.Mandarin)
	s.handle(cti.CallArrived{Call: "1", Called: "123451"})
	s.handle(cti.OfferAccepted{Agent: "A", Call: "1"})
	s.handle(cti.AgentLegReady{Call: "1", Leg: 1, RTP: leg1.RTP})
	joined := s.now.Add(time.Minute)
	s.outage(time.Second, 8*time.Minute)
	row := s.lastRow(t, "1")
	if l := row.Legs[0]; !row.AnsweredAt.Equal(joined) || row.EndedAt.Before(joined) || l.To.Before(l.From) {
		t.Errorf("answered %v, ended %v, talked from %v to %v", row.AnsweredAt, row.EndedAt, l.From, l.To)
	}
}

// TestSinceWhenNobodyLooked: since the service stopped; a connection that broke before
// counts from its break, and a look ends it.
func TestSinceWhenNobodyLooked(t *testing.T) {
	t.Parallel()
	away := cti.ClockSet{By: time.Hour, Away: time.Hour}
	for name, c := range map[string]struct {
		before func(*scene)
		want   time.Duration // behind the beginning
	}{
		"the service was away": {func(s *scene) {
			s.wait(time.Minute)
			s.handle(away)
			s.now = s.now.Add(time.Hour)
		}, time.Minute},
		"Asterisk was lost before": {func(s *scene) {
			s.handle(cti.TelephonyLost{})
			s.wait(time.Minute)
			s.handle(away)
			s.now = s.now.Add(time.Hour)
		}, 0},
		"a look came between": {func(s *scene) {
			s.handle(away)
			s.now = s.now.Add(time.Hour)
			s.handle(compared(citizen1, leg1))
			s.wait(time.Minute)
			s.handle(cti.TelephonyLost{})
		}, time.Hour + time.Minute},
	} {
		s := talking(t)
		begun := s.now
		c.before(s)
		s.wait(time.Second)
		s.handle(cti.TelephonyRestored{})
		if row := s.lastRow(t, "1"); !row.EndedAt.Equal(begun.Add(c.want)) {
			t.Errorf("%s: ended %v behind the beginning, want %v", name, row.EndedAt.Sub(begun), c.want)
		}
	}
}

// TestALegBehindTheLastLook: the end is not before the second leg began, though Asterisk was
// looked at before that for the last time.
func TestALegBehindTheLastLook(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.wait(time.Minute)
	s.handle(compared(citizen1, leg1))
	s.wait(time.Second)
	s.handle(cti.AgentLegLost{Call: "1", Leg: 1})
	s.handle(cti.AgentLegReady{Call: "1", Leg: 2, RTP: leg1.RTP})
	joined := s.now
	s.wait(time.Second)
	s.handle(compared())
	s.wait(6 * time.Second)
	s.handle(compared())
	row := s.lastRow(t, "1")
	if l := row.Legs[1]; !row.EndedAt.Equal(joined) || !l.From.Equal(joined) || !l.To.Equal(joined) {
		t.Errorf("ended %v, talked from %v to %v, joined %v", row.EndedAt, l.From, l.To, joined)
	}
}
