package cti_test

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// queueScene is an engine whose callers wait in one queue and are told their position
// every 30 s.
type queueScene struct {
	t      *testing.T
	engine *cti.Engine
	now    time.Time
	heard  map[cti.CallID]ivr.Prompt // the announcement heard last
	played map[cti.CallID]int
	legs   map[cti.CallID]int
}

func newQueueScene(t *testing.T) *queueScene {
	s := &queueScene{t: t, engine: cti.New(), now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC),
		heard: map[cti.CallID]ivr.Prompt{}, played: map[cti.CallID]int{}, legs: map[cti.CallID]int{}}
	settings := modelSettings()
	settings.Times.Announce = 30 * time.Second
	settings.Times.TypicalTalk = 4 * time.Minute
	s.handle(cti.SettingsChanged{Settings: settings})
	return s
}

func (s *queueScene) handle(ev cti.Event) {
	for _, c := range s.engine.Handle(s.now, ev) {
		switch c := c.(type) {
		case cti.Play:
			s.played[c.Call], s.heard[c.Call] = c.Playback, c.Prompts[0]
		case cti.OpenAgentLeg:
			s.legs[c.Call] = c.Leg
		}
	}
}

// agent signs an agent in who is ready for calls.
func (s *queueScene) agent(id cti.AgentID, languages ...ivr.Language) {
	s.handle(cti.AgentConnected{Agent: id, Connection: "x", Queues: []cti.QueueID{"general"}, Languages: languages})
	s.handle(cti.HeadsetConnected{Agent: id})
	s.handle(cti.ReadyRequested{Agent: id})
}

// caller enters the queue, in Mandarin.
func (s *queueScene) caller(id cti.CallID) {
	s.handle(cti.CallArrived{Call: id, Called: "123451"})
	s.silent(id)
}

// silent lets what is playing come to its end.
func (s *queueScene) silent(id cti.CallID) {
	for last := -1; s.played[id] != last; {
		last = s.played[id]
		s.handle(cti.PlaybackEnded{Call: id, Playback: last})
	}
}

// announced returns what a caller hears at the next announcement.
func (s *queueScene) announced(id cti.CallID) ivr.Prompt {
	s.t.Helper()
	s.silent(id)
	delete(s.heard, id)
	s.now = s.now.Add(30 * time.Second)
	s.handle(cti.Ticked{})
	p, ok := s.heard[id]
	if !ok {
		s.t.Fatalf("caller %s hears no announcement", id)
	}
	return p
}

// TestAPositionNeverRises: an agent's channel fails and its caller goes to the head,
// before one who has been told the position.
func TestAPositionNeverRises(t *testing.T) {
	t.Parallel()
	s := newQueueScene(t)
	s.agent("A", ivr.Mandarin)
	s.caller("first")
	s.handle(cti.OfferAccepted{Agent: "A", Call: "first"})
	s.caller("second")
	s.caller("third")
	if p := s.announced("third"); p.Args["n"] != "1" {
		t.Fatalf("the third caller hears %s %v, want one ahead", p.ID, p.Args)
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
		"two and one on a break":        {[]ivr.Language{ivr.Mandarin, ivr.Mandarin}, true, "4"},
		"two and one of other language": {[]ivr.Language{ivr.Mandarin, ivr.Mandarin, ivr.English}, false, "4"},
	} {
		s := newQueueScene(t)
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
