package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// event is a line of go test -json, as far as it is needed.
type event struct {
	Action  string
	Test    string
	Output  string
	Elapsed float64
}

// measure is what stands before a measure in a test's log.
const measure = "measured: "

// read notes the results of a package's tests in its faults. What a test logged is printed
// when it fails, and what belongs to no test at the end if none came to one.
func read(in io.Reader, pkg string, faults []fault, out io.Writer) error {
	byTest := map[string]*fault{}
	for i := range faults {
		if faults[i].Package == pkg {
			byTest[faults[i].Test] = &faults[i]
		}
	}
	var other []string
	finished := false
	for decoder := json.NewDecoder(in); ; {
		var e event
		err := decoder.Decode(&e)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("read what go test says of %s: %w", pkg, err)
		}
		name, sub, _ := strings.Cut(e.Test, "/")
		f := byTest[name]
		if f == nil {
			other = append(other, e.Output)
			continue
		}
		f.note(e, sub)
		if sub == "" && (e.Action == "pass" || e.Action == "fail") {
			finished = true
			fmt.Fprintf(out, "     %s %s (%.1f s)\n", e.Action, name, e.Elapsed)
			if e.Action == "fail" {
				fmt.Fprint(out, strings.Join(f.logged, ""))
			}
		}
	}
	if !finished {
		fmt.Fprint(out, strings.Join(other, ""))
	}
	return nil
}

// note takes one event of a test, or of one of its parts.
func (f *fault) note(e event, part string) {
	switch {
	case e.Action == "output":
		f.logged = append(f.logged, e.Output)
		if _, what, ok := strings.Cut(e.Output, measure); ok {
			what = strings.TrimSpace(what)
			if part != "" {
				what = strings.ReplaceAll(part, "_", " ") + ": " + what
			}
			f.Measured = append(f.Measured, what)
		}
	case part == "" && (e.Action == "pass" || e.Action == "fail"):
		f.Result, f.Seconds = e.Action, e.Elapsed
	}
}

// printTable prints each fault, what was measured, and whether it was survived.
func printTable(out io.Writer, faults []fault) {
	last := ""
	for _, f := range faults {
		if f.Package != last {
			fmt.Fprintf(out, "\n%s\n", f.Package)
			last = f.Package
		}
		result := map[string]string{"pass": "ok    ", "fail": "FAILED", "": "NOT RUN"}[f.Result]
		fmt.Fprintf(out, "  %-7s %5.1f s  %s\n", result, f.Seconds, f.Says)
		for _, m := range f.Measured {
			fmt.Fprintf(out, "                   %s\n", m)
		}
	}
	fmt.Fprintln(out)
}
