package ivr_test

import (
	"fmt"
	"reflect"
	"testing"

	"hotline12345/ivr"
)

// caller is a session under test: what it is told, and what it must want done.
type caller struct {
	*testing.T
	ivr.Session
	moment ivr.Moment
}

// Inputs beside keys ("1") and answers.
type (
	promptsEnd struct{}
	timeout    struct{}
)

// calls enters a flow at the node "start" and checks what is done on entry.
func calls(t *testing.T, nodes ivr.Nodes, a ivr.Arrival, m ivr.Moment, want ...ivr.Action) *caller {
	t.Helper()
	c := &caller{T: t, moment: m}
	var acts []ivr.Action
	c.Session, acts = ivr.Start(&ivr.Flow{ID: "test", Start: "start", Nodes: nodes}, a, m)
	c.check("on entry", acts, want)
	return c
}

// on gives the session an input and checks what it wants done.
func (c *caller) on(input any, want ...ivr.Action) {
	c.Helper()
	var acts []ivr.Action
	switch in := input.(type) {
	case string:
		acts = c.Press(c.moment, in)
	case promptsEnd:
		acts = c.PromptsEnded(c.moment)
	case timeout:
		acts = c.InputTimedOut(c.moment)
	case ivr.Answer:
		acts = c.Answered(c.moment, in)
	}
	c.check(fmt.Sprintf("%#v", input), acts, want)
}

func (c *caller) check(what string, got, want []ivr.Action) {
	c.Helper()
	if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		c.Errorf("%s, at %s: actions\n  %+v, want\n  %+v", what, c.Node, got, want)
	}
}

// at checks where the caller is.
func (c *caller) at(id ivr.NodeID) {
	c.Helper()
	if c.Node != id {
		c.Errorf("the caller is at %s, want %s", c.Node, id)
	}
}

// line is the node "line", an agent's queue; bye is the node "bye".
var (
	line = ivr.Queue{Prompts: []string{"to_agent"}, Queue: "general"}
	bye  = ivr.Goodbye{Prompts: []string{"goodbye"}}
)

// agent is what follows when a caller comes to the node "line".
func agent(l ivr.Language) ivr.Action {
	return ivr.EnterQueue{Queue: "general", Prompts: prompts(l, "to_agent")}
}

// with is a prompt with arguments: "digits", "1234".
func with(l ivr.Language, id string, args ...string) ivr.Prompt {
	p := ivr.Prompt{ID: id, Language: l, Args: map[string]string{}}
	for i := 0; i < len(args); i += 2 {
		p.Args[args[i]] = args[i+1]
	}
	return p
}

// faultsOf returns the faults of a node in a flow with the nodes "line" and "bye", as
// "field key code".
func faultsOf(n ivr.Node, c ivr.Context) []string {
	f := ivr.Flow{ID: "f", Start: "x", Nodes: ivr.Nodes{"x": n, "line": line, "bye": bye}}
	var out []string
	for _, fault := range f.Faults(c) {
		if fault.Node == "x" {
			s := fault.Field
			if fault.Key != "" {
				s += " " + fault.Key
			}
			out = append(out, fmt.Sprintf("%s %s", s, fault.Code))
		}
	}
	return out
}

// wantFaults checks a node's faults.
func wantFaults(t *testing.T, n ivr.Node, want ...string) {
	t.Helper()
	if got := faultsOf(n, ivr.Context{}); len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
		t.Errorf("%+v:\n got %q\nwant %q", n, got, want)
	}
}
