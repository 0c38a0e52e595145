package devstack_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotline12345/internal/devstack"
)

// TestAsteriskStartsAndStops, twice in the same folder, and leaves no process
// and no new complaint in its log.
func TestAsteriskStartsAndStops(t *testing.T) {
	a := devstack.TestAsterisk(t)
	first := a.PID()
	a.Stop()
	gone(t, first)
	if err := a.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	if a.PID() == first {
		t.Error("the second start is the first process")
	}
	for _, line := range strings.Split(a.Log(), "\n") {
		if strings.Contains(line, "ERROR") {
			t.Errorf("Asterisk complains: %s", line)
		}
	}
	music, err := filepath.Glob(filepath.Join(a.MusicDir, "*.alaw"))
	if err != nil || len(music) == 0 {
		t.Errorf("no music for those who wait: %v (%v)", music, err)
	}
	second := a.PID()
	a.Stop()
	gone(t, second)
}

// TestBusyPortIsNamed: the error names which variable chooses another port.
func TestBusyPortIsNamed(t *testing.T) {
	port, err := devstack.FreePort()
	if err != nil {
		t.Fatal(err)
	}
	if err := devstack.CheckTCP(port, "HOTLINE_DEV_X"); err != nil {
		t.Fatalf("a free port is called busy: %v", err)
	}
	taken := listen(t)
	err = devstack.CheckTCP(taken, "HOTLINE_DEV_X")
	if err == nil || !strings.Contains(err.Error(), "HOTLINE_DEV_X=PORT") {
		t.Errorf("error %v, want one that names HOTLINE_DEV_X", err)
	}
}

// gone fails when a process still runs.
func gone(t *testing.T, pid int) {
	t.Helper()
	if p, err := os.FindProcess(pid); err == nil && alive(p) {
		t.Errorf("process %d still runs", pid)
	}
}
