package ivr_test

import (
	"testing"

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
