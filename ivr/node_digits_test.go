package ivr_test

import (
	"strings"
	"testing"
	"time"

	"hotline12345/ivr"
)

// oldNumber takes a number of up to five digits; 12315 is known, others go on.
func oldNumber() ivr.Digits {
	return ivr.Digits{
		Prompts: []string{"enter"}, Most: 5, InputTimeout: 3 * time.Second,
		Numbers: map[string]ivr.NodeID{"12315": "line", "7": "line"}, Next: "next",
		Keys: map[string]ivr.NodeID{"0": "line", "*": "bye"}, Fallback: "line",
	}
}

func digitNodes(n ivr.Digits) ivr.Nodes {
	return ivr.Nodes{"start": n, "line": line, "bye": bye, "next": ivr.Goodbye{Prompts: []string{"next"}}}
}

// keys presses several, each of which only waits for the next.
func (c *caller) keys(keys string, wait time.Duration) {
	c.Helper()
	for _, key := range keys {
		c.on(string(key), ivr.Listen{For: wait})
	}
}

func TestDigitsGoOnByTheNumber(t *testing.T) {
	t.Parallel()
	const wait = 3 * time.Second
	for _, c := range []struct {
		name, keys string // the last key or, without one, a pause completes the number
		last       any
		node       ivr.NodeID
		acts       []ivr.Action
	}{
		{"another number is complete by its length", "9231", "5", "next", []ivr.Action{play(ivr.Mandarin, "next")}},
		{"a known number", "1231", "5", "line", []ivr.Action{agent(ivr.Mandarin)}},
		{"a known number, ended by #", "7", "#", "line", []ivr.Action{agent(ivr.Mandarin)}},
		{"another number, ended by a pause", "12", timeout{}, "next", []ivr.Action{play(ivr.Mandarin, "next")}},
		{"a digit of Keys within a number", "10", "#", "next", []ivr.Action{play(ivr.Mandarin, "next")}},
		{"* leads back at any time", "12", "*", "bye", []ivr.Action{play(ivr.Mandarin, "goodbye")}},
		{"A to D are no digits", "1A2BCD31", "5", "line", []ivr.Action{agent(ivr.Mandarin)}},
	} {
		caller := calls(t, digitNodes(oldNumber()), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
		caller.on(promptsEnd{}, ivr.Listen{For: wait})
		caller.keys(c.keys, wait)
		caller.on(c.last, c.acts...)
		if caller.Node != c.node {
			t.Errorf("%s: at %s, want %s", c.name, caller.Node, c.node)
		}
		if known := map[ivr.NodeID]string{"line": caller.Input, "bye": "*"}[c.node]; caller.Keys != known {
			t.Errorf("%s: keys %q, want %q", c.name, caller.Keys, known)
		}
	}
}

func TestDigitsCutThePromptsOff(t *testing.T) {
	t.Parallel()
	c := calls(t, digitNodes(oldNumber()), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on("1", ivr.StopPrompt{}, ivr.Listen{For: 3 * time.Second})
	c = calls(t, digitNodes(oldNumber()), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
	if c.Keys != "0" || c.Input != "" {
		t.Errorf("session %+v", c.Session)
	}
}

// TestDigitsAreNoKeys: a number that the flow does not know may be a secret, so it is not
// among the keys of the call.
func TestDigitsAreNoKeys(t *testing.T) {
	t.Parallel()
	c := calls(t, digitNodes(oldNumber()), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keys("4321", 3*time.Second)
	c.on("#", play(ivr.Mandarin, "next"))
	if c.Keys != "" || c.Input != "4321" {
		t.Errorf("keys %q and number %q, want no keys and 4321", c.Keys, c.Input)
	}
}

func TestTwoWrongNumbersLeadToTheFallback(t *testing.T) {
	t.Parallel()
	n := oldNumber()
	n.Next, n.Keys, n.Most = "", nil, 0
	again := func(remark string) ivr.Action { return play(ivr.Mandarin, remark, "enter") }
	c := calls(t, digitNodes(n), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keys("12", 3*time.Second)
	c.on("", ivr.Listen{For: 3 * time.Second})   // no key
	c.on("34", ivr.Listen{For: 3 * time.Second}) // nor one
	if c.Input != "12" {
		t.Errorf("the number is %q, want 12", c.Input)
	}
	c.on("#", again("invalid"))
	c.on("9", ivr.StopPrompt{}, ivr.Listen{For: 3 * time.Second})
	c.on("*", ivr.Listen{For: 3 * time.Second}) // begins anew
	c.keys("12314", 3*time.Second)
	c.on("#", agent(ivr.Mandarin))

	// Nothing is no number, also where any number is right.
	c = calls(t, digitNodes(oldNumber()), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on("#", ivr.StopPrompt{}, again("invalid"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.on("#", agent(ivr.Mandarin))

	// A wrong number is forgotten: the next one begins anew.
	c = calls(t, digitNodes(n), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on("1", ivr.StopPrompt{}, ivr.Listen{For: 3 * time.Second})
	c.on("#", again("invalid"))
	c.on("7", ivr.StopPrompt{}, ivr.Listen{For: 3 * time.Second})
	c.on("#", agent(ivr.Mandarin))
	if c.Failures != 0 || c.Node != "line" || c.Input != "7" {
		t.Errorf("session %+v", c.Session)
	}

	c = calls(t, digitNodes(n), ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.on(timeout{}, again("timeout"))
	c.on(promptsEnd{}, ivr.Listen{For: 3 * time.Second})
	c.keys(strings.Repeat("1", 19), 3*time.Second)
	c.on("1", agent(ivr.Mandarin)) // the twentieth completes it, and it is wrong
}

func TestDigitsAreTypedAhead(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 3 * time.Second}
	calls(t, digitNodes(oldNumber()), ivr.Arrival{Keys: "12"}, now, wait, wait)
	calls(t, digitNodes(oldNumber()), ivr.Arrival{Keys: "0"}, now, agent(ivr.Mandarin))
	// What follows the number is for the node that follows it.
	nodes := digitNodes(oldNumber())
	nodes["next"] = ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "bye"}, InputTimeout: 1, Fallback: "line"}
	calls(t, nodes, ivr.Arrival{Keys: "99#1"}, now, wait, wait, play(ivr.Mandarin, "goodbye"))
	// An announcement takes none of them, but keeps them for the menu behind it.
	nodes = digitNodes(oldNumber())
	nodes["next"] = ivr.Say{Prompts: []string{"thanks"}, Next: "menu"}
	nodes["menu"] = ivr.Menu{Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "bye"}, InputTimeout: 1, Fallback: "line"}
	later := calls(t, nodes, ivr.Arrival{Keys: "99#1"}, now, wait, wait, play(ivr.Mandarin, "thanks"))
	later.on(promptsEnd{}, play(ivr.Mandarin, "goodbye"))
	// Keys during an announcement before it are its digits.
	nodes = digitNodes(oldNumber())
	nodes["digits"], nodes["start"] = nodes["start"], ivr.Say{Prompts: []string{"welcome"}, Next: "digits"}
	c := calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "welcome"))
	c.on("7")
	c.on(promptsEnd{}, wait)
	c.on("#", agent(ivr.Mandarin))
}

func TestFaultsOfDigits(t *testing.T) {
	t.Parallel()
	wantFaults(t, ivr.Digits{}, "prompts missing", "input_timeout missing", "fallback missing", "numbers missing")
	wantFaults(t, ivr.Digits{
		Prompts: []string{"enter"}, Most: 21, InputTimeout: 1, Fallback: "line", Keys: map[string]ivr.NodeID{"+": "line"},
		Numbers: map[string]ivr.NodeID{"": "line", "1": "", "12a": "line", strings.Repeat("1", 20): "line", strings.Repeat("1", 21): "line", "2": "gone"},
	}, "keys + not_a_key", "most out_of_range", "numbers not_a_number", "numbers 1 leads_nowhere", "numbers "+strings.Repeat("1", 21)+" not_a_number",
		"numbers 12a not_a_number", "numbers 2 dangling")
	n := oldNumber()
	n.Most, n.Next, n.Fallback = -1, "gone", "bye"
	wantFaults(t, n, "most out_of_range", "next dangling")
	n.Most, n.Numbers = 20, nil
	wantFaults(t, n, "next dangling")
}

// TestANumberIsForgottenByTheNextNodeThatAsks: digits, a call back.
func TestANumberIsForgottenByTheNextNodeThatAsks(t *testing.T) {
	t.Parallel()
	wait := ivr.Listen{For: 3 * time.Second}
	for _, next := range []ivr.Node{
		ivr.Digits{Prompts: []string{"again"}, InputTimeout: 3 * time.Second, Next: "bye", Fallback: "line"},
		ivr.CallBackNode{Prompts: []string{"confirm"}, EnterPrompts: []string{"again"}, Done: []string{"done"}, InputTimeout: 3 * time.Second, Next: "bye", Fallback: "line"},
	} {
		nodes := digitNodes(oldNumber())
		nodes["next"] = next
		c := calls(t, nodes, ivr.Arrival{}, now, play(ivr.Mandarin, "enter"))
		c.on("4", ivr.StopPrompt{}, wait)
		c.on("#", play(ivr.Mandarin, "again"))
		if c.Input != "" {
			t.Errorf("a %s begins with %q", next.Kind(), c.Input)
		}
	}
}
