package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestMessagesThatAreNoTickets are named from outside the service: with their length and time,
// and while one runs only those that wait too long.
func TestMessagesThatAreNoTickets(t *testing.T) {
	t.Parallel()
	spool := t.TempDir()
	s := Settings{MessagesDir: filepath.Join(spool, "messages")}
	now := time.Now()
	if said, err := MessagesLeft(s, false, now); err != nil || !strings.HasPrefix(said, "0 in ") {
		t.Errorf("a folder that is not there yet: %q, %v", said, err)
	}
	if err := os.Mkdir(s.RecordingDir(), 0o700); err != nil {
		t.Fatal(err)
	}
	put := func(name string, seconds int, age time.Duration) {
		t.Helper()
		path := filepath.Join(s.RecordingDir(), name)
		if err := os.WriteFile(path, make([]byte, seconds*8000), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now.Add(-age), now.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	put("a-1~message~1.alaw", 12, time.Second)
	put("other.alaw", 5, time.Hour)
	put("a-9~message~1.wav", 5, time.Hour)
	if said, err := MessagesLeft(s, true, now); err != nil || !strings.HasPrefix(said, "1 in ") {
		t.Errorf("one that is spoken now: %q, %v", said, err)
	}
	if _, err := MessagesLeft(s, false, now); err == nil || !strings.Contains(err.Error(), "a-1~message~1.alaw (12 s") {
		t.Errorf("without a service: %v", err)
	}
	put("a-0~message~2.alaw", 31, time.Hour)
	_, err := MessagesLeft(s, true, now)
	if err == nil || !strings.Contains(err.Error(), "1 messages") || !strings.Contains(err.Error(), "a-0~message~2.alaw (31 s") || strings.Contains(err.Error(), "a-1~") {
		t.Errorf("one that waits too long: %v", err)
	}
	for n := range 20 {
		put(fmt.Sprintf("b-%d~message~1.alaw", n), 1, 2*time.Hour)
	}
	if _, err := MessagesLeft(s, true, now); err == nil || !strings.Contains(err.Error(), "21 messages") || !strings.HasSuffix(err.Error(), "and 11 more") {
		t.Errorf("many: %v", err)
	}
	if err := os.RemoveAll(s.RecordingDir()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(s.RecordingDir(), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := MessagesLeft(s, true, now); err == nil || !strings.Contains(err.Error(), "HOTLINE_MESSAGES_DIR") {
		t.Errorf("what is no folder: %v", err)
	}
}
