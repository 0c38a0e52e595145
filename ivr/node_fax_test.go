package ivr_test

import (
	"testing"

	"hotline12345/ivr"
)

func fax() ivr.Fax {
	return ivr.Fax{Prompts: []string{"fax"}, Failed: []string{"no_fax"}, Keys: map[string]ivr.NodeID{"0": "line"}, Next: "bye", Fallback: "line"}
}

func TestAFaxIsReceived(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{"start": fax(), "line": line, "bye": bye}
	c := calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "fax"))
	c.on(ivr.FaxReceived{}) // nothing is received yet
	c.on("7")
	c.on(promptsEnd{}, ivr.ReceiveFax{})
	c.on("0") // tones of the machine
	c.on(ivr.VoiceHeard{})
	c.on(ivr.FaxReceived{}, play(ivr.Mandarin, "goodbye"))

	c = calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "fax"))
	c.on(promptsEnd{}, ivr.ReceiveFax{})
	c.on(ivr.Failed{}, play(ivr.Mandarin, "no_fax"))
	c.on(ivr.Failed{})
	c.on(promptsEnd{}, agent(ivr.Mandarin))

	c = calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "fax"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))

	quiet := fax()
	quiet.Failed = nil
	c = calls(t, ivr.Nodes{"start": quiet, "line": line, "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "fax"))
	c.on(promptsEnd{}, ivr.ReceiveFax{})
	c.on(ivr.Failed{}, agent(ivr.Mandarin))
}

func TestBackFromAFax(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"start": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"5": "fax", "1": "bye", "0": "bye"}, InputTimeout: 1, Fallback: "line"},
		"fax":   fax(), "line": line, "bye": bye,
	}
	calls(t, nodes, ivr.Arrival{Keys: "5"}, now, play(ivr.Mandarin, "fax")).on("1", ivr.StopPrompt{}, play(ivr.Mandarin, "goodbye"))
	calls(t, nodes, ivr.Arrival{Keys: "5"}, now, play(ivr.Mandarin, "fax")).on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
}

func TestFaultsOfAFax(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Fax{}, "prompts missing", "next missing", "fallback missing")
	n := fax()
	n.Keys, n.Next, n.Fallback = map[string]ivr.NodeID{"+": "line"}, "gone", "lost"
	wantFaults(t, n, "keys + not_a_key", "next dangling", "fallback dangling")
}
