package cti

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

// queueFlow leads every caller into a queue.
func queueFlow(id, version, queue string) ivr.Flow {
	return ivr.Flow{ID: id, Version: version, Start: "q", Nodes: ivr.Nodes{"q": ivr.Queue{Queue: queue}}}
}

func TestWhichFlowADialledNumberHas(t *testing.T) {
	t.Parallel()
	e := New()
	s := Settings{Flows: map[string]ivr.Flow{}, Area: "0757"}
	for _, flow := range []string{"city", "area", "fire"} {
		s.Flows[flow] = queueFlow(flow, "1", "general")
	}
	for _, c := range []struct {
		routes           []InboundRoute
		called, key, way string
	}{
		{[]InboundRoute{{Number: "96119", Flow: "fire"}, {Number: "12345", Flow: "city"}}, "12345", "city@1", ""},
		{[]InboundRoute{{Number: "96119", Flow: "fire"}, {Number: "12345", Flow: "city"}}, "057112345", "city@1", ""},
		{[]InboundRoute{{Number: "96119", Flow: "fire"}, {Number: "12345", Flow: "city"}}, "1234511", "city@1", "11"},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "96119", Flow: "fire"}}, "1234511", "city@1", "11"},
		{[]InboundRoute{{Number: "96119", Flow: "fire"}, {Number: "12345", Flow: "city"}}, "10086", "fire@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "057112345", Flow: "area"}}, "057112345", "area@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "057112345", Flow: "area"}}, "8657112345", "area@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "057112345", Flow: "area"}}, "0571123452", "area@1", "2"},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "057112345", Flow: "area"}}, "86571123452", "area@1", "2"},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "057112345", Flow: "area"}}, "057212345", "city@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "07578812345", Flow: "area"}}, "8812345", "area@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "8812345", Flow: "area"}}, "07578812345", "area@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "12315", Flow: "fire"}}, "12315", "fire@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "12315", Flow: "fire"}}, "075712315", "fire@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "12315", Flow: "fire"}}, "12316", "city@1", ""},
		{[]InboundRoute{{Number: "057", Flow: "fire"}, {Number: "12345", Flow: "city"}}, "057112345", "city@1", ""},
		{[]InboundRoute{{Number: "96119", Flow: "fire"}, {Number: "12345", Flow: "city"}}, "07571234511", "city@1", "11"},
		{[]InboundRoute{{Number: "96119", Flow: "fire"}, {Number: "12345", Flow: "city"}}, "8675712345", "city@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "city"}, {Number: "96119", Flow: "fire"}}, "", "city@1", ""},
		{[]InboundRoute{{Number: "12345", Flow: "gone"}}, "12345", "", ""},
		{nil, "12345", "", ""},
	} {
		s.Numbers = c.routes
		e.settingsChanged(s)
		flow, key, _, way := e.flowFor(c.called)
		if key != c.key || way != c.way || (flow == nil) != (key == "") {
			t.Errorf("%q by %v has flow %q and keys %q, want %q and %q", c.called, c.routes, key, way, c.key, c.way)
		}
	}
}

// TestACallWithoutAFlowGoesBackToTheDialplan, which has a fallback.
func TestACallWithoutAFlowGoesBackToTheDialplan(t *testing.T) {
	t.Parallel()
	out := New().Handle(time.Time{}, CallArrived{Call: "1", Called: "12345"})
	if len(out) != 1 || out[0] != (ReturnToDialplan{Call: "1"}) {
		t.Errorf("a call before the first settings leads to %#v", out)
	}
}

// TestACallKeepsItsFlow after a restart too, though another one of the same version
// was put in force meanwhile.
func TestACallKeepsItsFlow(t *testing.T) {
	t.Parallel()
	flow := func(queue string) ivr.Flow {
		f := queueFlow("m", "1", queue)
		f.Start, f.Nodes["menu"] = "menu", ivr.Menu{Keys: map[string]ivr.NodeID{"1": "q"}, InputTimeout: time.Hour, Fallback: "q"}
		return f
	}
	s := smallSettings()
	e := New()
	for i, queue := range []string{"general", "complaint"} {
		s.Flows = map[string]ivr.Flow{"m": flow(queue)}
		e.Handle(time.Time{}, SettingsChanged{Settings: s})
		e.Handle(time.Time{}, CallArrived{Call: CallID("ab"[i : i+1]), Called: "12345"})
	}
	e = restored(t, e)
	e.Handle(time.Time{}, DigitPressed{Call: "a", Digit: "1"})
	if got := e.calls["a"].Record.Queue; got != "general" {
		t.Errorf("the caller waits for %s, want general as when they came", got)
	}
}

// restored writes an engine to a snapshot and reads it back.
func restored(t *testing.T, e *Engine) *Engine {
	t.Helper()
	raw, err := e.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	again, err := Restore(raw)
	if err != nil {
		t.Fatal(err)
	}
	return again
}
