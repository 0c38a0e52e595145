package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
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
	tests, err := trace(ctx, p, prog, dir, o.jobs)
	if err != nil {
		return nil, err
	}
	r := &result{path: p.path, faults: sample(prog.faults, o.every, o.draw), dropped: prog.dropped}
	var mu sync.Mutex
	var wg sync.WaitGroup
	work := make(chan fault)
	for range o.jobs {
		wg.Go(func() {
			for f := range work {
				groups := near(tests, f.id)
				seen := slices.ContainsFunc(groups, func(g group) bool {
					return p.run(ctx, prog, f.id, 10*g.took+10*time.Second, io.Discard, g.names) != nil
				})
				mu.Lock()
				switch {
				case seen:
					r.seen = append(r.seen, f)
				case len(groups) > 0:
					r.lived = append(r.lived, f)
				default:
					r.missed = append(r.missed, f)
				}
				mu.Unlock()
			}
		})
	}
	for _, f := range r.faults {
		work <- f
	}
	close(work)
	wg.Wait()
	r.took = time.Since(begin)
	return r, ctx.Err()
}

// sample draws one fault in every so many, others by each draw. It draws the same ones as long
// as the package is the same, so that a run can be repeated.
func sample(faults []fault, every int, draw uint64) []fault {
	if every <= 1 {
		return faults
	}
	//nolint:gosec // G404: a sample that can be drawn again, no secret
	drawn := rand.New(rand.NewPCG(1, draw)).Perm(len(faults))[:(len(faults)+every-1)/every]
	slices.Sort(drawn)
	out := make([]fault, len(drawn))
	for i, at := range drawn {
		out[i] = faults[at]
	}
	return out
}

// run runs the named tests, all without a name, with one fault switched on; nil
// means that they all passed. Random tests draw the same cases each time, so that
// a run can be repeated.
func (p source) run(ctx context.Context, prog program, id int, limit time.Duration, out io.Writer, names []string, env ...string) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	args := []string{"-test.failfast", "-test.count=1"}
	if len(names) > 0 {
		args = append(args, "-test.run=^("+strings.Join(names, "|")+")$")
	}
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

// show prints the result of the tests for one fault.
func show(ctx context.Context, p source, prog program, id int, out io.Writer) error {
	if id > len(prog.faults) {
		return errors.New("there is no such fault")
	}
	fmt.Fprintf(out, "%d %s:%d %s\n", id, prog.faults[id-1].file, prog.faults[id-1].line, prog.faults[id-1].what)
	if err := p.run(ctx, prog, id, time.Minute, out, nil); err == nil {
		fmt.Fprintln(out, "no test sees it")
	}
	return nil
}
