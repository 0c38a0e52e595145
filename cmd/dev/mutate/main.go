// Command mutate breaks the rules on purpose, one small fault at a time, and
// shows which faults no test sees (make mutate). A fault is a condition that
// always or never holds, a limit that is off by one, a statement that is left
// out, a value that is missing.
//
// All faults of a package are built into one test program and switched on one by
// one, so that a fault costs a run of the tests, not a build. Faults on which all
// agree that they change nothing stand in docs/mutants.txt with the reason.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// goals are the packages whose rules tests must hold.
var goals = []struct {
	pattern string
	// least is the share of faults that tests must see, in per cent; accepted
	// faults do not count.
	least float64
}{
	{"./ivr", 100},
	{"./cti", 100},
	{"./ivr/menus", 85},
	{"./tickets", 85},
	{"./tickets/org", 85},
	{"./tickets/redaction", 85},
	{"./tickets/workday", 85},
	{"./tickets/statistics", 85},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	only := flag.Int("only", 0, "run this fault alone and show what the tests say")
	every := flag.Int("every", 1, "run one fault in so many, always the same ones: a sample")
	draw := flag.Uint64("draw", 1, "which sample is drawn")
	jobs := flag.Int("jobs", 2, "test programs at a time")
	accepted := flag.String("accepted", "docs/mutants.txt", "faults that change nothing, with their reasons")
	flag.Parse()
	if err := mutate(ctx, os.Stdout, options{only: *only, every: *every, draw: *draw, jobs: *jobs, accepted: *accepted}, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

type options struct {
	only, every, jobs int
	draw              uint64 // which sample
	accepted          string
}

// mutate tests the packages that match the patterns, all without any.
func mutate(ctx context.Context, out io.Writer, o options, patterns []string) error {
	known, err := readAccepted(o.accepted)
	if err != nil {
		return err
	}
	var errs []error
	for _, goal := range goals {
		packages, err := list(ctx, goal.pattern, patterns)
		if err != nil {
			return err
		}
		for _, p := range packages {
			r, err := test(ctx, p, o, out)
			if err != nil {
				return fmt.Errorf("%s: %w", p.path, err)
			}
			if o.only != 0 {
				continue
			}
			r.sort(known)
			r.print(out)
			if r.score() < goal.least {
				errs = append(errs, fmt.Errorf("%s: tests see %.1f %% of the faults, want %.0f %%", p.path, r.score(), goal.least))
			}
			if stale := known.unused(p.path); len(patterns) == 0 && o.every <= 1 && len(stale) > 0 {
				errs = append(errs, fmt.Errorf("%s: no longer needed, or written differently now: %q", o.accepted, stale))
			}
		}
	}
	return errors.Join(errs...)
}
