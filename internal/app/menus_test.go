package app

import (
	"testing"
	"time"

	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// TestTheShippedFlowsCanBePublished with the shipped queues and prompts.
func TestTheShippedFlowsCanBePublished(t *testing.T) {
	t.Parallel()
	flows, err := shippedFlows()
	if err != nil {
		t.Fatal(err)
	}
	known, _, err := shippedPrompts()
	if err != nil || len(known.Languages) < 3 || len(known.Prompts["yue"]) < 50 {
		t.Fatalf("%d languages, %v", len(known.Languages), err)
	}
	state := menus.State{Queues: menus.ShippedQueues(), Broadcasts: menus.ShippedBroadcasts()}
	for id, f := range flows {
		for _, fault := range menus.CheckFlow(known)(state, f).Errors() {
			t.Errorf("flow %s: %v", id, fault)
		}
	}
}

// TestWhatHoldsUntilTheDatabaseIsThere: what was in force, with what the environment sets
// now; on a first start what came with the program.
func TestWhatHoldsUntilTheDatabaseIsThere(t *testing.T) {
	t.Parallel()
	s := Settings{MainNumber: "12300", Trunk: "trunk"}
	first, err := settingsAtStart(s, settingsOf(s, menus.State{}, time.Time{}))
	if err != nil || len(first.Flows["main"].Nodes) == 0 || len(first.Queues) != 4 || first.Numbers[0].Number != "12300" {
		t.Errorf("at first %+v, %v", first, err)
	}
	main := ivr.Flow{ID: "main", Version: "7-x", Start: "q", Nodes: ivr.Nodes{"q": ivr.Queue{Queue: "typhoon"}}}
	at := time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)
	before := settingsOf(Settings{MainNumber: "12345"}, menus.State{Generation: 9,
		Flows:      []menus.Flow{{ID: "main", Live: &menus.Version{Body: main}}, {ID: "new"}},
		Queues:     []menus.Queue{{ID: "typhoon", Priority: 3}},
		Broadcasts: []menus.Broadcast{{ID: "over", On: true, Until: at}, {ID: "on", On: true, Prompts: []string{"typhoon"}}, {ID: "off"}},
		Schedules:  []menus.NamedSchedule{{ID: "office"}}}, at)
	if len(before.Flows) != 1 || len(before.Broadcasts) != 1 || before.Broadcasts["on"].Prompts[0] != "typhoon" || len(before.Schedules) != 1 {
		t.Errorf("in force %+v", before)
	}
	now, err := settingsAtStart(s, before)
	if err != nil || now.Version != "menus-9" || now.Flows["main"].Version != "7-x" || now.Queues[0].Priority != 3 ||
		now.Numbers[0].Number != "12300" || len(now.Broadcasts) != 1 || len(now.Schedules) != 1 {
		t.Errorf("later %+v, %v", now, err)
	}
}
