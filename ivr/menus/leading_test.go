package menus_test

import (
	"fmt"
	"testing"

	"hotline12345/ivr"
	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
)

// TestAFlowOfCalledNumbersIsWarned that lets restricted numbers through, or says nothing of a broadcast
// that is on; one that answers nobody is not.
func TestAFlowOfCalledNumbersIsWarned(t *testing.T) {
	t.Parallel()
	s := menus.State{
		Queues: []menus.Queue{{ID: "general"}}, Broadcasts: []menus.Broadcast{{ID: "flood"}, {ID: "typhoon", On: true}},
		Numbers:   []menus.LineNumber{{Number: lines.Number{Number: "12315", Settings: lines.LineSettings{Flow: "market"}}}},
		LineUnits: []menus.LineUnit{{Unit: "A", Settings: lines.LineSettings{Flow: "county"}}},
	}
	bare := ivr.Nodes{"q": ivr.Queue{Queue: "general", Prompts: []string{"to_agent"}}}
	whole := ivr.Nodes{"q": bare["q"], "r": ivr.Restricted{Message: "q", Next: "b"}, "b": ivr.BroadcastNode{Broadcast: "typhoon", Next: "q"}}
	for id, want := range map[string]string{"main": "[not_apart not_heard]", "market": "[not_apart not_heard]", "county": "[not_apart not_heard]", "revisit": "[]"} {
		for nodes, want := range map[*ivr.Nodes]string{&bare: want, &whole: "[]"} {
			found := []ivr.FaultCode{}
			for _, f := range menus.CheckFlow(ivr.Context{})(s, ivr.Flow{ID: id, Start: "q", Nodes: *nodes}) {
				if f.Code == ivr.FaultNotApart || f.Code == ivr.FaultNotHeard {
					found = append(found, f.Code)
				}
				if f.Code == ivr.FaultNotHeard && (f.Args["name"] != "typhoon" || f.Severity != ivr.SeverityWarning) {
					t.Errorf("%s: %+v", id, f)
				}
			}
			if got := fmt.Sprint(found); got != want {
				t.Errorf("%s with %d nodes: %s, want %s", id, len(*nodes), got, want)
			}
		}
	}
}
