package cti

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"hotline12345/ivr"
)

// TestFlowsThatNoCallIsInAreForgotten: a year of publishing does not fill the memory and the
// snapshots, and a caller who is in an old version stays in it.
func TestFlowsThatNoCallIsInAreForgotten(t *testing.T) {
	t.Parallel()
	s := smallSettings()
	s.Numbers = []InboundRoute{{Number: "12345", Flow: "m"}}
	e := New()
	publish := func(n int) {
		f := queueFlow("m", fmt.Sprint(n), "general")
		f.Start, f.Nodes["menu"] = "menu", ivr.Menu{Keys: map[string]ivr.NodeID{"1": "q"}, InputTimeout: time.Hour, Fallback: "q"}
		s.Flows = map[string]ivr.Flow{"m": f}
		e.Handle(time.Time{}, SettingsChanged{Settings: s})
	}
	kept := func() []string { return slices.Sorted(maps.Keys(e.flows)) }
	publish(1)
	e.Handle(time.Time{}, CallArrived{Call: "a", Called: "12345"})
	for n := 2; n <= 9; n++ {
		publish(n)
		call := CallID(fmt.Sprint(n))
		e.Handle(time.Time{}, CallArrived{Call: call, Called: "12345"})
		e.Handle(time.Time{}, CallerGone{Call: call})
	}
	publish(10)
	if got := kept(); !slices.Equal(got, []string{"m@1"}) {
		t.Errorf("kept are %v, want the one of the caller", got)
	}
	e.Handle(time.Time{}, CallerGone{Call: "a"})
	publish(11)
	if got := kept(); len(got) != 0 {
		t.Errorf("kept are %v though no call is in them", got)
	}
	if got := e.Settings().Flows["m"].Version; got != "11" {
		t.Errorf("in force is version %s", got)
	}
}
