package cti_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// lanes are the keys of the test's menu: each leads to a queue in a language.
var lanes = []struct {
	queue    cti.QueueID
	language ivr.Language
}{
	{"general", ivr.Mandarin}, {"general", ivr.English}, {"complaint", ivr.Mandarin},
	{"complaint", ivr.English}, {"business", ivr.Mandarin}, {"business", ivr.Cantonese},
}

// modelSettings lead 123451 to 123456 straight into lanes; of the engine's limits only
// the offer's can pass.
func modelSettings() cti.Settings {
	menu := ivr.Menu{Keys: map[string]ivr.NodeID{}, InputTimeout: time.Hour, Fallback: "1"}
	nodes := ivr.Nodes{"menu": menu}
	for i, l := range lanes {
		key := fmt.Sprint(i + 1)
		menu.Keys[key] = ivr.NodeID(key)
		nodes[ivr.NodeID(key)] = ivr.Queue{Language: l.language, Queue: string(l.queue)}
	}
	const never = 1000 * time.Hour
	return cti.Settings{
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "m"}},
		Flows:   map[string]ivr.Flow{"m": {ID: "m", Version: "1", Start: "menu", Nodes: nodes}},
		Barred:  []string{"110"},
		Queues:  []cti.Queue{{ID: "general"}, {ID: "complaint", Priority: 2}, {ID: "business"}},
		Times: cti.Times{Offer: offerLimit, Announce: never, AwayLimit: never, WrapUp: never, WrapUpStep: never, Reconnect: never,
			DialRing: never, LegSetup: never, PromptLimit: never, LongestCall: never, TypicalTalk: time.Minute, Disconnected: never},
	}
}

const offerLimit = time.Hour

// against drives the engine and the model with the same events.
type against struct {
	engine *cti.Engine
	model  *model
	now    time.Time
	calls  int
	shown  map[cti.AgentID]cti.Desk
	played map[cti.CallID]int // the newest playback
	legs   map[cti.CallID]int // the newest agent leg
}

func newAgainst() *against {
	m := &model{priority: map[cti.QueueID]int{"complaint": 2}}
	x := &against{engine: cti.New(), model: m, now: time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC),
		shown: map[cti.AgentID]cti.Desk{}, played: map[cti.CallID]int{}, legs: map[cti.CallID]int{}}
	m.now = x.now
	x.handle(cti.SettingsChanged{Settings: modelSettings()})
	x.handle(cti.TelephonyRestored{})
	for _, a := range []*modelAgent{
		{id: "A", queues: []cti.QueueID{"general", "complaint", "business"}, languages: []ivr.Language{ivr.Mandarin, ivr.English, ivr.Cantonese}},
		{id: "B", queues: []cti.QueueID{"general", "complaint"}, languages: []ivr.Language{ivr.Mandarin}},
		{id: "C", queues: []cti.QueueID{"complaint", "business"}, languages: []ivr.Language{ivr.Mandarin, ivr.English}},
		{id: "D", queues: []cti.QueueID{"business", "general"}, languages: []ivr.Language{ivr.English, ivr.Mandarin}},
	} {
		a.state, a.headset = cti.NotReady, true
		m.agents = append(m.agents, a)
		x.handle(cti.AgentConnected{Agent: a.id, Connection: "x", Queues: a.queues, Languages: a.languages})
		x.handle(cti.HeadsetConnected{Agent: a.id})
	}
	return x
}

// pass lets time pass for both.
func (x *against) pass(d time.Duration) {
	x.now = x.now.Add(d)
	x.handle(cti.Ticked{})
	x.model.passes(x.now)
}

// handle gives the engine an event.
func (x *against) handle(ev cti.Event) {
	for _, c := range x.engine.Handle(x.now, ev) {
		switch c := c.(type) {
		case cti.ShowDesk:
			x.shown[c.Agent] = c.Desk
		case cti.Play:
			x.played[c.Call] = c.Playback
		case cti.OpenAgentLeg:
			x.legs[c.Call] = c.Leg
		}
	}
}

func (x *against) describe() string {
	out := ""
	for _, a := range x.model.agents {
		d, call := x.shown[a.id], cti.CallID("")
		if d.Call != nil {
			call = d.Call.Call
		}
		out += fmt.Sprintf("%s %s %s\n", a.id, d.State, call)
	}
	return out
}

// agent draws one of the agents in these states; without one the step is skipped.
func (x *against) agent(t *rapid.T, states ...cti.AgentState) *modelAgent {
	var in []*modelAgent
	for _, a := range x.model.agents {
		if slices.Contains(states, a.state) {
			in = append(in, a)
		}
	}
	if len(in) == 0 {
		t.Skip("no agent in this state")
	}
	return rapid.SampledFrom(in).Draw(t, "agent")
}

// TestTheEngineServesCallersInTheModelsOrder: every agent is shown the call and state
// that the rules give them, whatever happens.
func TestTheEngineServesCallersInTheModelsOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := newAgainst()
		t.Repeat(map[string]func(*rapid.T){
			"arrives": x.arrives, "arrives too": x.arrives, "arrives again": x.arrives, "hangs up": x.hangsUp,
			"ready": x.ready, "ready too": x.ready, "break": x.takesABreak, "headset": x.headset, "headset fails": x.headsetFails,
			"accepts": x.accepts, "declines": x.declines, "time passes": x.timePasses,
			"answers": x.answers, "leg fails": x.legFails, "wrap-up": x.wrapsUp, "is compared": x.isCompared, "vanishes": x.vanishes,
			"": func(t *rapid.T) {
				if got, want := x.describe(), x.model.describe(); got != want {
					t.Fatalf("the engine shows\n%sthe rules give\n%s", got, want)
				}
			},
		})
	})
}
