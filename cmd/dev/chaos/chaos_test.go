package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/internal/devstack"
)

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// mark is written so that this file itself is none of faults.
const mark = "HOTLINE" + "_CHAOS"

// TestFaultsAreFoundByTheirFiles: by what a file reads, or by its line.
func TestFaultsAreFoundByTheirFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "a/x_test.go", "package a\n\n// TestDisk: the disk is full. It says so.\nfunc TestDisk() { _ = \""+mark+"\" }\n\nfunc TestMain() {}\n\nfunc help() {}\n")
	write(t, dir, "a/y_test.go", "package a\n\nfunc TestNothing() {}\n")
	write(t, dir, "b/c/z_test.go", "package c\n\n//hotline"+":faults\n\n// TestPower breaks the power.\nfunc TestPower() {}\n\nfunc TestBare() {}\n")
	write(t, dir, "b/c/"+mark+".go", "package c // "+mark)
	write(t, dir, ".dev/x_test.go", "package a // "+mark+"\n\nfunc TestX() {}\n")
	got, err := find(dir)
	if err != nil {
		t.Fatal(err)
	}
	want := []fault{{Package: "a", Test: "TestDisk", Says: "Disk: the disk is full"},
		{Package: "b/c", Test: "TestPower", Says: "Power: breaks the power"}, {Package: "b/c", Test: "TestBare", Says: "Bare"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(fault{})); diff != "" {
		t.Errorf("found (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"a", "b/c"}, packages(got)); diff != "" {
		t.Error(diff)
	}
}

func TestNamesAsWords(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"AFullDisk": "A full disk", "NobodyIsLostToADeath": "Nobody is lost to a death", "ARIHangs": "ARI hangs", "A2ndCall": "A2nd call", "": ""} {
		if got := words(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// TestOurFaultsAreFound: the project's own, so that no rule of names loses them silently.
func TestOurFaultsAreFound(t *testing.T) {
	t.Parallel()
	project, err := devstack.Project()
	if err != nil {
		t.Fatal(err)
	}
	faults, err := find(project)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, f := range faults {
		found[f.Package+" "+f.Test] = true
	}
	for _, want := range []string{"cmd/hotline TestNobodyIsLostToADeadService", "cmd/hotline TestAMessageBecomesATicket", "cmd/hotline TestASecondServiceStandsBy"} {
		if !found[want] {
			t.Errorf("not found: %s", want)
		}
	}
}

// TestTheTable: results, measures with their part, and the log of what failed.
func TestTheTable(t *testing.T) {
	t.Parallel()
	faults := []fault{{Package: "a", Test: "TestDisk", Says: "Disk: the disk is full"}, {Package: "a", Test: "TestPower", Says: "Power: breaks the power"},
		{Package: "a", Test: "TestLate", Says: "Late: comes late"}, {Package: "b", Test: "TestDisk", Says: "another"}}
	events := `{"Action":"run","Test":"TestDisk"}
{"Action":"output","Test":"TestDisk/half_full","Output":"    x_test.go:5: measured: 3 of 3\n"}
{"Action":"pass","Test":"TestDisk/half_full","Elapsed":1}
{"Action":"pass","Test":"TestDisk","Elapsed":1.25}
{"Action":"output","Test":"TestPower","Output":"why it failed\n"}
{"Action":"fail","Test":"TestPower","Elapsed":2}
{"Action":"fail","Elapsed":3}
`
	var out bytes.Buffer
	if err := read(strings.NewReader(events), "a", faults, &out); err != nil {
		t.Fatal(err)
	}
	printTable(&out, faults)
	want := `     pass TestDisk (1.2 s)
     fail TestPower (2.0 s)
why it failed

a
  ok        1.2 s  Disk: the disk is full
                   half full: 3 of 3
  FAILED    2.0 s  Power: breaks the power
  NOT RUN   0.0 s  Late: comes late

b
  NOT RUN   0.0 s  another

`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if err := read(strings.NewReader("panic: no JSON"), "a", faults, &out); err == nil {
		t.Error("rubbish is taken for events")
	}
}
