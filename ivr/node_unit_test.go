package ivr_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"hotline12345/ivr"
)

func labour() ivr.Unit {
	return ivr.Unit{
		Unit: "Y08", Name: map[ivr.Language]string{ivr.Mandarin: "人社局"},
		Prompts: []string{"transfer"}, NoAnswer: []string{"no_answer"}, Fallback: "line",
	}
}

func dept(id string) ivr.Action {
	return ivr.PlayPrompt{Prompts: []ivr.Prompt{with(ivr.Mandarin, id, "dept", "人社局")}}
}

func TestAUnitIsTransferredTo(t *testing.T) {
	t.Parallel()
	for _, answer := range []ivr.Answer{ivr.TransferFailed{}, ivr.Failed{}} {
		c := calls(t, ivr.Nodes{"start": labour(), "line": line}, ivr.Arrival{}, now, dept("transfer"))
		c.on(answer) // nothing is asked for yet
		c.on(promptsEnd{}, ivr.Transfer{Unit: "Y08"})
		c.on("1") // its telephone rings
		c.on(ivr.VoiceHeard{})
		c.on(answer, dept("no_answer"))
		c.on(answer)
		c.on(promptsEnd{}, agent(ivr.Mandarin))
	}
	n := labour()
	n.NoAnswer = nil
	c := calls(t, ivr.Nodes{"start": n, "line": line}, ivr.Arrival{}, now, dept("transfer"))
	c.on(promptsEnd{}, ivr.Transfer{Unit: "Y08"})
	c.on(ivr.TransferFailed{}, agent(ivr.Mandarin))
}

func TestAUnitByNumber(t *testing.T) {
	t.Parallel()
	n := ivr.Unit{Number: "12333", Prompts: []string{"transfer"}, Fallback: "line"}
	c := calls(t, ivr.Nodes{"start": n, "line": line}, ivr.Arrival{}, now, play(ivr.Mandarin, "transfer"))
	c.on(promptsEnd{}, ivr.Transfer{Number: "12333"})

	// By what was keyed in; a unit's own code or number goes before it.
	for _, u := range []struct {
		unit ivr.Unit
		want ivr.Transfer
	}{
		{ivr.Unit{}, ivr.Transfer{Number: "4711"}}, {ivr.Unit{Unit: "Y08"}, ivr.Transfer{Unit: "Y08"}}, {ivr.Unit{Number: "1"}, ivr.Transfer{Number: "1"}},
	} {
		d := oldNumber()
		u.unit.Prompts, u.unit.Fallback = []string{"transfer"}, "line"
		nodes := digitNodes(d)
		nodes["next"] = u.unit
		c = calls(t, nodes, ivr.Arrival{Keys: "4711"}, now, ivr.Listen{For: 3 * time.Second}, ivr.Listen{For: 3 * time.Second},
			ivr.Listen{For: 3 * time.Second}, ivr.Listen{For: 3 * time.Second})
		c.on("#", play(ivr.Mandarin, "transfer"))
		c.on(promptsEnd{}, u.want)
	}
}

func TestBackFromAUnit(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"start":  ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"7": "labour", "0": "line"}, InputTimeout: 1, Fallback: "line"},
		"labour": labour(), "line": line,
	}
	c := calls(t, nodes, ivr.Arrival{Keys: "7"}, now, dept("transfer"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
	c = calls(t, nodes, ivr.Arrival{Keys: "7"}, now, dept("transfer"))
	c.on(promptsEnd{}, ivr.Transfer{Unit: "Y08"})
	c.on("0")
	c.on(ivr.TransferFailed{}, dept("no_answer"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
}

func TestFaultsOfAUnit(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Unit{}, "prompts missing", "fallback missing", "unit missing")
	wantFaults(t, ivr.Unit{Unit: "Y08", Prompts: []string{"a"}, Fallback: "gone"}, "fallback dangling")
	wantFaults(t, ivr.Unit{Number: "1", Prompts: []string{"a"}, Fallback: "line"})
	for _, d := range []ivr.Digits{{Next: "x"}, {Numbers: map[string]ivr.NodeID{"1": "line", "2": "x"}}, {Next: "line"}} {
		f := ivr.Flow{ID: "f", Start: "digits", Nodes: ivr.Nodes{"digits": d, "line": line, "x": ivr.Unit{Prompts: []string{"a"}, Fallback: "line"}}}
		missing := slices.ContainsFunc(f.Faults(ivr.Context{}), func(f ivr.Fault) bool { return f.Node == "x" && f.Code == ivr.FaultMissing })
		if missing != (d.Next == "line") {
			t.Errorf("behind %+v a unit lacks its number: %v", d, missing)
		}
	}
	got := faultsOf(labour(), ivr.Context{Languages: []ivr.Language{"zh", "en"}, Units: []string{}, Numbers: []string{}})
	if want := []string{"unit unknown", "name no_name"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	byNumber := ivr.Unit{Number: "1", Prompts: []string{"a"}, Fallback: "line"}
	if got := faultsOf(byNumber, ivr.Context{Numbers: []string{"2"}}); !reflect.DeepEqual(got, []string{"number unknown"}) {
		t.Errorf("got %q", got)
	}
}
