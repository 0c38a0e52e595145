package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

var oneMenu = ivr.Nodes{
	"start": ivr.Menu{
		Prompts: []string{"menu"}, Keys: map[string]ivr.NodeID{"1": "bye", "2": "line"},
		InputTimeout: 4 * time.Second, Fallback: "line",
	},
	"line": ivr.Queue{Prompts: []string{"to_agent"}, Queue: "general", Keys: map[string]ivr.NodeID{"*": "start"}},
	"bye":  ivr.Goodbye{Language: ivr.English, Prompts: []string{"goodbye"}},
}

func TestMenuWaitsForAKey(t *testing.T) {
	t.Parallel()
	s, acts := start(oneMenu, "")
	wantActions(t, "on entry", acts, play(ivr.Mandarin, "menu"))
	wantActions(t, "after the prompts", s.PromptsEnded(now), ivr.Listen{For: 4 * time.Second})
	wantActions(t, "key 1", s.Press(now, "1"), play(ivr.English, "goodbye"))
	wantActions(t, "after the goodbye", s.PromptsEnded(now), ivr.HangUp{})
}

func TestMenuWithoutPromptsListensAtOnce(t *testing.T) {
	t.Parallel()
	s, acts := start(ivr.Nodes{"start": ivr.Menu{
		Language: ivr.English, Keys: map[string]ivr.NodeID{"1": "x"}, InputTimeout: time.Second,
	}}, "")
	wantActions(t, "on entry", acts, ivr.Listen{For: time.Second})
	if s.Playing {
		t.Error("nothing was played, yet the end of it is waited for")
	}
	wantActions(t, "a wrong key", s.Press(now, "2"), play(ivr.English, "invalid"))
}

func TestAKeyCutsThePromptsOff(t *testing.T) {
	t.Parallel()
	s, _ := start(oneMenu, "")
	wantActions(t, "key 2 while the menu plays", s.Press(now, "2"), ivr.StopPrompt{},
		ivr.EnterQueue{Queue: "general", Prompts: prompts(ivr.Mandarin, "to_agent")})
	if s.Playing || s.Keys != "2" {
		t.Errorf("session %+v: the prompts are over and the key is kept", s)
	}
}

func TestTwoFailuresLeadToTheFallback(t *testing.T) {
	t.Parallel()
	wrongKey := func(s *ivr.Session) []ivr.Action { return s.Press(now, "7") }
	silence := func(s *ivr.Session) []ivr.Action {
		s.PromptsEnded(now)
		return s.InputTimedOut(now)
	}
	agent := ivr.EnterQueue{Queue: "general", Prompts: prompts(ivr.Mandarin, "to_agent")}
	for _, c := range []struct {
		name          string
		first, second func(*ivr.Session) []ivr.Action
		repeated, end []ivr.Action
	}{
		{"two wrong keys", wrongKey, wrongKey,
			[]ivr.Action{ivr.StopPrompt{}, play(ivr.Mandarin, "invalid", "menu")}, []ivr.Action{ivr.StopPrompt{}, agent}},
		{"two silences", silence, silence, []ivr.Action{play(ivr.Mandarin, "timeout", "menu")}, []ivr.Action{agent}},
		{"a silence, then a wrong key", silence, wrongKey,
			[]ivr.Action{play(ivr.Mandarin, "timeout", "menu")}, []ivr.Action{ivr.StopPrompt{}, agent}},
	} {
		s, _ := start(oneMenu, "")
		wantActions(t, c.name+": the first", c.first(&s), c.repeated...)
		if !s.Playing || s.Failures != 1 {
			t.Errorf("%s: after the first the session is %+v", c.name, s)
		}
		wantActions(t, c.name+": the second", c.second(&s), c.end...)
		if s.Playing || s.Failures != 0 {
			t.Errorf("%s: after the second the session is %+v", c.name, s)
		}
	}
}

// tree is a menu with queues, a goodbye and an announcement behind it.
func tree() ivr.Nodes {
	return ivr.Nodes{
		"start": ivr.Menu{
			Prompts: []string{"menu"}, FullPrompts: []string{"emergency", "menu_full"},
			Keys: map[string]ivr.NodeID{
				"0": "line", "1": "complaint", "5": "fax", "9": "start", "#": "bye", "2": "sub",
			},
			InputTimeout: 4 * time.Second, Fallback: "line",
		},
		"sub": ivr.Menu{
			Prompts: []string{"sub"}, Keys: map[string]ivr.NodeID{"1": "line", "*": "start"}, InputTimeout: time.Second, Fallback: "line",
		},
		"complaint": ivr.Queue{Prompts: []string{"complaint"}, Queue: "complaint", Keys: map[string]ivr.NodeID{"5": "bye"}},
		"fax":       ivr.Say{Prompts: []string{"fax_later"}, Next: "line"},
		"line":      line, "bye": bye,
	}
}

func complaint(l ivr.Language) ivr.Action {
	return ivr.EnterQueue{Queue: "complaint", Prompts: prompts(l, "complaint")}
}

// TestTheKeysOfTheMenuWorkBehindIt: in a queue, during an announcement and a goodbye.
func TestTheKeysOfTheMenuWorkBehindIt(t *testing.T) {
	t.Parallel()
	menu := play(ivr.Mandarin, "menu")
	c := calls(t, tree(), ivr.Arrival{}, now, menu)
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
	c.on("1", ivr.LeaveQueue{}, complaint(ivr.Mandarin))
	c.on("7")                                                    // neither has it
	c.on("1")                                                    // leads to where the caller is
	c.on("5", ivr.LeaveQueue{}, play(ivr.Mandarin, "goodbye"))   // the queue's own key goes before the menu's
	c.on("5", ivr.StopPrompt{}, play(ivr.Mandarin, "fax_later")) // of the menu, during a goodbye
	c.on("1", ivr.StopPrompt{}, complaint(ivr.Mandarin))         // during an announcement
	c.on("9", ivr.LeaveQueue{}, menu)                            // the menu again
	if c.Keys != "015519" {
		t.Errorf("keys %q, want all that led somewhere", c.Keys)
	}
	// It is the last menu whose keys work.
	c = calls(t, tree(), ivr.Arrival{Keys: "21"}, now, agent(ivr.Mandarin))
	c.on("0")
	c.on("*", ivr.LeaveQueue{}, menu)
	c.on("0", ivr.StopPrompt{}, agent(ivr.Mandarin))
	c.on("*")
}

// TestNoKeyIsLeftOver: what was dialled and could not be used does not lead on later.
func TestNoKeyIsLeftOver(t *testing.T) {
	t.Parallel()
	c := calls(t, tree(), ivr.Arrival{Keys: "00"}, now, agent(ivr.Mandarin))
	if c.TypeAhead != "0" {
		t.Fatalf("kept %q", c.TypeAhead)
	}
	c.on("9", ivr.LeaveQueue{}, play(ivr.Mandarin, "menu"))
	c.at("start")
}

func TestAGoodbyeIsOverWhenItIsOver(t *testing.T) {
	t.Parallel()
	c := calls(t, tree(), ivr.Arrival{Keys: "#"}, now, play(ivr.Mandarin, "goodbye"))
	c.on(promptsEnd{}, ivr.HangUp{})
	c.on("0")
}

func TestTheModesOfAMenu(t *testing.T) {
	t.Parallel()
	in := func(m ivr.Mode) ivr.Arrival { return ivr.Arrival{Line: ivr.Line{Mode: m}} }
	calls(t, tree(), in(ivr.ModeShort), now, play(ivr.Mandarin, "menu"))
	c := calls(t, tree(), in(ivr.ModeFull), now, play(ivr.Mandarin, "emergency", "menu_full"))
	c.on("8", ivr.StopPrompt{}, play(ivr.Mandarin, "invalid", "emergency", "menu_full"))
	c.on(promptsEnd{}, ivr.Listen{For: 4 * time.Second})
	c.on(timeout{}, agent(ivr.Mandarin))
	c = calls(t, tree(), in(ivr.ModeFull), now, play(ivr.Mandarin, "emergency", "menu_full"))
	c.on("2", ivr.StopPrompt{}, play(ivr.Mandarin, "sub")) // it has no full prompts

	// Direct: an agent at once, and all keys work; a menu behind leads to one too.
	c = calls(t, tree(), in(ivr.ModeDirect), now, agent(ivr.Mandarin))
	c.on("1", ivr.LeaveQueue{}, complaint(ivr.Mandarin))
	c.on("2", ivr.LeaveQueue{}, agent(ivr.Mandarin))
	c.at("line")
	c.on("1") // of the menu "sub", and leads to where the caller is
	c.on("*", ivr.LeaveQueue{}, agent(ivr.Mandarin))
	nodes := tree()
	menu := nodes["start"].(ivr.Menu)
	menu.Direct = "complaint"
	nodes["start"] = menu
	calls(t, nodes, in(ivr.ModeDirect), now, complaint(ivr.Mandarin))
	calls(t, nodes, ivr.Arrival{Line: ivr.Line{Mode: ivr.ModeDirect}, Keys: "0"}, now, agent(ivr.Mandarin))
}

func TestFaultsOfAMenu(t *testing.T) {
	t.Parallel()
	m := ivr.Menu{Keys: map[string]ivr.NodeID{"1": "line"}, InputTimeout: 1, Fallback: "x", Direct: "gone"}
	wantFaults(t, m, "direct dangling", " circle", "prompts silence")
	m.Prompts, m.Fallback, m.Direct = []string{"menu"}, "line", "x"
	wantFaults(t, m, " circle")
}
