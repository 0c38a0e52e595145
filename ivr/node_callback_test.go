package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

func callBack() ivr.CallBackNode {
	return ivr.CallBackNode{
		Prompts: []string{"confirm"}, EnterPrompts: []string{"enter"}, Done: []string{"done"}, InputTimeout: 4 * time.Second, Next: "bye", Fallback: "line",
	}
}

// offered is a caller whose number ends in 8000 and who is asked whether to call it.
func offered(t *testing.T) *caller {
	t.Helper()
	m := now
	m.CallerEnds = "8000"
	return calls(t, ivr.Nodes{"start": callBack(), "line": line, "bye": bye}, ivr.Arrival{}, m, confirm())
}

func confirm(remark ...string) ivr.Action {
	var out []ivr.Prompt
	for _, id := range append(remark, "confirm") {
		out = append(out, with(ivr.Mandarin, id, "d4", "8000"))
	}
	return ivr.PlayPrompt{Prompts: out}
}

func TestACallBackToTheNumberInUse(t *testing.T) {
	t.Parallel()
	c := offered(t)
	c.on(ivr.CallBackBooked{}) // nothing is asked for yet
	c.on("1", ivr.StopPrompt{}, ivr.CallBack{})
	c.on("2") // the answer comes at once
	c.on(timeout{})
	c.on(ivr.VoiceHeard{})
	c.on(ivr.CallBackBooked{}, play(ivr.Mandarin, "done"))
	c.on(ivr.CallBackBooked{})
	c.on("2")
	c.on(promptsEnd{}, play(ivr.Mandarin, "goodbye"))

	c = offered(t)
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on("1", ivr.CallBack{})
	c.on(ivr.Failed{}, agent(ivr.Mandarin))
}

func TestACallBackToAnotherNumber(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 4 * time.Second}
	c := offered(t)
	c.on("2", ivr.StopPrompt{}, play(ivr.Mandarin, "enter"))
	c.on("1", ivr.StopPrompt{}, wait)
	c.on("*", wait) // begins anew
	c.keys("1380013800", 4*time.Second)
	c.on("#", ivr.CallBack{Number: "1380013800"})

	c = offered(t)
	c.on("2", ivr.StopPrompt{}, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, wait)
	c.keys("12345", 4*time.Second) // as short as a number can be
	c.on(timeout{}, ivr.CallBack{Number: "12345"})
}

func TestACallBackOfAWithheldNumber(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 4 * time.Second}
	c := calls(t, ivr.Nodes{"start": callBack(), "line": line, "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, wait)
	c.keys("1234", 4*time.Second)
	c.on("#", play(ivr.Mandarin, "invalid", "enter")) // too short
	if c.Input != "" {
		t.Errorf("kept %q", c.Input)
	}
	c.on(promptsEnd{}, wait)
	c.on("*", wait) // no menu has it
	c.on(timeout{}, agent(ivr.Mandarin))
}

func TestACallBackThatIsNotConfirmed(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 4 * time.Second}
	c := offered(t)
	c.on("7", ivr.StopPrompt{}, confirm("invalid"))
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, agent(ivr.Mandarin))

	c = offered(t)
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, confirm("timeout"))
	c.on("2", ivr.StopPrompt{}, play(ivr.Mandarin, "enter")) // the failures begin anew
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, play(ivr.Mandarin, "timeout", "enter"))
	c.on("9", ivr.StopPrompt{}, wait)
	c.on("#", agent(ivr.Mandarin))
}

func TestBackFromACallBack(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"start": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"8": "later", "0": "line", "*": "bye"}, InputTimeout: 1, Fallback: "line"},
		"later": callBack(), "line": line, "bye": bye,
	}
	m := now
	m.CallerEnds = "8000"
	c := calls(t, nodes, ivr.Arrival{Keys: "8"}, m, confirm())
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))

	c = calls(t, nodes, ivr.Arrival{Keys: "8"}, now, play(ivr.Mandarin, "enter"))
	c.on("0", ivr.StopPrompt{}, ivr.Listen{For: 4 * time.Second}) // a digit
	c.on("*", ivr.Listen{For: 4 * time.Second})                   // begins anew
	c.on("*", play(ivr.Mandarin, "goodbye"))

	c = calls(t, nodes, ivr.Arrival{Keys: "8"}, m, confirm())
	c.on("1", ivr.StopPrompt{}, ivr.CallBack{})
	c.on("0")
	c.on(ivr.CallBackBooked{}, play(ivr.Mandarin, "done"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
}

func TestFaultsOfACallBack(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.CallBackNode{}, "prompts missing", "enter_prompts missing", "done missing", "input_timeout missing", "next missing", "fallback missing")
	n := callBack()
	n.Next, n.Fallback = "gone", "lost"
	wantFaults(t, n, "next dangling", "fallback dangling")
}
