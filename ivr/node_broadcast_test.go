package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

// incident stands before a menu.
func incident(keys map[string]ivr.NodeID) ivr.Nodes {
	return ivr.Nodes{
		"start": ivr.BroadcastNode{Broadcast: "typhoon", Prompts: []string{"storm"}, Keys: keys, InputTimeout: 4 * time.Second, Next: "menu"},
		"menu":  ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "line", "3": "bye"}, InputTimeout: 1, Fallback: "line"},
		"line":  line, "bye": bye,
	}
}

// on returns a moment in which broadcasts are on, by name and prompts.
func on(name string, prompts ...string) ivr.Moment {
	m := now
	m.Broadcasts = map[string]ivr.Broadcast{name: {Prompts: prompts}}
	return m
}

func TestABroadcastIsHeardFirst(t *testing.T) {
	t.Parallel()
	calls(t, incident(nil), ivr.Arrival{}, now, play(ivr.Mandarin, "menu"))
	calls(t, incident(nil), ivr.Arrival{}, on("burst_pipe"), play(ivr.Mandarin, "menu"))

	c := calls(t, incident(nil), ivr.Arrival{Language: ivr.English}, on("typhoon"), play(ivr.English, "storm"))
	c.on(promptsEnd{}, play(ivr.English, "menu"))

	// Also by those who know the way: their keys are for what follows.
	c = calls(t, incident(nil), ivr.Arrival{Keys: "1"}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on(promptsEnd{}, agent(ivr.Mandarin))
	c = calls(t, incident(nil), ivr.Arrival{}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on("3")
	c.on(promptsEnd{}, play(ivr.Mandarin, "goodbye"))
}

func TestABroadcastBringsItsOwnPrompts(t *testing.T) {
	t.Parallel()
	calls(t, incident(nil), ivr.Arrival{Language: ivr.English}, on("typhoon", "red", "stay@yue"),
		spoken("en", "red", "yue", "stay"))
	quiet := incident(nil)
	quiet["start"] = ivr.BroadcastNode{Broadcast: "typhoon", Next: "menu"}
	calls(t, quiet, ivr.Arrival{}, on("typhoon"), play(ivr.Mandarin, "menu"))
}

// TestABroadcastIsSaidInEachLanguage until the caller's is known: in those of the
// line, or in those that the flow lets them choose, a fourth one too.
func TestABroadcastIsSaidInEachLanguage(t *testing.T) {
	t.Parallel()
	two := ivr.Line{Languages: []ivr.Language{ivr.Cantonese, ivr.English}}
	calls(t, incident(nil), ivr.Arrival{Line: two}, on("typhoon"), spoken("yue", "storm", "en", "storm"))

	nodes := incident(nil)
	menu := threeLanguages()
	menu.Choices = append(menu.Choices, ivr.Choice{Key: "4", Language: "hak", Prompts: []string{"lang_hak"}})
	nodes["languages"], nodes["service"] = menu, nodes["menu"]
	nodes["again"] = threeLanguages()
	calls(t, nodes, ivr.Arrival{Language: ivr.Cantonese}, on("typhoon"), play(ivr.Cantonese, "storm"))
	calls(t, nodes, ivr.Arrival{Line: two}, on("typhoon", "red", "stay@yue"),
		spoken("yue", "red", "yue", "stay", "en", "red", "yue", "stay"))
	calls(t, nodes, ivr.Arrival{Line: ivr.Line{Number: "12345"}}, on("typhoon"),
		spoken("zh", "storm", "yue", "storm", "en", "storm", "hak", "storm"))
}

func TestABroadcastMayHaveKeys(t *testing.T) {
	t.Parallel()
	keys := map[string]ivr.NodeID{"1": "bye"}
	c := calls(t, incident(keys), ivr.Arrival{}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on("1", ivr.StopPrompt{}, play(ivr.Mandarin, "goodbye"))

	c = calls(t, incident(keys), ivr.Arrival{}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, play(ivr.Mandarin, "menu"))

	// Another key, when the announcement is over, is for what follows at once.
	c = calls(t, incident(keys), ivr.Arrival{}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on("3") // while it plays, afterwards
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on("1", play(ivr.Mandarin, "goodbye"))
	c = calls(t, incident(keys), ivr.Arrival{}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on("3", play(ivr.Mandarin, "goodbye"))

	// Where no menu follows, it leads on all the same.
	nodes := incident(keys)
	nodes["menu"] = line
	c = calls(t, nodes, ivr.Arrival{}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on("7")
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on("7", agent(ivr.Mandarin))
}

// TestKeysOfAMenuBeforeABroadcast work where none follows it.
func TestKeysOfAMenuBeforeABroadcast(t *testing.T) {
	t.Parallel()
	nodes := ivr.Nodes{
		"start": ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "storm", "0": "bye"}, InputTimeout: 1, Fallback: "line"},
		"storm": ivr.BroadcastNode{Broadcast: "typhoon", Prompts: []string{"storm"}, Keys: map[string]ivr.NodeID{"2": "bye"}, InputTimeout: 4, Next: "line"},
		"line":  line, "bye": bye,
	}
	c := calls(t, nodes, ivr.Arrival{Keys: "1"}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on("0", ivr.StopPrompt{}, play(ivr.Mandarin, "goodbye"))
	nodes["bye"] = ivr.Goodbye{}
	c = calls(t, nodes, ivr.Arrival{Keys: "1"}, on("typhoon"), play(ivr.Mandarin, "storm"))
	c.on(promptsEnd{}, ivr.Listen{For: 4})
	c.on("0", ivr.HangUp{})
}

func TestFaultsOfABroadcast(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.BroadcastNode{}, "broadcast missing", "next missing")
	wantFaults(t, ivr.BroadcastNode{Broadcast: "typhoon", Keys: map[string]ivr.NodeID{"+": "gone"}, Next: "x"},
		"keys + not_a_key", "input_timeout missing", "keys + dangling", " circle")
}
