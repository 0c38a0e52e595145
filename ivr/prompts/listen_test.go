package prompts_test

import (
	"errors"
	"slices"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/internal/speech"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

// TestAChangeIsToBeHeard until somebody listened to it, also after a restart.
func TestAChangeIsToBeHeard(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	if _, err := d.save(t, "goodbye", "zh", forms("再见。"), 0); err != nil || !d.Entry("goodbye", "zh").Unheard {
		t.Errorf("a change that nobody listened to is not to be heard (%v)", err)
	}
	for range 2 {
		if err := d.NoteHeard(t.Context(), telecom, "goodbye", "zh", 1); err != nil || d.Entry("goodbye", "zh").Unheard {
			t.Errorf("it was listened to: %v", err)
		}
	}
	again := newDesk(t, d.db, t.TempDir(), nil)
	if err := again.Load(t.Context()); err != nil || again.Entry("goodbye", "zh").Unheard {
		t.Errorf("after a restart it is to be heard anew (%v)", err)
	}
	if err := again.NoteHeard(t.Context(), prompts.Editor{}, "goodbye", "zh", 1); !errors.Is(err, errs.ErrForbidden) {
		t.Errorf("an auditor's listening counts: %v", err)
	}
	if _, err := d.save(t, "goodbye", "zh", forms("慢走。"), 1); err != nil || !d.Entry("goodbye", "zh").Unheard {
		t.Errorf("the next change is not to be heard (%v)", err)
	}
}

// TestWhatAMenuSaysIsListed though nobody has written it yet.
func TestWhatAMenuSaysIsListed(t *testing.T) {
	t.Parallel()
	d := loaded(t)
	list := d.List()
	i := slices.IndexFunc(list, func(l prompts.PromptLine) bool { return l.Key == "typhoon_9" })
	if i < 0 || len(list[i].MissingText) != 3 || !list[i].Recordable || !list[i].Own {
		t.Fatalf("%d: a prompt without a text is not listed as missing", i)
	}
	i = slices.IndexFunc(list, func(l prompts.PromptLine) bool { return l.Key == "queue_pos" })
	if !slices.Equal(list[i].Values, []string{"m", "n"}) || list[i].Recordable || list[i].Own {
		t.Errorf("%+v", list[i])
	}
}

// TestWithoutAnEngineTheLastGoodSoundIsListenedTo, and told to be that.
func TestWithoutAnEngineTheLastGoodSoundIsListenedTo(t *testing.T) {
	d := loaded(t)
	first, err := d.Listen(t.Context(), ivr.Prompt{ID: "goodbye", Language: "zh"}, nil)
	if err != nil || first.Instead {
		t.Fatalf("%v, instead: %v", err, first.Instead)
	}
	other := newDesk(t, d.db, d.dir, speech.Engines{"": speech.Command{Argv: []string{"/nowhere"}}})
	heard, err := other.Listen(t.Context(), ivr.Prompt{ID: "goodbye", Language: "zh"}, nil)
	if err != nil || !heard.Instead || !slices.Equal(heard.WAV, first.WAV) {
		t.Errorf("%v, instead: %v", err, heard.Instead)
	}
	if _, err := other.Listen(t.Context(), ivr.Prompt{ID: "goodbye", Language: "zh"}, forms("慢走。")); !errors.Is(err, prompts.ErrNotSpoken) {
		t.Errorf("%v: a new text cannot be heard now", err)
	}
}
