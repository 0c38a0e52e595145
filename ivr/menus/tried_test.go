package menus_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

// menuTo is a menu whose key 1 leads to a queue; whoever presses nothing comes to another
// node after the time out.
func menuTo(queue string, prompts []string, fallback ivr.NodeID) ivr.Flow {
	return ivr.Flow{ID: "main", Start: "menu", Nodes: ivr.Nodes{
		"menu":    ivr.Menu{Prompts: prompts, Keys: map[string]ivr.NodeID{"1": "one", "2": "menu"}, InputTimeout: 5 * time.Second, Fallback: fallback},
		"one":     ivr.Queue{Queue: queue},
		"officer": ivr.Queue{Queue: "general"},
		"bye":     ivr.Goodbye{},
	}}
}

// TestWhatCallersOfADayWouldHaveMet: each group has the calls that belong to it.
func TestWhatCallersOfADayWouldHaveMet(t *testing.T) {
	t.Parallel()
	s := time.Second
	calls := []menus.PastCall{
		{Call: "presses 1", Called: "12345", At: at, Keys: []menus.PastKey{{After: 2 * s, Key: "1"}}, Answered: 20 * s, Ended: 90 * s},
		{Call: "dials 1", Called: "123451", At: at, Answered: 9 * s, Ended: 90 * s},
		{Call: "waits", Called: "12345", At: at, Answered: 60 * s, Ended: 90 * s},
		{Call: "leaves early", Called: "12345", At: at, Ended: 4 * s},
		{Call: "leaves late", Called: "12345", At: at, Ended: 60 * s},
		{Call: "presses in the talk", Called: "12345", At: at, Keys: []menus.PastKey{{After: 2 * s, Key: "1"}, {After: 40 * s, Key: "2"}}, Answered: 20 * s, Ended: 90 * s},
	}
	try := func(older, newer ivr.Flow) menus.Tried {
		return menus.Try(older, newer, calls, func(at time.Time) ivr.Moment { return ivr.Moment{At: at} },
			func(called string) ivr.Arrival { return ivr.Arrival{Keys: called[5:]} }, nil)
	}
	old := menuTo("complaint", []string{"menu_short"}, "officer")
	if got := try(old, old); got.Unchanged != len(calls) || len(got.Elsewhere)+len(got.More.Calls)+len(got.Less.Calls)+len(got.Stuck)+len(got.Lost) > 0 {
		t.Errorf("the same flow: %+v", got)
	}
	got := try(old, menuTo("business", []string{"menu_short"}, "officer"))
	want := []string{"presses 1", "dials 1", "presses in the talk"}
	if len(got.Elsewhere) != 1 || got.Elsewhere[0].From != "queue complaint" || got.Elsewhere[0].To != "queue business" || !slices.Equal(got.Elsewhere[0].Calls, want) || got.Unchanged != 3 {
		t.Errorf("another queue: %+v", got)
	}
	got = try(old, menuTo("complaint", []string{"menu_short", "menu_short"}, "officer"))
	if want := []string{"waits", "leaves early", "leaves late"}; !slices.Equal(got.More.Calls, want) || got.More.Seconds != 13 || got.Unchanged != 3 || len(got.Lost) != 0 {
		t.Errorf("a longer menu: %+v", got)
	}
	got = try(menuTo("complaint", []string{"menu_short", "menu_short"}, "officer"), old)
	if len(got.Less.Calls) != 3 || got.Less.Seconds != 13 || len(got.More.Calls) != 0 {
		t.Errorf("a shorter menu: %+v", got)
	}
	got = try(old, menuTo("complaint", []string{"menu_short"}, "bye"))
	if len(got.Elsewhere) != 1 || got.Elsewhere[0].To != "goodbye" || !slices.Equal(got.Elsewhere[0].Calls, []string{"waits", "leaves late"}) {
		t.Errorf("who presses nothing is dismissed: %+v", got)
	}
	got = try(menuTo("complaint", []string{"menu_short"}, "bye"), menuTo("complaint", []string{"menu_short", "menu_short", "menu_short", "menu_short", "menu_short", "menu_short", "menu_short", "menu_short"}, "bye"))
	if len(got.Lost) != 1 || got.Lost[0] != "leaves late" {
		t.Errorf("a menu longer than callers' patience: %+v", got)
	}
	silent := old
	silent.Nodes = ivr.Nodes{"menu": ivr.Menu{Prompts: []string{"x"}, Keys: map[string]ivr.NodeID{"1": "menu"}, Fallback: "menu"}}
	if got = try(old, silent); len(got.Stuck) == 0 {
		t.Errorf("a menu that goes round: %+v", got)
	}
}
