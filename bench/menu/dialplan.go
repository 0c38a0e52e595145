package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"hotline12345/internal/devstack"
)

// Where a key is pressed.
const (
	cutsOff = iota // while a prompt plays
	follows        // after its end
	moments
)

var momentNames = [moments]string{"a key while a prompt plays", "a key after its end"}

// waits are the times from the end of a key to the next prompt, of one menu.
type waits struct {
	mu sync.Mutex
	of [moments][]time.Duration
}

func (w *waits) add(moment int, d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.of[moment] = append(w.of[moment], d)
}

// inDialplanNumber is where the menu in the dialplan answers.
const inDialplanNumber = "7000"

// dialplan measures the menu of the service beside the same one in the dialplan, in turns.
func dialplan(ctx context.Context, o options, dir string) (err error) {
	project, err := devstack.Project()
	if err != nil {
		return err
	}
	program := filepath.Join(dir, "hotline")
	if err := build(ctx, project, program); err != nil {
		return err
	}
	s, err := start(ctx, program, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	if err := errors.Join(s.publish(ctx), s.inDialplan(ctx, inDialplanNumber)); err != nil {
		return err
	}
	if o.first {
		if err := s.first(ctx); err != nil {
			return err
		}
	}
	fmt.Printf("seed %d\n", o.seed)
	for _, together := range []int{1, o.together} {
		rounds := o.rounds
		if together == 1 {
			rounds *= 3 // one caller presses few keys
		}
		var ours, plain waits
		before := machineNow()
		for round := range rounds {
			turns := []func() error{
				func() error { return turn(ctx, s, o, together, round, "12345", &ours) },
				func() error { return turn(ctx, s, o, together, round, inDialplanNumber, &plain) },
			}
			if round%2 == 1 {
				turns[0], turns[1] = turns[1], turns[0]
			}
			for _, t := range turns {
				if err := t(); err != nil {
					return err
				}
			}
		}
		report(os.Stdout, together, &ours, &plain, machineNow().since(before))
	}
	return nil
}

// turn has callers press keys in one of the menus.
func turn(ctx context.Context, s *stack, o options, together, round int, number string, w *waits) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	var group errgroup.Group
	for i := range together {
		r := rand.New(rand.NewPCG(o.seed, uint64(round*1000+i))) // the same moments in both menus
		group.Go(func() error {
			if err := visit(ctx, s, o, r, number, fmt.Sprintf("138%08d", i), w); err != nil {
				return fmt.Errorf("caller %d of %s: %w", i, number, err)
			}
			return nil
		})
	}
	return group.Wait()
}

// visit is one call: half of the keys cut a long prompt off, half follow a short one.
func visit(ctx context.Context, s *stack, o options, r *rand.Rand, number, from string, w *waits) (err error) {
	if err := sleep(ctx, time.Duration(r.IntN(2000))*time.Millisecond); err != nil { // they come one after another
		return err
	}
	c, err := dial(ctx, s.asterisk.SIPAddr, from, number)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.hangUp(ctx)) }()
	select {
	case <-c.loud:
	case <-ctx.Done():
		return fmt.Errorf("the first prompt: %w", ctx.Err())
	}
	moment := cutsOff
	for i := range o.keys {
		if err := c.pause(ctx, time.Duration(700+r.IntN(800))*time.Millisecond); err != nil {
			return err
		}
		next := nodes[(i+1)%2]
		if i >= o.keys/2 {
			next = nodes[2+i%2]
		}
		end := c.press(next.key, next.hertz)
		at, err := c.heard(ctx)
		if err != nil {
			return err
		}
		w.add(moment, at.Sub(end))
		moment = cutsOff
		if next.millis < 700 {
			moment = follows
		}
	}
	return nil
}

func sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
