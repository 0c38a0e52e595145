// Command chaos breaks every part on purpose: it runs all tests of faults in their long form,
// on real parts, and prints a table of what was measured (make chaos).
//
// A file of tests is one of faults if it reads HOTLINE_CHAOS (chaosLong), or has the line
// //hotline:faults. All of its tests run. The environment has HOTLINE_CHAOS=long; what a test
// logs behind "measured:" stands in the table, under the first sentence of its comment.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"regexp"
	"strings"
	"syscall"
	"time"

	"hotline12345/internal/devstack"
)

func main() {
	limit := flag.Duration("limit", 15*time.Minute, "how long all of it may take")
	only := flag.String("run", "", "a regular expression: only faults whose package, name or comment has it")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, *limit)
	defer cancel()
	if err := chaos(ctx, *only, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "chaos:", err)
		os.Exit(1)
	}
}

var errFailed = errors.New("not every fault was survived")

func chaos(ctx context.Context, only string, out io.Writer) error {
	wanted, err := regexp.Compile(only)
	if err != nil {
		return fmt.Errorf("-run: %w", err)
	}
	project, err := devstack.Project()
	if err != nil {
		return err
	}
	all, err := find(project)
	if err != nil {
		return err
	}
	faults := all[:0]
	for _, f := range all {
		if wanted.MatchString(f.Package) || wanted.MatchString(f.Test) || wanted.MatchString(f.Says) {
			faults = append(faults, f)
		}
	}
	began := time.Now()
	for _, pkg := range packages(faults) {
		fmt.Fprintf(out, "  .. %s\n", pkg)
		if err := run(ctx, project, pkg, faults, out); err != nil {
			return err
		}
	}
	printTable(out, faults)
	passed := 0
	for _, f := range faults {
		if f.Result == "pass" {
			passed++
		}
	}
	fmt.Fprintf(out, "%d of %d faults survived, in %s\n", passed, len(faults), time.Since(began).Round(time.Second))
	if passed < len(faults) || len(faults) == 0 {
		return errFailed
	}
	return nil
}

// run runs the faults of one package and notes what came of them. Tests that fail print all
// that they logged.
func run(ctx context.Context, project, pkg string, faults []fault, out io.Writer) error {
	left := time.Minute
	if limit, ok := ctx.Deadline(); ok {
		left = time.Until(limit)
	}
	if left <= 0 {
		return nil // they stay without a result
	}
	var names []string
	for _, f := range faults {
		if f.Package == pkg {
			names = append(names, regexp.QuoteMeta(f.Test))
		}
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-json", "-count=1", "-parallel=2", "-timeout="+left.String(),
		"-run", "^("+strings.Join(names, "|")+")$", "./"+pkg)
	cmd.Dir, cmd.Env = project, append(os.Environ(), "HOTLINE_CHAOS=long")
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	cmd.Stderr = os.Stderr
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("run %s: %w", pkg, err)
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("run %s: %w", pkg, err)
	}
	if err := read(pipe, pkg, faults, out); err != nil {
		return errors.Join(err, cmd.Wait())
	}
	var failed *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &failed) {
		return fmt.Errorf("run %s: %w", pkg, err)
	}
	return nil
}
