package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

func TestSayGoesOn(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"start": ivr.Say{Language: ivr.English, Prompts: []string{"welcome"}, Next: "quiet"},
		"quiet": ivr.Say{Next: "menu"},
		"menu":  oneMenu["start"],
		"bye":   ivr.Goodbye{},
	}
	s, acts := start(nodes, "")
	wantActions(t, "on entry", acts, play(ivr.English, "welcome"))
	wantActions(t, "a silence", s.InputTimedOut(now))
	s.Playing = false
	wantActions(t, "a silence after the prompts", s.InputTimedOut(now))
	s.Playing = true
	wantActions(t, "after the prompts", s.PromptsEnded(now), play(ivr.English, "menu"))

	s, _ = start(nodes, "")
	wantActions(t, "a key during the announcement", s.Press(now, "1"))
	wantActions(t, "after the announcement", s.PromptsEnded(now), ivr.HangUp{})
	if s.Keys != "1" {
		t.Errorf("keys %q, want 1", s.Keys)
	}
}

// TestKeysBeforeAMenuAreForIt: through announcements and broadcasts, not through
// anything else.
func TestKeysBeforeAMenuAreForIt(t *testing.T) {
	t.Parallel()
	first := ivr.Menu{Prompts: []string{"first"}, Keys: map[string]ivr.NodeID{"1": "say", "2": "bye"}, InputTimeout: 1, Fallback: "line"}
	second := ivr.Menu{Prompts: []string{"second"}, Keys: map[string]ivr.NodeID{"2": "line"}, InputTimeout: 1, Fallback: "line"}
	for name, c := range map[string]struct {
		between ivr.Nodes // from "say" to "second"
		menu    bool      // key 2 is the second menu's
	}{
		"announcements": {ivr.Nodes{"say": ivr.Say{Prompts: []string{"a"}, Next: "b"}, "b": ivr.Say{Next: "second"}}, true},
		"a broadcast":   {ivr.Nodes{"say": ivr.Say{Prompts: []string{"a"}, Next: "b"}, "b": ivr.BroadcastNode{Broadcast: "x", Next: "second"}}, true},
		"hours":         {ivr.Nodes{"say": ivr.Say{Prompts: []string{"a"}, Next: "b"}, "b": ivr.HoursNode{Schedule: "x", Open: "second", Closed: "second"}}, false},
		"a gap":         {ivr.Nodes{"say": ivr.Say{Prompts: []string{"a"}, Next: "gone"}}, false},
		"a circle":      {ivr.Nodes{"say": ivr.Say{Prompts: []string{"a"}, Next: "b"}, "b": ivr.Say{Prompts: []string{"a"}, Next: "b"}}, false},
	} {
		nodes := ivr.Nodes{"start": first, "second": second, "line": line, "bye": bye}
		for id, n := range c.between {
			nodes[id] = n
		}
		caller := calls(t, nodes, ivr.Arrival{Keys: "1"}, now, play(ivr.Mandarin, "a"))
		if c.menu {
			caller.on("2")
			caller.on(promptsEnd{}, agent(ivr.Mandarin))
		} else {
			caller.on("2", ivr.StopPrompt{}, play(ivr.Mandarin, "goodbye"))
		}
		if caller.Keys != "12" {
			t.Errorf("%s: keys %q", name, caller.Keys)
		}
	}
}

// TestDigitsBeforeANumberAreItsDigits.
func TestDigitsBeforeANumberAreItsDigits(t *testing.T) {
	t.Parallel()
	for _, n := range []ivr.Node{oldNumber(), ticketProgress()} {
		nodes := ivr.Nodes{"start": ivr.Say{Prompts: []string{"welcome"}, Next: "number"}, "number": n, "line": line, "bye": bye}
		c := calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "welcome"))
		c.on("7")
		c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
		if c.Input != "7" {
			t.Errorf("a %s has got %q", n.Kind(), c.Input)
		}
	}
}
