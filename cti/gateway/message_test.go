package gateway

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"hotline12345/internal/alaw"
	"hotline12345/internal/disk"
)

// TestAMessageIsKeptAsARecording: the citizen is left, nobody right; twice is once, and what a
// crash left of a first try goes.
func TestAMessageIsKeptAsARecording(t *testing.T) {
	t.Parallel()
	dir, at := t.TempDir(), time.Date(2026, 11, 23, 1, 2, 3, 0, time.UTC)
	folder := filepath.Join(dir, "2026", "11", "23")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{disk.Half + "1", "a-1.5-0.wav"} { // half of either
		if err := os.WriteFile(filepath.Join(folder, name), []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sound := bytes.Repeat([]byte{1, 2, 3, 4}, alaw.SampleRate/2)
	for range 2 {
		p, err := KeepMessage(dir, "a-1.5", at, sound)
		if err != nil {
			t.Fatal(err)
		}
		if p.File != "2026/11/23/a-1.5-0.wav" || p.Millis != 2000 || !p.StartedAt.Equal(at) || p.Leg != 0 {
			t.Errorf("piece %+v", p)
		}
		j, err := Conversation([]Piece{{Path: filepath.Join(dir, p.File), Started: p.StartedAt}})
		if err != nil {
			t.Fatal(err)
		}
		wav, err := io.ReadAll(j)
		if err != nil || len(wav) != wavHeaderSize+2*len(sound) {
			t.Fatalf("%d bytes, %v", len(wav), err)
		}
		for i, want := range sound {
			if wav[wavHeaderSize+2*i] != want || wav[wavHeaderSize+2*i+1] != alaw.Silence {
				t.Fatalf("sample %d is %v", i, wav[wavHeaderSize+2*i:][:2])
			}
		}
	}
	found, err := os.ReadDir(folder)
	if err != nil || len(found) != 1 {
		t.Fatalf("left: %v, %v", found, err)
	}
	if info, err := found[0].Info(); err != nil || info.Mode().Perm() != done {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

// TestAMessageThatCannotBeKept is an error, and leaves nothing.
func TestAMessageThatCannotBeKept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(dir, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := KeepMessage(dir, "a-1.5", time.Now(), []byte{1}); err == nil {
		t.Error("kept in a file")
	}
}
