package main

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestOnceBuildsOnlyWhatChanged: a second run must be quick, a changed source or
// a lost result must not be overlooked.
func TestOnceBuildsOnlyWhatChanged(t *testing.T) {
	dir := t.TempDir()
	source, result, stamp := filepath.Join(dir, "a.ts"), filepath.Join(dir, "index.html"), filepath.Join(dir, "sum")
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	built := 0
	build := func(why string, want int) {
		t.Helper()
		err := once(stamp, result, []string{source}, func() error { built++; write(result, "x"); return nil })
		if err != nil || built != want {
			t.Errorf("%s: built %d times, want %d (%v)", why, built, want, err)
		}
	}
	write(source, "1")
	build("first", 1)
	build("nothing changed", 1)
	write(source, "2")
	build("source changed", 2)
	if err := os.Remove(result); err != nil {
		t.Fatal(err)
	}
	build("result lost", 3)
}

func TestProgressLinesEndWithReturnToo(t *testing.T) {
	lines := bufio.NewScanner(strings.NewReader("\r1 of 2\r2 of 2\nlast"))
	lines.Split(lineOrReturn)
	var got []string
	for lines.Scan() {
		got = append(got, lines.Text())
	}
	if want := []string{"", "1 of 2", "2 of 2", "last"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestPortsAreChosenByVariables(t *testing.T) {
	p, err := free()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HOTLINE_DEV_HTTP_PORT", "no")
	if _, err := usual(); err == nil || !strings.Contains(err.Error(), "HOTLINE_DEV_HTTP_PORT") {
		t.Errorf("error %v, want one that names the variable", err)
	}
	if p.HTTP == 0 || p.Media == 0 || p.Relay == 0 {
		t.Errorf("free ports %+v", p)
	}
}
