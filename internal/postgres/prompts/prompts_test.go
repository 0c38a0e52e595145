package prompts

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/ivr"
	"hotline12345/ivr/prompts"
)

func TestPromptsAreKeptAsVersions(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	by := ivr.Author{ID: "7", Name: "通信管理员"}
	at := time.Date(2026, 11, 29, 8, 0, 0, 0, time.UTC)
	first := prompts.PromptVersion{Key: "goodbye", Language: "yue", Rev: 1, Forms: prompts.Forms{"other": "多謝，再見。"}, By: by, At: at}
	dbtest.Must(t, s.SavePrompt(ctx, first, nil))
	second := first
	second.Rev, second.Recording = 2, &prompts.PromptRecording{Sum: "abc", Seconds: 1.5, Level: -26, Original: -19.3, File: "goodbye_yue.wav", By: by, At: at}
	from := second
	from.Addr = "10.0.0.7"
	dbtest.Must(t, s.SavePrompt(ctx, from, []byte{1, 2, 3}))
	if err := s.SavePrompt(ctx, second, []byte{9}); !errors.Is(err, errs.ErrConflict) {
		t.Errorf("the same version twice: %v", err)
	}
	dbtest.Must(t, s.SavePrompt(ctx, prompts.PromptVersion{Key: "goodbye", Language: "zh", Rev: 1, By: by, At: at}, nil))
	list, err := s.PromptVersions(ctx)
	dbtest.Must(t, err)
	if diff := cmp.Diff([]prompts.PromptVersion{second, {Key: "goodbye", Language: "zh", Rev: 1, By: by, At: at}}, list); diff != "" {
		t.Error(diff)
	}
	history, err := s.PromptHistory(ctx, "goodbye", "yue")
	dbtest.Must(t, err)
	if diff := cmp.Diff([]prompts.PromptVersion{second, first}, history); diff != "" {
		t.Error(diff)
	}
	if sound, err := s.PromptSound(ctx, "abc"); err != nil || string(sound) != "\x01\x02\x03" {
		t.Errorf("sound %v (%v): the first one stays", sound, err)
	}
	if _, err := s.PromptSound(ctx, "none"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("no such sound: %v", err)
	}
	var addr string
	dbtest.Must(t, d.QueryRow(ctx, "select addr from prompt_versions where rev = 2").Scan(&addr))
	if addr != "10.0.0.7" {
		t.Errorf("changed from %q", addr)
	}
	for _, change := range []string{"update prompt_versions set rev = 9", "delete from prompt_sounds", "delete from prompt_readings"} {
		if change == "delete from prompt_readings" {
			dbtest.Must(t, s.SavePromptReading(ctx, prompts.WordReading{Language: "zh", Word: "解放路", Reading: "jie3 fang4 lu4", Rev: 1, By: by, At: at}))
		}
		if _, err := d.Exec(ctx, change); err == nil {
			t.Errorf("%q was carried out", change)
		}
	}
	if err := s.SavePromptReading(ctx, prompts.WordReading{Language: "zh", Word: "解放路", Reading: "x", Rev: 1, By: by, At: at}); !errors.Is(err, errs.ErrConflict) {
		t.Errorf("the same reading twice: %v", err)
	}
	readings, err := s.PromptReadings(ctx)
	if err != nil || len(readings) != 1 || readings[0].Reading != "jie3 fang4 lu4" {
		t.Errorf("readings %+v (%v)", readings, err)
	}
}
