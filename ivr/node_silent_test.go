package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

func silence() ivr.Nodes {
	return ivr.Nodes{
		"start": ivr.Silent{Prompts: []string{"greeting"}, Closing: []string{"closing"}, Wait: 5 * time.Second, Next: "line"},
		"line":  line, "bye": bye,
	}
}

// TestASilentCallerIsLetGo after two greetings and a closing, with 5 s after each (M78).
func TestASilentCallerIsLetGo(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 5 * time.Second}
	c := calls(t, silence(), ivr.Arrival{Language: ivr.English}, now, play(ivr.English, "greeting"))
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, play(ivr.English, "greeting"))
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, play(ivr.English, "closing"))
	c.on(promptsEnd{}, wait)
	c.on(timeout{}, ivr.HangUp{})

	f := ivr.Flow{ID: "f", Start: "start", Nodes: silence()}
	trace := ivr.Run(&f, ivr.Arrival{}, now, ivr.Script{Length: func(ivr.Prompt) time.Duration { return 2 * time.Second }})
	if trace.End != ivr.EndGoodbye || trace.Took != 21*time.Second || trace.Heard != 6*time.Second {
		t.Errorf("it ends with %s after %v, %v of them prompts; want a goodbye after 3 * (2 + 5) s", trace.End, trace.Took, trace.Heard)
	}
}

// TestAWordOrAKeyLeadsOn at each moment.
func TestAWordOrAKeyLeadsOn(t *testing.T) {
	t.Parallel()
	for _, input := range []any{"1", "#", "A", ivr.VoiceHeard{}} {
		c := calls(t, silence(), ivr.Arrival{}, now, play(ivr.Mandarin, "greeting"))
		c.on(ivr.Recorded{}) // is no sign of life
		c.on(input, ivr.StopPrompt{}, agent(ivr.Mandarin))
		c = calls(t, silence(), ivr.Arrival{}, now, play(ivr.Mandarin, "greeting"))
		c.on(promptsEnd{}, ivr.Listen{For: 5 * time.Second})
		c.on(input, agent(ivr.Mandarin))
	}
}

func TestFaultsOfSilent(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Silent{}, "prompts missing", "closing missing", "wait missing", "next missing")
	wantFaults(t, ivr.Silent{Prompts: []string{"a"}, Closing: []string{"b"}, Wait: 1, Next: "gone"}, "next dangling")
}
