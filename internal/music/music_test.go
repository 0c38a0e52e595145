package music_test

import (
	"os"
	"path/filepath"
	"testing"

	"hotline12345/internal/alaw"
	"hotline12345/internal/music"
)

// TestCalmIsSoftAndNeverSilent: a caller who hears nothing hangs up, and a loud
// or clipped tune hurts.
func TestCalmIsSoftAndNeverSilent(t *testing.T) {
	t.Parallel()
	sound := music.Calm()
	if s := len(sound) / alaw.SampleRate; s < 20 || s > 60 {
		t.Errorf("the music is %d s long, want 20 to 60", s)
	}
	for at := 0; at+alaw.SampleRate <= len(sound); at += alaw.SampleRate {
		peak := 0
		for _, code := range sound[at : at+alaw.SampleRate] {
			peak = max(peak, int(alaw.Decode(code)), -int(alaw.Decode(code)))
		}
		if peak < 500 || peak > 20000 {
			t.Errorf("second %d has a peak of %d, want 500 to 20000", at/alaw.SampleRate, peak)
		}
	}
}

// TestWriteKeepsOneFile: a new version replaces the old one, and files of
// another origin stay.
func TestWriteKeepsOneFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, name := range []string{"calm-000000000000.alaw", "ours.alaw"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte{alaw.Silence}, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := music.Write(dir); err != nil {
			t.Fatal(err)
		}
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 2 || left[0].Name() == "calm-000000000000.alaw" || left[1].Name() != "ours.alaw" {
		t.Errorf("the folder has %v (%v), want the new music and ours.alaw", left, err)
	}
}
