package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

func gate() ivr.Nodes {
	return ivr.Nodes{
		"start": ivr.Restricted{Prompts: []string{"restricted"}, Message: "box", Next: "menu"},
		"menu":  ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "line"}, InputTimeout: 1, Fallback: "line"},
		"box":   ivr.Message{Prompts: []string{"after_tone"}, Max: time.Minute, Silence: time.Second, Saved: []string{"saved"}, Next: "bye"},
		"line":  line, "bye": bye,
	}
}

func TestRestrictedNumbersReachAMessageBoxOnly(t *testing.T) {
	t.Parallel()
	calls(t, gate(), ivr.Arrival{}, now, play(ivr.Mandarin, "menu"))
	calls(t, gate(), ivr.Arrival{Keys: "1"}, now, agent(ivr.Mandarin))

	c := calls(t, gate(), ivr.Arrival{Restricted: true, Keys: "1"}, now, play(ivr.Mandarin, "restricted"))
	c.on("1") // leads past the box for nobody
	c.on(promptsEnd{}, play(ivr.Mandarin, "after_tone"))
	c.on("1")
	c.at("box")

	quiet := gate()
	quiet["start"] = ivr.Restricted{Message: "box", Next: "menu"}
	calls(t, quiet, ivr.Arrival{Restricted: true}, now, play(ivr.Mandarin, "after_tone"))
}

// TestARestrictedCallerStaysInTheBox also where a menu leads there.
func TestARestrictedCallerStaysInTheBox(t *testing.T) {
	t.Parallel()
	nodes := gate()
	nodes["gate"], nodes["start"] = nodes["start"], ivr.Menu{
		Prompts: []string{"first"}, Keys: map[string]ivr.NodeID{"0": "line", "1": "gate"}, InputTimeout: 1, Fallback: "gate"}
	c := calls(t, nodes, ivr.Arrival{Restricted: true}, now, play(ivr.Mandarin, "first"))
	c.on("1", ivr.StopPrompt{}, play(ivr.Mandarin, "restricted"))
	c.on("0")
	c.on(promptsEnd{}, play(ivr.Mandarin, "after_tone"))
	c.on("0")
	c.at("box")
}

// TestAGapGivesARestrictedCallerNoAgent.
func TestAGapGivesARestrictedCallerNoAgent(t *testing.T) {
	t.Parallel()
	nodes := gate()
	delete(nodes, "box")
	c := calls(t, nodes, ivr.Arrival{Restricted: true}, now, play(ivr.Mandarin, "restricted"))
	c.on(promptsEnd{}, ivr.HangUp{})
}

func TestFaultsOfRestricted(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Restricted{Message: "gone", Next: "line"}, "message dangling")
	wantFaults(t, ivr.Restricted{}, "message missing", "next missing")
	wantFaults(t, ivr.Restricted{Message: "line", Next: "x"}, " circle", "message restricted")
	for name, n := range map[string]ivr.Node{
		"queue": line, "unit": ivr.Unit{}, "callback": ivr.CallBackNode{}, "": ivr.Fax{},
	} {
		f := ivr.Flow{ID: "f", Start: "start", Nodes: gate()}
		f.Nodes["bye"] = ivr.Say{Prompts: []string{"x"}, Next: "behind"}
		f.Nodes["behind"] = n
		found := false
		for _, fault := range f.Faults(ivr.Context{}) {
			found = found || fault.Code == ivr.FaultRestricted && fault.Node == "start" && fault.Args["to"] == "behind"
		}
		if found != (name != "") {
			t.Errorf("a %s behind the message box is found: %v", n.Kind(), found)
		}
	}
}
