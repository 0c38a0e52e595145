// Command soak lets many citizens and agents do what they like for a long time
// on real systems, hang-ups at any moment included, and then searches for what was
// left behind: channels, bridges, open files, goroutines, memory, calls.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"hotline12345/bench/rig"
)

func main() {
	length := flag.Duration("for", 20*time.Minute, "how long calls are made")
	together := flag.Int("together", 20, "how many citizens call at the same time")
	flag.Parse()
	slog.SetLogLoggerLevel(slog.LevelError) // the SIP library warns of what is none of ours
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *length, *together); err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, length time.Duration, together int) (err error) {
	s, err := rig.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	agents, stopAgents := context.WithCancel(ctx)
	defer stopAgents()
	var staff sync.WaitGroup
	var failed atomic.Pointer[error]
	for _, login := range []string{"1001", "1002", "1003", "1004"} {
		a, err := rig.SignIn(ctx, s, login)
		if err != nil {
			return err
		}
		defer a.Close()
		a.Patient = true
		staff.Go(func() {
			err := work(agents, a) // never returns nil: an agent works until something ends it
			if agents.Err() == nil {
				err = fmt.Errorf("agent %s: %w", login, err)
				failed.Store(&err)
			}
		})
	}
	// A first minute warms caches, pools and Asterisk's threads.
	made := callFor(ctx, s, together, min(length/4, time.Minute))
	if err := ended(ctx, s, made); err != nil {
		return err
	}
	before, err := look(ctx, s)
	if err != nil {
		return err
	}
	made += callFor(ctx, s, together, length)
	fmt.Fprintf(os.Stderr, "  .. %d calls made, waiting for their ends\n", made)
	if err := ended(ctx, s, made); err != nil {
		return err
	}
	if e := failed.Load(); e != nil {
		return *e
	}
	stopAgents()
	staff.Wait()
	after, err := look(ctx, s)
	if err != nil {
		return err
	}
	fmt.Printf("%d calls\nbefore: %s\nafter:  %s\n", made, before, after)
	return before.leaks(after)
}

// callFor keeps together citizens calling until the time is over, and returns how
// many calls were answered.
func callFor(ctx context.Context, s *rig.Stack, together int, length time.Duration) int {
	ctx, stop := context.WithTimeout(ctx, length)
	defer stop()
	var made atomic.Int64
	var all sync.WaitGroup
	for n := range together {
		all.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				if visit(ctx, s, fmt.Sprintf("139%03d%05d", n, i)) {
					made.Add(1)
				}
			}
		})
	}
	all.Wait()
	return int(made.Load())
}
