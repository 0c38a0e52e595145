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
