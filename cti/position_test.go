package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// TestAPositionNeverRises: an agent's channel fails and its caller goes to the head,
// before one who has been told the position.
func TestAPositionNeverRises(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("first")
	s.handle(cti.OfferAccepted{Agent: "A", Call: "first"})
	s.caller("second")
	s.caller("third")
	s.caller("fourth")
	if p := s.announced("third"); p.Args["n"] != "1" {
		t.Fatalf("the third caller hears %s %v, want one ahead", p.ID, p.Args)
	}
	if p := s.heard["fourth"]; p.Args["n"] != "2" {
		t.Fatalf("the fourth caller hears %s %v, want two ahead", p.ID, p.Args)
	}
	for range 3 {
		s.handle(cti.AgentLegLost{Call: "first", Leg: s.legs["first"]})
	}
	if p := s.announced("third"); p.Args["n"] != "1" {
		t.Errorf("with two ahead now the third caller hears %s %v, want still one", p.ID, p.Args)
	}
	s.handle(cti.CallerGone{Call: "first", Cause: 16})
	s.handle(cti.CallerGone{Call: "second", Cause: 16})
	if p := s.announced("third"); p.ID != "queue_next" {
		t.Errorf("alone, the third caller hears %s %v, want queue_next", p.ID, p.Args)
	}
}

// TestTheEstimatedWaitIsSharedByAgents: the caller ahead and the caller take four
// minutes each, of all agents who are at work on that lane.
func TestTheEstimatedWaitIsSharedByAgents(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		busy    []ivr.Language // of the agents who talk
		onBreak bool
		minutes string
	}{
		"no agent":                      {nil, false, "8"},
		"one":                           {[]ivr.Language{ivr.Mandarin}, false, "8"},
		"two":                           {[]ivr.Language{ivr.Mandarin, ivr.Mandarin}, false, "4"},
		"four":                          {[]ivr.Language{ivr.Mandarin, ivr.Mandarin, ivr.Mandarin, ivr.Mandarin}, false, "2"},
		"eight":                         {slices.Repeat([]ivr.Language{ivr.Mandarin}, 8), false, "1"},
		"twenty: half a minute":         {slices.Repeat([]ivr.Language{ivr.Mandarin}, 20), false, ""},
		"two and one on a break":        {[]ivr.Language{ivr.Mandarin, ivr.Mandarin}, true, "4"},
		"two and one of other language": {[]ivr.Language{ivr.Mandarin, ivr.Mandarin, ivr.English}, false, "4"},
	} {
		s := newScene(t)
		for i, l := range c.busy {
			agent, call := cti.AgentID('A'+rune(i)), cti.CallID('a'+rune(i))
			s.agent(agent, l)
			if l == ivr.Mandarin { // the other one stays free: no caller speaks the language
				s.handle(cti.CallArrived{Call: call, Called: "123451"})
				s.handle(cti.OfferAccepted{Agent: agent, Call: call})
			}
		}
		if c.onBreak {
			s.agent("Z", ivr.Mandarin)
			s.handle(cti.NotReadyRequested{Agent: "Z", Reason: cti.ReasonBreak})
		}
		s.caller("ahead")
		s.caller("waits")
		p := s.announced("waits")
		if p.Args["n"] != "1" || p.Args["m"] != c.minutes {
			t.Errorf("%s: the caller hears %s %v, want one ahead and %s minutes", name, p.ID, p.Args, c.minutes)
		}
	}
}

// TestTheEstimatedWaitLearns: about the last 16 calls count.
func TestTheEstimatedWaitLearns(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.talks("A", "1")
	s.wait(20 * time.Minute) // 16 more than the typical four
	s.handle(cti.CallerGone{Call: "1", Cause: 16})
	s.handle(cti.WrapUpFinished{Agent: "A", Disposition: cti.DispositionAnswered})
	s.caller("2")
	s.handle(cti.OfferAccepted{Agent: "A", Call: "2"})
	s.caller("ahead")
	s.caller("waits")
	if p := s.announced("waits"); p.Args["m"] != "10" {
		t.Errorf("the caller hears %v, want two calls of five minutes", p.Args)
	}
}

// TestPositionsAreAnnouncedAgainAfterAnOffer that was declined.
func TestPositionsAreAnnouncedAgainAfterAnOffer(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("1")
	s.wait(30 * time.Second)
	if p := s.heard["1"]; p.ID != "recording" {
		t.Errorf("while it rings the caller hears %s", p.ID)
	}
	s.handle(cti.OfferDeclined{Agent: "A", Call: "1"})
	if p := s.announced("1"); p.ID != "queue_next" {
		t.Errorf("after the offer the caller hears %s, want queue_next", p.ID)
	}
}
