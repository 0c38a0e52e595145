package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// result is what the tests of a package saw.
type result struct {
	path                string
	faults              []fault
	dropped             int
	took                time.Duration
	seen, lived, missed []fault // missed: no test even comes there
	accepted            []fault
}

// test runs the tests of one package once for each of its faults.
func test(ctx context.Context, p source, o options, out io.Writer) (*result, error) {
	begin := time.Now()
	dir, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	prog, err := build(ctx, p, dir)
	if err != nil {
		return nil, err
	}
	if o.only != 0 {
		return nil, show(ctx, p, prog, o.only, out)
	}
	reached, limit, err := trace(ctx, p, prog, dir)
	if err != nil {
		return nil, err
	}
	r := &result{path: p.path, faults: prog.faults, dropped: prog.dropped}
	var mu sync.Mutex
	var wg sync.WaitGroup
	work := make(chan fault)
	for range o.jobs {
		wg.Go(func() {
			for f := range work {
				seen := reached[f.id] && p.run(ctx, prog, f.id, limit, io.Discard) != nil
				mu.Lock()
				switch {
				case seen:
					r.seen = append(r.seen, f)
				case reached[f.id]:
					r.lived = append(r.lived, f)
				default:
					r.missed = append(r.missed, f)
				}
				mu.Unlock()
			}
		})
	}
	for _, f := range prog.faults {
		work <- f
	}
	close(work)
	wg.Wait()
	r.took = time.Since(begin)
	return r, ctx.Err()
}

// trace runs the tests without a fault. It returns the faults that they come
// by, and how long a run with a fault may take.
func trace(ctx context.Context, p source, prog program, dir string) (map[int]bool, time.Duration, error) {
	name := filepath.Join(dir, "trace")
	if err := os.WriteFile(name, nil, 0o600); err != nil {
		return nil, 0, err
	}
	begin := time.Now()
	var out bytes.Buffer
	if err := p.run(ctx, prog, 0, 10*time.Minute, &out, "MUTANT_TRACE="+name); err != nil {
		return nil, 0, fmt.Errorf("the tests fail without a fault: %w\n%s", err, &out)
	}
	took := time.Since(begin)
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, 0, err
	}
	reached := map[int]bool{}
	for _, line := range strings.Fields(string(raw)) {
		id, err := strconv.Atoi(line)
		if err != nil {
			return nil, 0, err
		}
		reached[id] = true
	}
	return reached, 10*took + 10*time.Second, nil
}

// run runs the tests with one fault switched on; nil means that they all passed.
// Random tests draw the same cases each time, so that a run can be repeated.
func (p source) run(ctx context.Context, prog program, id int, limit time.Duration, out io.Writer, env ...string) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	args := []string{"-test.failfast", "-test.count=1"}
	if p.rapid {
		args = append(args, "-rapid.seed=1", "-rapid.nofailfile", "-rapid.shrinktime=1ms")
	}
	cmd := exec.CommandContext(ctx, prog.path, args...)
	cmd.Dir = p.dir
	cmd.Env = append(append(os.Environ(), "MUTANT="+strconv.Itoa(id)), env...)
	cmd.Stdout, cmd.Stderr = out, out
	cmd.WaitDelay = time.Second
	return cmd.Run()
}

// show prints what the tests say about one fault.
func show(ctx context.Context, p source, prog program, id int, out io.Writer) error {
	if id > len(prog.faults) {
		return errors.New("there is no such fault")
	}
	fmt.Fprintf(out, "%d %s:%d %s\n", id, prog.faults[id-1].file, prog.faults[id-1].line, prog.faults[id-1].what)
	if err := p.run(ctx, prog, id, time.Minute, out); err == nil {
		fmt.Fprintln(out, "no test sees it")
	}
	return nil
}
