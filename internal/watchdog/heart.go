package watchdog

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"hotline12345/internal/disk"
)

// Heart writes the beats of one run of the service into a file. It overwrites a few
// bytes in place, which also works on a full disk.
type Heart struct {
	path string
	file *os.File // nil while the disk is read-only or broken
	run  string   // tells this run's beats from those of others
	n    uint64
	now  func() time.Time
}

// OpenHeart opens or makes the file. On a disk that takes nothing beats are only returned,
// until it takes them. now is the clock, for the dialplan's first look; the
// watchdog compares texts, never times.
func OpenHeart(path string, now func() time.Time) (*Heart, error) {
	h := &Heart{path: path, run: rand.Text()[:8], now: now}
	if err := h.open(); err != nil && !disk.TakesNone(err) {
		return nil, fmt.Errorf("open the heartbeat: %w", err)
	}
	return h, nil
}

func (h *Heart) open() error {
	f, err := os.OpenFile(h.path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if h.file != nil {
		_ = h.file.Close() // nothing is read from it any more
	}
	h.file = f
	return nil
}

// Beat writes the next beat and returns it: seconds since 1970, a hyphen, and what no
// other beat has. A beat that cannot be written is returned all the same.
func (h *Heart) Beat() string {
	h.n++
	now := h.now()
	text := fmt.Sprintf("%d-%s%d", now.Unix(), h.run, h.n)
	if !h.hasFile() && h.open() != nil {
		return text
	}
	if _, err := h.file.WriteAt(fmt.Appendf(nil, "%-40s\n", text), 0); err != nil {
		_ = os.Chtimes(h.file.Name(), now, now) // a new time is a sign of life too
	}
	return text
}

// hasFile reports whether the file is open and has its name: the watchdog reads it by that,
// and somebody may have removed or replaced it.
func (h *Heart) hasFile() bool {
	if h.file == nil {
		return false
	}
	open, err := h.file.Stat()
	if err != nil {
		return true
	}
	named, err := os.Stat(h.path)
	return err == nil && os.SameFile(open, named) || err != nil && !errors.Is(err, fs.ErrNotExist)
}

// Close closes the file; its last beat stays.
func (h *Heart) Close() error {
	if h.file == nil {
		return nil
	}
	return h.file.Close()
}

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
