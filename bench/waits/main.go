// Command waits measures what people wait for in whole calls on real systems: it
// starts a hotline of its own, a citizen's telephone and an agent (all that the
// agent's page does, without the page's drawing), and prints p50 and p99.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"hotline12345/bench/rig"
)

func main() {
	calls := flag.Int("n", 30, "how many calls through the menu, and how many to the agent")
	together := flag.Int("together", 4, "how many citizens are in the menu at the same time")
	flag.Parse()
	slog.SetLogLoggerLevel(slog.LevelError) // the SIP library warns of what is none of ours
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *calls, *together); err != nil {
		fmt.Fprintln(os.Stderr, "waits:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, calls, together int) (err error) {
	s, err := rig.Start(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Stop()) }()
	a, err := rig.SignIn(ctx, s, "1001")
	if err != nil {
		return err
	}
	defer a.Close()
	var m measures
	group, inner := errgroup.WithContext(ctx)
	group.SetLimit(together)
	for i := range calls {
		group.Go(func() error {
			return each(inner, "menu", i, calls, func(ctx context.Context) error { return menu(ctx, s, &m, i) })
		})
	}
	err = group.Wait()
	for i := 0; i < calls && err == nil; i++ { // one agent takes one call at a time
		err = each(ctx, "talk", i, calls, func(ctx context.Context) error { return talk(ctx, s, a, &m, i) })
	}
	if err != nil {
		return fmt.Errorf("%w\nthe service's log: %s", err, s.Log)
	}
	m.print(os.Stdout)
	return nil
}

// each bounds one call in time and reports it.
func each(ctx context.Context, what string, i, of int, call func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	if err := call(ctx); err != nil {
		return fmt.Errorf("%s %d: %w", what, i+1, err)
	}
	fmt.Fprintf(os.Stderr, "  .. %s %d of %d\n", what, i+1, of)
	return nil
}
