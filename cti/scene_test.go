package cti_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// scene is an engine whose callers wait in one queue and are told their position
// every 30 s.
type scene struct {
	t      *testing.T
	engine *cti.Engine
	now    time.Time
	heard  map[cti.CallID]ivr.Prompt // the announcement heard last
	played map[cti.CallID]int
	legs   map[cti.CallID]int
	shown  map[cti.AgentID]cti.Desk
	last   []cti.Command // of the last event
}

func newScene(t *testing.T) *scene {
	s := &scene{t: t, engine: cti.New(), now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC),
		heard: map[cti.CallID]ivr.Prompt{}, played: map[cti.CallID]int{}, legs: map[cti.CallID]int{}, shown: map[cti.AgentID]cti.Desk{}}
	settings := modelSettings()
	settings.Times.Announce = 30 * time.Second
	settings.Times.TypicalTalk = 4 * time.Minute
	s.handle(cti.SettingsChanged{Settings: settings})
	return s
}

func (s *scene) handle(ev cti.Event) {
	s.last = slices.Clone(s.engine.Handle(s.now, ev))
	for _, c := range s.last {
		switch c := c.(type) {
		case cti.Play:
			s.played[c.Call], s.heard[c.Call] = c.Playback, c.Prompts[0]
		case cti.OpenAgentLeg:
			s.legs[c.Call] = c.Leg
		case cti.ShowDesk:
			s.shown[c.Agent] = c.Desk
		}
	}
}

// wait lets time pass.
func (s *scene) wait(d time.Duration) {
	s.now = s.now.Add(d)
	s.handle(cti.Ticked{})
}

// agent signs an agent in who is ready for calls.
func (s *scene) agent(id cti.AgentID, languages ...ivr.Language) {
	s.handle(cti.AgentConnected{Agent: id, Connection: "x", Queues: []cti.QueueID{"general"}, Languages: languages})
	s.handle(cti.HeadsetConnected{Agent: id})
	s.handle(cti.ReadyRequested{Agent: id})
}

// caller enters the queue, in Mandarin.
func (s *scene) caller(id cti.CallID) {
	s.handle(cti.CallArrived{Call: id, Called: "123451"})
	s.silent(id)
}

// silent lets what is playing come to its end.
func (s *scene) silent(id cti.CallID) {
	for last := -1; s.played[id] != last; {
		last = s.played[id]
		s.handle(cti.PlaybackEnded{Call: id, Playback: last})
	}
}

// announced returns what a caller hears at the next announcement.
func (s *scene) announced(id cti.CallID) ivr.Prompt {
	s.t.Helper()
	s.silent(id)
	delete(s.heard, id)
	s.wait(30 * time.Second)
	p, ok := s.heard[id]
	if !ok {
		s.t.Fatalf("caller %s hears no announcement", id)
	}
	return p
}
