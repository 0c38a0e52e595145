package app

import (
	"slices"
	"strings"
	"testing"

	"hotline12345/ivr/prompts"
)

// TestWherePromptsAreHeard: in the menus that are shipped, and in calls.
func TestWherePromptsAreHeard(t *testing.T) {
	t.Parallel()
	s := Settings{SoundsDir: t.TempDir(), DataDir: t.TempDir()}
	sounds, err := s.OpenSounds(nil)
	if err != nil {
		t.Fatal(err)
	}
	uses := (&application{settings: s, sounds: sounds}).promptUses()
	for key, want := range map[string]prompts.PromptUse{
		"menu_short": {Kind: "menu", Name: "main", Node: "service"}, "lang_yue": {Kind: "menu", Name: "main", Node: "language"},
		"queue_pos": {Kind: "calls"}, "status_handled": {Kind: "calls"},
	} {
		if !slices.Contains(uses[key], want) {
			t.Errorf("%s is heard in %+v, want %+v", key, uses[key], want)
		}
	}
	if len(uses["officer"]) > 0 {
		t.Errorf("a way to a node is taken for a prompt: %+v", uses["officer"])
	}
}

// TestASpeechEngineThatFailsIsTold.
func TestASpeechEngineThatFailsIsTold(t *testing.T) {
	t.Parallel()
	if err := speechFault([]prompts.EngineState{{Language: "zh"}, {Language: "yue", Failing: true, Fault: "no route", Engine: "http/x"}}); err == nil ||
		!strings.Contains(err.Error(), "no route") || !strings.Contains(err.Error(), "yue") {
		t.Errorf("%v", err)
	}
	if err := speechFault([]prompts.EngineState{{Language: "zh", Fault: "once"}}); err != nil {
		t.Errorf("%v", err)
	}
}
