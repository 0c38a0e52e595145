package devstack

import (
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// TestSweepSparesWhatLives: only old folders of tests and ephemeral runs go, and
// none of a running Asterisk.
func TestSweepSparesWhatLives(t *testing.T) {
	base := t.TempDir()
	long := time.Now().Add(-time.Hour)
	for name, changed := range map[string]time.Time{"test-old": long, "once-old": long, "run": long, "sounds": long, "test-new": time.Now()} {
		dir := filepath.Join(base, name)
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(dir, changed, changed); err != nil {
			t.Fatal(err)
		}
	}
	got := leftovers(base)
	if len(got) != 2 || filepath.Base(got[0]) != "once-old" || filepath.Base(got[1]) != "test-old" {
		t.Errorf("left over: %v, want once-old and test-old", got)
	}
}

// TestDeadPidIsNotAnAsterisk: the number in a pid file may by now be another
// process.
func TestDeadPidIsNotAnAsterisk(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "test-x")
	if err := os.MkdirAll(filepath.Join(dir, "run"), 0o755); err != nil {
		t.Fatal(err)
	}
	if asteriskRuns(dir) {
		t.Error("an instance without a pid file runs")
	}
	pid := []byte(strconv.Itoa(os.Getpid()))
	if err := os.WriteFile(filepath.Join(dir, "run/asterisk.pid"), pid, 0o644); err != nil {
		t.Fatal(err)
	}
	if asteriskRuns(dir) {
		t.Error("this test is taken for an Asterisk")
	}
	a := TestAsterisk(t)
	if !asteriskRuns(a.dir) {
		t.Error("a running Asterisk is taken for dead")
	}
}
