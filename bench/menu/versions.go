package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"hotline12345/internal/devstack"
)

// version is one of the two services that are compared.
type version struct {
	name string
	*stack
	costs []cost // of each turn
}

// versions measures what a call through the shipped menu costs this version and an earlier
// one, in turns on the same machine.
func versions(ctx context.Context, o options, dir string) (err error) {
	project, err := devstack.Project()
	if err != nil {
		return err
	}
	before := filepath.Join(dir, "before")
	git := func(words ...string) error {
		out, err := exec.CommandContext(ctx, "git", append([]string{"-C", project}, words...)...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("git %s: %w\n%s", words[0], err, out)
		}
		return nil
	}
	if err := git("worktree", "add", "--detach", before, o.against); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, git("worktree", "remove", "--force", before)) }()
	both := []*version{{name: "before: " + o.against}, {name: "this version"}}
	for i, from := range []string{before, project} {
		own := filepath.Join(dir, strconv.Itoa(i))
		program := filepath.Join(own, "hotline")
		if err := errors.Join(os.MkdirAll(own, 0o700), build(ctx, from, program)); err != nil {
			return err
		}
		if both[i].stack, err = start(ctx, program, own); err != nil {
			return fmt.Errorf("%s: %w", both[i].name, err)
		}
		defer func() { err = errors.Join(err, both[i].stop()) }()
		if o.first {
			if err := both[i].first(ctx); err != nil {
				return err
			}
		}
	}
	machine := machineNow()
	for round := range o.rounds + 1 { // the first makes caches and connections, and does not count
		for _, v := range both {
			c, err := v.turn(ctx, o, round)
			if err != nil {
				return fmt.Errorf("%s: %w", v.name, err)
			}
			if round > 0 {
				v.costs = append(v.costs, c)
			}
		}
		slices.Reverse(both)
	}
	reportCosts(o, both, machineNow().since(machine))
	return nil
}

// callsAtOnce are in the menu at the same time when costs are measured.
const callsAtOnce = 10

// turn has callers go through the menu into the queue for complaints, 12345-1-1, and hang up.
func (v *version) turn(ctx context.Context, o options, round int) (cost, error) {
	before := v.spent()
	var group errgroup.Group
	group.SetLimit(callsAtOnce)
	for i := range o.calls {
		group.Go(func() (err error) {
			ctx, cancel := context.WithTimeout(ctx, time.Minute)
			defer cancel()
			c, err := dial(ctx, v.asterisk.SIPAddr, fmt.Sprintf("139%04d%04d", round, i), "12345")
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, c.hangUp(ctx)) }()
			for range 2 {
				if err := c.pause(ctx, 600*time.Millisecond); err != nil {
					return err
				}
				c.press('1', 0)
			}
			return c.pause(ctx, 600*time.Millisecond)
		})
	}
	err := group.Wait()
	if err == nil {
		err = sleep(ctx, 1500*time.Millisecond) // what follows the last call: its row
	}
	return v.spent().since(before).each(o.calls), err
}

// cost is processor time, in milliseconds.
type cost struct{ service, asterisk, postgres float64 }

func (c cost) since(b cost) cost {
	return cost{c.service - b.service, c.asterisk - b.asterisk, c.postgres - b.postgres}
}

func (c cost) each(n int) cost {
	return cost{c.service / float64(n), c.asterisk / float64(n), c.postgres / float64(n)}
}

func (c cost) all() float64 { return c.service + c.asterisk + c.postgres }

// spent is what the parts of a stack have cost so far.
func (s *stack) spent() cost {
	return cost{processorTime(s.service.PID()), processorTime(s.asterisk.PID()), processorTime(s.postgres.PID())}
}

// processorTime returns what a process, its children and those that have ended have used, in
// milliseconds (proc(5): utime, stime, cutime, cstime; 100 ticks are a second).
func processorTime(pid int) float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0 // it has just ended
	}
	_, rest, _ := strings.Cut(string(raw), ") ")
	fields := strings.Fields(rest)
	ticks := 0.0
	for _, f := range fields[11:15] {
		n, _ := strconv.ParseFloat(f, 64)
		ticks += n
	}
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	for _, child := range strings.Fields(string(children)) {
		if n, err := strconv.Atoi(child); err == nil {
			ticks += processorTime(n) / 10
		}
	}
	return ticks * 10
}

func reportCosts(o options, both []*version, m machine) {
	slices.SortFunc(both, func(a, b *version) int { return strings.Compare(a.name, b.name) }) // before comes first
	fmt.Printf("processor time of a call through the menu into a queue, in ms; the median of %d turns of %d calls, %d at once\n(%s)\n%-52s %8s %8s %8s %8s   all of each turn\n",
		o.rounds, o.calls, callsAtOnce, m, "", "service", "asterisk", "postgres", "all")
	for _, v := range both {
		var turns []string
		for _, c := range v.costs {
			turns = append(turns, fmt.Sprintf("%.1f", c.all()))
		}
		fmt.Printf("%-52s %8.2f %8.2f %8.2f %8.2f   %s\n", v.name, v.median(func(c cost) float64 { return c.service }),
			v.median(func(c cost) float64 { return c.asterisk }), v.median(func(c cost) float64 { return c.postgres }),
			v.median(cost.all), strings.Join(turns, " "))
	}
}

// median returns the middle of what the turns cost.
func (v *version) median(of func(cost) float64) float64 {
	var list []float64
	for _, c := range v.costs {
		list = append(list, of(c))
	}
	slices.Sort(list)
	return list[len(list)/2]
}
