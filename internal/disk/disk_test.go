package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestReplace(t *testing.T) {
	name := filepath.Join(t.TempDir(), "counter")
	for _, text := range []string{"old", "new"} {
		if err := Replace(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if raw, err := os.ReadFile(name); err != nil || string(raw) != text {
			t.Errorf("it holds %q, error %v; want %q", raw, err, text)
		}
	}
	if info, err := os.Stat(name); err != nil || info.Mode() != 0o600 {
		t.Errorf("mode %v, error %v", info.Mode(), err)
	}
}

// TestHalfAFileReplacesNothing: what cannot be written whole leaves the old content, and
// nothing beside it.
func TestHalfAFileReplacesNothing(t *testing.T) {
	name := filepath.Join(t.TempDir(), "counter")
	if err := Replace(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken off")
	err := ReplaceWith(name, 0o600, func(w io.Writer) error {
		_, _ = io.WriteString(w, "ne")
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v", err)
	}
	if raw, err := os.ReadFile(name); err != nil || string(raw) != "old" {
		t.Errorf("it holds %q, error %v", raw, err)
	}
	if names, err := os.ReadDir(filepath.Dir(name)); err != nil || len(names) != 1 {
		t.Errorf("%d files, error %v", len(names), err)
	}
}

func TestHalvesOfACrashAreRemoved(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{Half + "1", "whole"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	RemoveHalves(dir)
	if names, err := os.ReadDir(dir); err != nil || len(names) != 1 || names[0].Name() != "whole" {
		t.Errorf("left: %v, error %v", names, err)
	}
}

// TestTakesNone: /dev/full is a full disk; a missing folder is another fault.
func TestTakesNone(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	if _, err := full.Write([]byte("x")); !TakesNone(err) {
		t.Errorf("a full disk is not known by %v", err)
	}
	if err := Replace(filepath.Join(t.TempDir(), "no", "such"), nil, 0o600); !errors.Is(err, fs.ErrNotExist) || TakesNone(err) {
		t.Errorf("a missing folder: %v", err)
	}
}
