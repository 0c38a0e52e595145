package jobs

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"go.uber.org/zap"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

const (
	// clocksApart is how far the database's clock, by which jobs are taken, may be
	// ahead of the service's, by which they are due.
	clocksApart = time.Minute
	// lateEvery is the pause between searches for tickets that no job will ring.
	lateEvery = time.Minute
)

// wake has the clock check a ticket. What was due by now, the clock of jobs, has rung,
// unless the service's is behind: then the job comes again, as it is the only one for
// that time.
func (w *Worker) wake(ctx context.Context, a wakeArgs) error {
	if err := w.Service.Wake(ctx, a.Ticket); err != nil {
		return err
	}
	var at *time.Time
	if err := w.DB.QueryRow(ctx, "select wake_at from tickets where number = $1", a.Ticket).Scan(&at); err != nil {
		return db.Fault("read when a ticket rings", err)
	}
	if at == nil {
		return nil
	}
	if early := at.Sub(w.now()); early < clocksApart {
		return river.JobSnooze(max(early, time.Second))
	}
	return nil
}

// tooLate are tickets that should have rung, with no job that will: it was given up, or
// lost. A minute is left to those that are on their way.
const tooLate = `select number from tickets t where wake_at < $1 and not exists (select from river_job j
		where j.kind = 'wake' and j.args @> jsonb_build_object('ticket', t.number)
			and (j.state in ('available', 'running', 'retryable', 'pending') or j.state = 'scheduled' and j.scheduled_at <= $2))
	order by wake_at limit 500`

// ringLate plans anew what no job would ring, until ctx ends.
func (w *Worker) ringLate(ctx context.Context) {
	tick := time.NewTicker(lateEvery)
	defer tick.Stop()
	for {
		n, err := w.planLate(ctx, w.now())
		switch {
		case err != nil && ctx.Err() == nil:
			w.Log.Warn("tickets that should have rung cannot be looked for", zap.Error(err))
		case n > 0:
			w.Log.Warn("tickets should have rung, and are rung now", zap.Int("tickets", n))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// planLate plans a check of each ticket that should have rung a minute ago.
func (w *Worker) planLate(ctx context.Context, now time.Time) (n int, err error) {
	err = pgx.BeginFunc(ctx, w.DB, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, tooLate, now.Add(-clocksApart), now)
		if err != nil {
			return err
		}
		numbers, err := pgx.CollectRows(rows, pgx.RowTo[tickets.Number])
		for _, number := range numbers {
			if err := w.Planner.plan(ctx, tx, wakeArgs{Ticket: number}, now); err != nil {
				return err
			}
		}
		n = len(numbers)
		return err
	})
	return n, db.Fault("plan what rings late", err)
}

// planProvisional counts limits again at the start while any is provisional: this
// program may know the holidays of a year that the one before did not.
func (w *Worker) planProvisional(ctx context.Context, now time.Time) error {
	err := pgx.BeginFunc(ctx, w.DB, func(tx pgx.Tx) error {
		var provisional bool
		err := tx.QueryRow(ctx, `select exists (select from tickets where marks <> '{}' and marks @> array[$1] and not archived)
			and not exists (select from river_job where kind = 'recompute' and state in ('available', 'scheduled', 'retryable'))`,
			string(tickets.MarkProvision)).Scan(&provisional)
		if err != nil || !provisional {
			return err
		}
		return w.Planner.plan(ctx, tx, recomputeArgs{Change: "start"}, now)
	})
	return db.Fault("plan to count provisional limits again", err)
}
