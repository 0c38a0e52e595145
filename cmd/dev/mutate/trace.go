package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// traced is one test of a package and the faults that it comes by.
type traced struct {
	name    string
	took    time.Duration
	reached map[int]bool
}

// trace runs each test alone and without a fault. It returns what each comes by,
// so that a fault costs a run of those tests only.
func trace(ctx context.Context, p source, prog program, dir string, jobs int) ([]traced, error) {
	cmd := exec.CommandContext(ctx, prog.path, "-test.list=.")
	cmd.Dir = p.dir
	listed, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list the tests: %w", err)
	}
	var tests []traced
	for _, name := range strings.Fields(string(listed)) {
		if !strings.HasPrefix(name, "Benchmark") {
			tests = append(tests, traced{name: name})
		}
	}
	errs := make([]error, len(tests))
	var wg sync.WaitGroup
	turn := make(chan struct{}, jobs)
	for i := range tests {
		wg.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			errs[i] = tests[i].run(ctx, p, prog, filepath.Join(dir, "trace-"+strconv.Itoa(i)))
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return tests, nil
}

func (t *traced) run(ctx context.Context, p source, prog program, file string) error {
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		return err
	}
	var out bytes.Buffer
	begin := time.Now()
	if err := p.run(ctx, prog, 0, 10*time.Minute, &out, []string{t.name}, "MUTANT_TRACE="+file); err != nil {
		return fmt.Errorf("%s fails without a fault: %w\n%s", t.name, err, &out)
	}
	t.took, t.reached = time.Since(begin), map[int]bool{}
	raw, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	for _, line := range strings.Fields(string(raw)) {
		id, err := strconv.Atoi(line)
		if err != nil {
			return fmt.Errorf("read the trace: %w", err)
		}
		t.reached[id] = true
	}
	return nil
}

// group are tests that run together.
type group struct {
	names []string
	took  time.Duration
}

// near returns the tests that come by a fault: the quick ones, which see most
// faults, and then the others.
func near(tests []traced, id int) []group {
	const quick = 200 * time.Millisecond
	var first, then group
	for _, t := range tests {
		if !t.reached[id] {
			continue
		}
		g := &first
		if t.took > quick {
			g = &then
		}
		g.names, g.took = append(g.names, t.name), g.took+t.took
	}
	var out []group
	for _, g := range []group{first, then} {
		if len(g.names) > 0 {
			out = append(out, g)
		}
	}
	return out
}
