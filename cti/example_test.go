package cti_test

import (
	"fmt"
	"time"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// A call arrives, waits for an agent, is offered to the first who is ready and missed.
// The
// engine has no clock and does no I/O: time comes in with the events, and what is to
// be done comes out as commands.
func ExampleEngine() {
	engine := cti.New()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	handle := func(wait time.Duration, ev cti.Event) {
		now = now.Add(wait)
		for _, c := range engine.Handle(now, ev) {
			switch c := c.(type) {
			case cti.Answer:
				fmt.Println("answer", c.Call)
			case cti.Play:
				fmt.Println("play", c.Prompts[0].ID)
			case cti.ShowDesk:
				fmt.Println("agent", c.Agent, "is", c.Desk.State)
			}
		}
	}
	handle(0, cti.SettingsChanged{Settings: cti.Settings{
		Numbers: []cti.InboundRoute{{Number: "12345", Flow: "main"}},
		Flows: map[string]ivr.Flow{"main": {ID: "main", Version: "1", Start: "agent", Nodes: ivr.Nodes{
			"agent": ivr.Queue{Queue: "general"},
		}}},
		Queues: []cti.Queue{{ID: "general"}},
		Times:  cti.DefaultTimes(),
	}})
	handle(time.Second, cti.CallArrived{Call: "1.1", Caller: cti.Caller{Number: "13800138000"}, Called: "12345"})
	handle(time.Second, cti.AgentConnected{Agent: "1001", Connection: "page", Queues: []cti.QueueID{"general"}, Languages: []ivr.Language{ivr.Mandarin}})
	handle(0, cti.HeadsetConnected{Agent: "1001"})
	handle(time.Second, cti.ReadyRequested{Agent: "1001"})
	handle(10*time.Second, cti.Ticked{}) // the agent does not answer

	// Output:
	// answer 1.1
	// play recording
	// agent 1001 is not_ready
	// agent 1001 is not_ready
	// agent 1001 is offered
	// agent 1001 is not_ready
}
