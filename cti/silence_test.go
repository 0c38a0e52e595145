package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
)

// TestOnlyTheCitizenOfTheLegIsHeard: news of another leg or call ends no silence.
func TestOnlyTheCitizenOfTheLegIsHeard(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.CitizenSilent{Call: "1", Leg: 1})
	for _, other := range []cti.CitizenHeard{{Call: "9", Leg: 1}, {Call: "1", Leg: 2}} {
		s.handle(other)
		s.handle(cti.AutoAnswerChosen{Agent: "A"}) // has the page shown
		if !s.shown["A"].Call.Silent {
			t.Errorf("after %+v the page shows no silence", other)
		}
	}
	s.handle(cti.CitizenHeard{Call: "1", Leg: 1})
	if s.shown["A"].Call.Silent {
		t.Error("the page shows silence though the citizen is heard")
	}
}

// TestASilenceEndsWithItsLeg: the next leg is heard until the gateway says otherwise, though
// its news of the one before came late.
func TestASilenceEndsWithItsLeg(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.CitizenSilent{Call: "1", Leg: 1})
	s.handle(cti.AgentLegLost{Call: "1", Leg: 1})
	s.handle(cti.CitizenSilent{Call: "1", Leg: 2})
	if s.shown["A"].Call.Silent || s.given(cti.RefreshSession{Call: "1"}) {
		t.Errorf("while the leg is made: the page shows %+v, commands %#v", s.shown["A"].Call, withoutPages(s.last))
	}
	s.handle(cti.AgentLegReady{Call: "1", Leg: 2, RTP: leg1.RTP})
	s.wait(time.Minute)
	s.handle(cti.AutoAnswerChosen{Agent: "A"})
	if s.shown["A"].Call.Silent || s.given(cti.RefreshSession{Call: "1"}) {
		t.Errorf("the page shows %+v, commands %#v", s.shown["A"].Call, withoutPages(s.last))
	}
}

// TestASilenceIsToldAnewAfterAnOutage: the gateway begins to listen again.
func TestASilenceIsToldAnewAfterAnOutage(t *testing.T) {
	t.Parallel()
	s := talking(t)
	s.handle(cti.CitizenSilent{Call: "1", Leg: 1})
	s.outage(time.Second, time.Second, citizen1, leg1)
	if s.shown["A"].Call.Silent {
		t.Error("the page shows the silence of before")
	}
	s.handle(cti.CitizenSilent{Call: "1", Leg: 1})
	if !s.shown["A"].Call.Silent {
		t.Error("the page does not show a silence that goes on")
	}
}
