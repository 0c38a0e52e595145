package cti_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hotline12345/cti"
)

var update = flag.Bool("update", false, "rewrite the expected commands in testdata")

// TestScripts runs every testdata/*.txt: a line "> +2s DigitPressed 1.1 1" is an
// event two seconds after the one before; the indented lines below it are the
// commands that it must lead to. With -update the commands are written anew:
// read the difference before you commit it.
func TestScripts(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Parallel()
			raw, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := play(t, string(raw))
			if *update {
				if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got != string(raw) && !*update {
				t.Errorf("commands differ:\n%s", firstDifference(string(raw), got))
			}
		})
	}
}

// play runs a script and returns it with the commands that really came.
func play(t *testing.T, script string) string {
	t.Helper()
	engine := cti.New()
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	engine.Handle(now, cti.SettingsChanged{Settings: demoSettings(t)})
	engine.Handle(now, cti.TelephonyRestored{})
	var out strings.Builder
	for n, line := range strings.Split(strings.TrimRight(script, "\n"), "\n") {
		if strings.HasPrefix(line, "    ") {
			continue // an expected command
		}
		fmt.Fprintln(&out, line)
		if !strings.HasPrefix(line, ">") {
			continue
		}
		wait, ev, err := parseEvent(strings.Fields(line[1:]))
		if err != nil {
			t.Fatalf("line %d: %v", n+1, err)
		}
		now = now.Add(wait)
		runUntil(engine, now, &out)
		for _, c := range engine.Handle(now, ev) {
			printCommand(&out, now, c)
		}
		reload(t, &engine)
	}
	return out.String()
}

// runUntil fires deadlines one by one, so that the script shows when each came.
func runUntil(engine *cti.Engine, end time.Time, out *strings.Builder) {
	for {
		next := engine.NextDeadline()
		if next.IsZero() || next.After(end) {
			return
		}
		for _, c := range engine.Handle(next, cti.Ticked{}) {
			printCommand(out, next, c)
		}
	}
}

// reload writes the engine to a snapshot and goes on with what is read back: a
// restart at any moment must change nothing.
func reload(t *testing.T, engine **cti.Engine) {
	t.Helper()
	raw, err := (*engine).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if *engine, err = cti.Restore(raw); err != nil {
		t.Fatal(err)
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := 0; i < len(w) || i < len(g); i++ {
		a, b := at(w, i), at(g, i)
		if a != b {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, a, b)
		}
	}
	return ""
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}
