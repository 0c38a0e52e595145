package ivr_test

import (
	"fmt"
	"time"

	"hotline12345/ivr"
)

// A caller presses 1 while the menu still plays, and waits in a queue.
func Example() {
	flow := ivr.Flow{ID: "demo", Version: "1", Start: "service", Nodes: ivr.Nodes{
		"service": ivr.Menu{
			Prompts:      []string{"menu_short"},
			Keys:         map[string]ivr.NodeID{"1": "complaint", "0": "officer"},
			InputTimeout: 5 * time.Second,
			Fallback:     "officer",
		},
		"complaint": ivr.Queue{Prompts: []string{"complaint_11"}, Queue: "complaint"},
		"officer":   ivr.Queue{Prompts: []string{"to_agent"}, Queue: "general"},
	}}
	if err := flow.Validate(); err != nil {
		fmt.Println(err)
	}
	caller, actions := ivr.Start(&flow, ivr.Arrival{Language: ivr.English}, ivr.Moment{})
	actions = append(actions, caller.Press(ivr.Moment{}, "1")...)
	for _, a := range actions {
		fmt.Printf("%T%+v\n", a, a)
	}
	// Output:
	// ivr.PlayPrompt{Prompts:[{ID:menu_short Language:en Args:map[]}]}
	// ivr.StopPrompt{}
	// ivr.EnterQueue{Queue:complaint Prompts:[{ID:complaint_11 Language:en Args:map[]}]}
}

// Validation says where a caller would get lost, and what to do about it.
func ExampleFlow_Validate() {
	flow := ivr.Flow{ID: "demo", Start: "service", Nodes: ivr.Nodes{
		"service": ivr.Menu{Prompts: []string{"menu_short"}, Keys: map[string]ivr.NodeID{"1": "complaints"}, InputTimeout: 5 * time.Second, Fallback: "officer"},
		"officer": ivr.Queue{Queue: "general"},
	}}
	fmt.Println(flow.Validate())
	// Output:
	// flow demo, node service: key 1 leads to complaints, which does not exist: add that node, or name another
}
