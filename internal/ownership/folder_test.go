package ownership

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func lock(t *testing.T, dir string) *Folder {
	t.Helper()
	f, err := Lock(dir, "serve", now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Unlock)
	return f
}

func TestAFolderHasOneHolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	if by := HolderOf(dir); by != "" {
		t.Errorf("a folder that is not there is held by %s", by)
	}
	f := lock(t, dir)
	_, err := Lock(dir, "restore", now)
	held := new(HeldError)
	if !errors.As(err, &held) {
		t.Fatalf("the second one gets %v", err)
	}
	for _, want := range []string{dir, "hotline serve", fmt.Sprintf("pid %d", os.Getpid()), "2026-11-23T09:00:00Z", "stop that process", "HOTLINE_DATA_DIR"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q does not say %q", err, want)
		}
	}
	f.Unlock()
	if by := HolderOf(dir); by != "" {
		t.Errorf("a folder that was given up is held by %s", by)
	}
	lock(t, dir)
}

// TestALockFileThatWasRemoved, or replaced, lets nobody in: the folder itself is locked too.
func TestALockFileThatWasRemoved(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := lock(t, dir)
	linked := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, linked); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, lockFile)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{dir, linked} {
		for range 2 { // the first try has made the file anew
			held := new(HeldError)
			if other, err := Lock(name, "serve", now); !errors.As(err, &held) {
				t.Fatalf("a second one gets %+v, error %v", other, err)
			}
		}
	}
	f.Unlock()
	lock(t, dir)
}

// TestAFolderKeepsItsName, and a copy has another.
func TestAFolderKeepsItsName(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	f := lock(t, dir)
	first := f.Instance()
	f.Unlock()
	if again := lock(t, dir).Instance(); again != first {
		t.Errorf("named %s, then %s", first, again)
	}
	copied := filepath.Join(t.TempDir(), "copy")
	if out, err := exec.Command("cp", "-a", dir, copied).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	other := lock(t, copied)
	if folderOf(other.Instance()) == folderOf(first) {
		t.Errorf("a copy of the folder is named %s like the folder", first)
	}
	if !strings.Contains(first, "/") || folderOf(first) == "" {
		t.Errorf("the name %q does not tell the run of the machine", first)
	}
}
