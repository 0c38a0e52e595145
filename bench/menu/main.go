// Command menu measures the menu beside two others. One is the same menu in the dialplan of
// the same Asterisk, in the same run: how long after the end of a key the next prompt begins,
// with many callers and with one. The other is an earlier version of this service (-against):
// what a call through the menu costs. Both say how busy the machine was meanwhile.
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
)

// options are the command's flags.
type options struct {
	together, rounds, keys int
	against                string
	calls                  int
	seed                   uint64
	first                  bool
}

func main() {
	var o options
	flag.IntVar(&o.together, "together", 50, "how many callers are in the menu at the same time")
	flag.IntVar(&o.rounds, "rounds", 3, "how many times each menu has its turn")
	flag.IntVar(&o.keys, "keys", 8, "how many keys each caller presses in a turn")
	flag.StringVar(&o.against, "against", "", "a commit of before: what a call through the menu cost then")
	flag.IntVar(&o.calls, "calls", 100, "how many calls of each version have a turn, with -against")
	flag.Uint64Var(&o.seed, "seed", 1, "of the moments at which keys are pressed")
	flag.BoolVar(&o.first, "first", false, "give the cores to what is measured before all else (SCHED_RR, needs root): on a machine that others use")
	flag.Parse()
	slog.SetLogLoggerLevel(slog.LevelError)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, o); err != nil {
		fmt.Fprintln(os.Stderr, "menu:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) (err error) {
	dir, err := os.MkdirTemp("", "bench-menu-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if o.against != "" {
		return versions(ctx, o, dir)
	}
	return dialplan(ctx, o, dir)
}
