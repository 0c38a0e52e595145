package menus_test

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

var at = time.Date(2026, 11, 29, 2, 0, 0, 0, time.UTC)

func flow(queue string) ivr.Flow {
	return ivr.Flow{ID: "main", Version: "1", Start: "q", Nodes: ivr.Nodes{"q": ivr.Queue{Queue: queue}}}
}

// delivered is the state that a program with some flows makes of another.
func delivered(s menus.State, flows ...ivr.Flow) menus.State {
	for _, c := range s.Deliver(at, flows) {
		s = s.After(c)
	}
	return s
}

var anna = menus.Stamp{By: ivr.Author{ID: "anna"}, At: at}

func sound(menus.State, ivr.Flow) ivr.Faults { return nil }

// publish publishes a flow in a state.
func publish(t *testing.T, s menus.State, f ivr.Flow) menus.State {
	t.Helper()
	was, _ := s.Flow("main")
	d, _ := was.Current()
	c, err := s.SaveDraft(anna, "main", f, d.Rev())
	if err != nil {
		t.Fatal(err)
	}
	s = s.After(c)
	if c, err = s.Publish(anna, "main", menus.FlowRev(f), "x", sound); err != nil {
		t.Fatal(err)
	}
	return s.After(c)
}

// TestWhatAProgramBrings: version 1 on an empty database; later, where nobody has changed the
// menu, a draft; never a publishing.
func TestWhatAProgramBrings(t *testing.T) {
	t.Parallel()
	first := delivered(menus.State{}, flow("general"))
	if f, _ := first.Flow("main"); f.Live == nil || f.Live.N != 1 || f.Draft != nil || len(first.Queues) != 4 || len(first.Broadcasts) != 1 || first.Broadcasts[0].On {
		t.Fatalf("an empty database gets %+v", first)
	}
	newer := delivered(first, flow("consult"))
	if f, _ := newer.Flow("main"); f.Live.N != 1 || f.Draft == nil || f.Draft.By != menus.Program() || menus.FlowRev(f.Draft.Body) != menus.FlowRev(flow("consult")) {
		t.Errorf("a newer menu is %+v", f)
	}
	if again := delivered(newer, flow("consult")); !reflect.DeepEqual(again, newer) {
		t.Errorf("the same program once more makes %+v", again)
	}
	c, err := newer.EndDraft(anna, "main", menus.FlowRev(flow("consult")))
	if err != nil {
		t.Fatal(err)
	}
	refused := newer.After(c)
	if f, _ := delivered(refused, flow("consult")).Flow("main"); f.Draft != nil {
		t.Errorf("what was thrown away is offered again: %+v", f.Draft)
	}
	if f, _ := delivered(refused, flow("business")).Flow("main"); f.Draft == nil {
		t.Error("what comes after it is not offered")
	}
	edited := publish(t, first, flow("complaint"))
	if f, _ := delivered(edited, flow("consult")).Flow("main"); f.Draft != nil || f.Live.N != 2 {
		t.Errorf("a menu that was edited gets %+v", f)
	}
	c, err = first.EndQueue(anna, "business", queueRev(first, "business"), nil)
	if err != nil {
		t.Fatal(err)
	}
	fewer := first.After(c)
	if left := delivered(fewer, flow("general")); len(left.Queues) != 3 {
		t.Errorf("a queue that was taken away is back: %+v", left.Queues)
	}
	if again := delivered(fewer, flow("business")); len(again.Queues) != 4 {
		t.Errorf("the flow that is offered leads to a queue that is gone: %+v", again.Queues)
	}
}

func queueRev(s menus.State, id string) string {
	q, _ := s.Queue(id)
	return q.Rev()
}

// TestADraftOfSomebodyIsNotOverwritten by what a program brings; it is offered later.
func TestADraftOfSomebodyIsNotOverwritten(t *testing.T) {
	t.Parallel()
	s := delivered(menus.State{}, flow("general"))
	c, err := s.SaveDraft(anna, "main", flow("business"), menus.FlowRev(flow("general")))
	if err != nil {
		t.Fatal(err)
	}
	s = s.After(c)
	if f, _ := delivered(s, flow("consult")).Flow("main"); f.Draft.By != anna.By {
		t.Errorf("the draft is now %+v", f.Draft)
	}
	if c, err = s.SaveDraft(anna, "main", flow("general"), menus.FlowRev(flow("business"))); err != nil {
		t.Fatal(err)
	}
	back := s.After(c)
	if f, _ := back.Flow("main"); f.Draft != nil {
		t.Errorf("edited back to what is live leaves the draft %+v", f.Draft)
	}
	if f, _ := delivered(back, flow("consult")).Flow("main"); f.Draft == nil {
		t.Error("with nobody editing it is not offered")
	}
}

// TestWhatCannotBeSaved.
func TestWhatCannotBeSaved(t *testing.T) {
	t.Parallel()
	many := ivr.Flow{ID: "many", Start: "a", Nodes: ivr.Nodes{}}
	for i := range menus.MaxNodes + 1 {
		many.Nodes[ivr.NodeID(rune('a'+i))] = ivr.Goodbye{}
	}
	for name, c := range map[string]struct {
		id    string
		body  ivr.Flow
		field string
	}{
		"another id":      {"other", flow("general"), "id"},
		"no id":           {"", ivr.Flow{}, "id"},
		"an id with dots": {"../x", ivr.Flow{ID: "../x"}, "id"},
		"too many nodes":  {"many", many, "nodes"},
		"a NUL":           {"main", flow("a\x00"), "nodes"},
	} {
		var wrong *errs.Invalid
		if _, err := (menus.State{}).SaveDraft(anna, c.id, c.body, ""); !errors.As(err, &wrong) || wrong.Fields[0].Field != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestWhenAMenuCanBeScheduled: within a year, with a reason.
func TestWhenAMenuCanBeScheduled(t *testing.T) {
	t.Parallel()
	s := delivered(menus.State{}, flow("general"))
	c, err := s.SaveDraft(anna, "main", flow("business"), menus.FlowRev(flow("general")))
	if err != nil {
		t.Fatal(err)
	}
	s = s.After(c)
	for _, wrong := range []struct {
		why string
		at  time.Time
	}{{"x", at}, {"x", at.Add(-time.Second)}, {"x", at.AddDate(2, 0, 0)}, {" ", at.Add(time.Hour)}} {
		var invalid *errs.Invalid
		if _, err := s.Schedule(anna, "main", menus.FlowRev(flow("business")), wrong.why, wrong.at, sound); !errors.As(err, &invalid) {
			t.Errorf("%+v: %v", wrong, err)
		}
	}
	if c, err := s.Schedule(anna, "main", menus.FlowRev(flow("business")), "x", at.Add(time.Second), sound); err != nil || !c.Plan.Equal(at.Add(time.Second)) {
		t.Errorf("in a second: %+v, %v", c, err)
	}
}
