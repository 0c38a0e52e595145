package watchdog_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/watchdog"
)

// TestEachBeatIsNew: also where the clock stands still or goes back, and after a restart.
func TestEachBeatIsNew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heartbeat")
	now := time.Unix(1700000000, 0)
	seen := map[string]bool{}
	for run := range 2 {
		h, err := watchdog.OpenHeart(path, func() time.Time { return now })
		if err != nil {
			t.Fatal(err)
		}
		for n := range 3 {
			text := h.Beat()
			file, err := watchdog.ReadBeat(path)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(file, text+" ") || !strings.HasPrefix(text, "1700000000-") {
				t.Errorf("the file has %q, the beat is %q", file, text)
			}
			words, _, _ := strings.Cut(file, "\n")
			if seen[words] {
				t.Errorf("run %d: beat %d is an old one: %q", run, n, words)
			}
			seen[words] = true
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAHeartbeatThatIsTakenAwayComesBack: with the next beat, whether its file was removed,
// moved, or another was put in its place.
func TestAHeartbeatThatIsTakenAwayComesBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "heartbeat")
	h, err := watchdog.OpenHeart(path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close()
	for name, take := range map[string]func() error{
		"removed": func() error { return os.Remove(path) },
		"moved":   func() error { return os.Rename(path, path+".old") },
		"replaced": func() error {
			return errors.Join(os.WriteFile(path+".new", []byte("of another day"), 0o600), os.Rename(path+".new", path))
		},
	} {
		h.Beat()
		if err := take(); err != nil {
			t.Fatal(err)
		}
		beat := h.Beat()
		if file, err := watchdog.ReadBeat(path); !strings.HasPrefix(file, beat) {
			t.Errorf("%s: the file has %q (%v), want the beat %q", name, file, err, beat)
		}
	}
}
