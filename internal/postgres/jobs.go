package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"hotline12345/tickets"
)

// Jobs does what was planned. Each may be called twice.
type Jobs interface {
	Wake(ctx context.Context, n tickets.Number) error
	Recompute(ctx context.Context) error
	HandOver(ctx context.Context, from, to string) error
	Publish(ctx context.Context) error
}

// wakeArgs: the clock looks at a ticket.
type wakeArgs struct {
	Ticket tickets.Number `json:"ticket"`
}

// Kind implements river.JobArgs.
func (wakeArgs) Kind() string { return "wake" }

// recomputeArgs: the calendar changed.
type recomputeArgs struct {
	Change string `json:"change"`
}

// Kind implements river.JobArgs.
func (recomputeArgs) Kind() string { return "recompute" }

// handOverArgs: a unit has ended.
type handOverArgs struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Kind implements river.JobArgs.
func (handOverArgs) Kind() string { return "hand_over" }

// newPlanner returns a client that only plans jobs.
func newPlanner(pool *pgxpool.Pool) (*river.Client[pgx.Tx], error) {
	c, err := river.NewClient(riverpgxv5.New(pool), &river.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("make the planner of jobs: %w", err)
	}
	return c, nil
}

// plan adds a job to a transaction: it is done at a time if, and only if, that
// commits.
func (s *Store) plan(ctx context.Context, tx pgx.Tx, args river.JobArgs, at time.Time) error {
	_, err := s.planner.InsertTx(ctx, tx, args, &river.InsertOpts{ScheduledAt: at})
	return err
}

// planWake plans the clock's next look at a ticket, unless the same was planned.
func (s *Store) planWake(ctx context.Context, tx pgx.Tx, t tickets.Ticket, planned time.Time) error {
	at := tickets.Wake(t)
	if at.IsZero() || at.Equal(planned) {
		return nil
	}
	return s.plan(ctx, tx, wakeArgs{Ticket: t.Number}, at)
}
