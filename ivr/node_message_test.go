package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

func messageBox() ivr.Message {
	return ivr.Message{
		Prompts: []string{"after_tone"}, Max: 3 * time.Minute, Silence: 5 * time.Second, Saved: []string{"saved"}, Next: "bye", Fallback: "line",
	}
}

var recording = ivr.Record{Max: 3 * time.Minute, Silence: 5 * time.Second}

// recorded is a caller whose message is being recorded.
func recorded(t *testing.T, n ivr.Message) *caller {
	t.Helper()
	c := calls(t, ivr.Nodes{"start": n, "line": line, "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "after_tone"))
	c.on(ivr.Recorded{Ticket: ticket}) // nothing is recorded yet
	c.on(promptsEnd{}, recording)
	return c
}

func TestAMessageBecomesATicket(t *testing.T) {
	t.Parallel()
	c := recorded(t, messageBox())
	for _, key := range []string{"0", "1", "*", "A"} {
		c.on(key) // an ear on the keypad
	}
	c.on(timeout{})
	c.on(ivr.VoiceHeard{})
	c.on("#", ivr.StopRecording{})
	c.on(ivr.Recorded{Ticket: ticket}, ivr.PlayPrompt{Prompts: []ivr.Prompt{with(ivr.Mandarin, "saved", "digits", ticket)}})
	c.on(ivr.Recorded{Ticket: ticket}) // reported twice
	c.on("#")
	c.on(promptsEnd{}, play(ivr.Mandarin, "goodbye"))
}

func TestAMessageWithoutANumberYet(t *testing.T) {
	t.Parallel()
	recorded(t, messageBox()).on(ivr.Recorded{}, play(ivr.Mandarin, "goodbye"))
}

func TestAMessageThatCannotBeRecorded(t *testing.T) {
	t.Parallel()
	recorded(t, messageBox()).on(ivr.Failed{}, agent(ivr.Mandarin))
	n := messageBox()
	n.Fallback = ""
	recorded(t, n).on(ivr.Failed{}, play(ivr.Mandarin, "goodbye"))
}

func TestTheHashBeginsTheMessage(t *testing.T) {
	t.Parallel()
	c := calls(t, ivr.Nodes{"start": messageBox(), "line": line, "bye": bye}, ivr.Arrival{}, now, play(ivr.Mandarin, "after_tone"))
	c.on("1") // no menu has it
	c.on("#", ivr.StopPrompt{}, recording)
	c.on("#", ivr.StopRecording{})
}

// TestFromAMessageBackToTheMenu before and after it is recorded, not while.
func TestFromAMessageBackToTheMenu(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"start": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"8": "box", "0": "line"}, InputTimeout: 1, Fallback: "line"},
		"box":   messageBox(), "line": line, "bye": bye,
	}
	c := calls(t, nodes, ivr.Arrival{Keys: "8"}, now, play(ivr.Mandarin, "after_tone"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
	c = calls(t, nodes, ivr.Arrival{Keys: "8"}, now, play(ivr.Mandarin, "after_tone"))
	c.on(promptsEnd{}, recording)
	c.on("0")
	c.on(ivr.Recorded{Ticket: "1"}, ivr.PlayPrompt{Prompts: []ivr.Prompt{with(ivr.Mandarin, "saved", "digits", "1")}})
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
}

func TestFaultsOfAMessage(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Message{}, "prompts missing", "saved missing", "next missing", "max out_of_range", "silence out_of_range")
	n := messageBox()
	wantFaults(t, n)
	n.Max, n.Silence = 10*time.Minute, time.Minute
	wantFaults(t, n)
	n.Max, n.Silence = time.Second, time.Second
	wantFaults(t, n)
	n.Max, n.Silence, n.Next, n.Fallback = 10*time.Minute+1, time.Minute+1, "x", "gone"
	wantFaults(t, n, "max out_of_range", "silence out_of_range", "fallback dangling", " circle")
}
