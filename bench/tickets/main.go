// Command tickets measures lists, searches, the screen pop and saving on a database
// with years of history, which it makes first and keeps for the next time.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"hotline12345/bench/history"
	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/demo"
	"hotline12345/internal/tokenizer"
	"hotline12345/tickets"
)

func main() {
	calls := flag.Int("calls", 200_000, "how many calls the history has; three of ten lead to a ticket (full: 7000000)")
	rounds := flag.Int("n", 200, "how often each thing is measured")
	together := flag.Int("together", 4, "how many people work at the same time")
	explain := flag.Bool("explain", false, "show how the database finds each list")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *calls, *rounds, *together, *explain); err != nil {
		fmt.Fprintln(os.Stderr, "tickets:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, calls, rounds, together int, explain bool) (err error) {
	pg, err := devstack.StartPostgres(ctx, devstack.PostgresOptions{Name: "history", Progress: func(s string) { fmt.Println(s) }})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, pg.Stop()) }()
	name := fmt.Sprintf("history_%d", calls)
	fresh := !pg.HasDatabase(ctx, name)
	if fresh {
		if err := pg.CreateDatabase(ctx, name, ""); err != nil {
			return err
		}
	}
	tokens := tokenizer.New()
	tokens.Index("词") // as the service does when it starts
	store, err := postgres.OpenReady(ctx, unhurried(pg.URL(name)), postgres.Options{Tokenizer: tokens})
	if err != nil {
		return err
	}
	defer store.Close()
	h, err := past(ctx, store, calls)
	if err != nil {
		return err
	}
	if last, err := store.List(ctx, tickets.Filter{Limit: 1}); fresh || err != nil || len(last) == 0 {
		if err := load(ctx, store, h); err != nil {
			return err
		}
	}
	m := &measuring{ctx: ctx, store: store, history: h, rounds: rounds, together: together}
	if err := m.all(); err != nil {
		return err
	}
	if explain {
		return m.explain()
	}
	return nil
}

// unhurried gives statements the time that copying needs.
func unhurried(url string) string {
	if strings.Contains(url, "?") {
		return url + "&statement_timeout=0"
	}
	return url + "?statement_timeout=0"
}

// past is three years until last midnight, the same all day long.
func past(ctx context.Context, store *postgres.Store, calls int) (*history.History, error) {
	if err := store.Migrate(ctx); err != nil {
		return nil, err
	}
	if err := demo.SeedDirectory(ctx, store, func(string) (string, error) { return "none", nil }); err != nil {
		return nil, err
	}
	book, units, err := demo.Rulebook(ctx, store)
	if err != nil {
		return nil, err
	}
	to := time.Date(2026, 11, 23, 0, 0, 0, 0, tickets.Zone)
	return history.New(book, units, calls, to.AddDate(-3, 0, 0), to, 12345), nil
}

func load(ctx context.Context, store *postgres.Store, h *history.History) error {
	began := time.Now()
	err := h.Load(ctx, store, func(done int) {
		if done%100_000 == 0 || done == h.Calls {
			fmt.Printf("\rhistory: %d of %d calls, %v", done, h.Calls, time.Since(began).Round(time.Second))
		}
	})
	fmt.Println()
	if err != nil {
		return err
	}
	return store.Analyse(ctx)
}
