package watchdog

import (
	"crypto/rand"
	"fmt"
	"os"
	"time"
)

// Heart writes the beats of one run of the service into a file. It overwrites a few
// bytes in place, which also works on a full disk.
type Heart struct {
	file *os.File
	run  string // tells this run's beats from those of others
	n    uint64
	now  func() time.Time
}

// OpenHeart opens or makes the file. now is the clock, for the dialplan's first look; the
// watchdog compares texts, never times.
func OpenHeart(path string, now func() time.Time) (*Heart, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open the heartbeat: %w", err)
	}
	return &Heart{file: f, run: rand.Text()[:8], now: now}, nil
}

// Beat writes the next beat and returns it: seconds since 1970, a hyphen, and what no
// other beat has. A beat that cannot be written is returned all the same.
func (h *Heart) Beat() string {
	h.n++
	h.keepName()
	now := h.now()
	text := fmt.Sprintf("%d-%s%d", now.Unix(), h.run, h.n)
	if _, err := h.file.WriteAt(fmt.Appendf(nil, "%-40s\n", text), 0); err != nil {
		_ = os.Chtimes(h.file.Name(), now, now) // a new time is a sign of life too
	}
	return text
}

// keepName makes the file anew if somebody removed or replaced it: the watchdog reads it by
// its name.
func (h *Heart) keepName() {
	open, err := h.file.Stat()
	if err != nil {
		return
	}
	named, err := os.Stat(h.file.Name())
	if err == nil && os.SameFile(open, named) {
		return
	}
	f, err := os.OpenFile(h.file.Name(), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return // the next beat tries again
	}
	_ = h.file.Close() // nothing is read from it any more
	h.file = f
}

// Close closes the file; its last beat stays.
func (h *Heart) Close() error { return h.file.Close() }

// ReadBeat returns what changes with each beat: the file's text and time.
func ReadBeat(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("read the heartbeat: %w", err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read the heartbeat: %w", err)
	}
	return fmt.Sprintf("%s %d", raw, info.ModTime().UnixNano()), nil
}
