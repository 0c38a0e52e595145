package jobs

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"hotline12345/internal/postgres/db"
)

const (
	// countQueue has one worker of its own: counting months takes long, and must not
	// hold up the clock of tickets.
	countQueue = "counts"
	// countAgain is when a count that failed is tried again.
	countAgain = 5 * time.Minute
	// firstCountLimit is the longest that a run may take: the first one counts years.
	firstCountLimit = time.Hour
)

// publishArgs: the months that are due are counted. There is one such job for ever,
// which sleeps until the next full hour.
type publishArgs struct{}

// Kind implements river.JobArgs.
func (publishArgs) Kind() string { return "publish" }

// InsertOpts implements river.JobArgsWithInsertOpts: one job that has not ended, and
// that is never given up.
func (publishArgs) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: countQueue, MaxAttempts: math.MaxInt16, UniqueOpts: river.UniqueOpts{ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRetryable, rivertype.JobStateRunning, rivertype.JobStateScheduled}}}
}

// publisher counts what is due.
type publisher struct {
	river.WorkerDefaults[publishArgs]
	w *Worker
}

// Work implements river.Worker.
func (p publisher) Work(ctx context.Context, _ *river.Job[publishArgs]) error {
	if err := alone(ctx, p.w.DB, "hotline publish", p.w.Service.Publish); err != nil {
		return err
	}
	now := p.w.now()
	return river.JobSnooze(now.Truncate(time.Hour).Add(time.Hour).Sub(now))
}

// Timeout implements river.Worker.
func (publisher) Timeout(*river.Job[publishArgs]) time.Duration { return firstCountLimit }

// NextRetry implements river.Worker.
func (p publisher) NextRetry(*river.Job[publishArgs]) time.Time { return p.w.now().Add(countAgain) }

// addPublisher lets the worker count months.
func (w *Worker) addPublisher(cfg *river.Config) {
	cfg.Queues[countQueue] = river.QueueConfig{MaxWorkers: 1}
	river.AddWorker(cfg.Workers, publisher{w: w})
}

// planPublishing plans the job that counts months, unless there is one.
func (w *Worker) planPublishing(ctx context.Context) error {
	opts := &river.InsertOpts{}
	if w.Now != nil {
		opts.ScheduledAt = w.Now()
	}
	if _, err := w.Planner.client.Insert(ctx, publishArgs{}, opts); err != nil {
		return db.Fault("plan the counting of months", err)
	}
	return nil
}

// alone runs work unless another service is at it: a job that was taken over may
// run in both.
func alone(ctx context.Context, d *db.DB, what string, work func(context.Context) error) error {
	return d.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		var mine bool
		if err := c.QueryRow(ctx, "select pg_try_advisory_lock(hashtext($1))", what).Scan(&mine); err != nil || !mine {
			return db.Fault("be alone at "+what, err)
		}
		defer func() {
			free, cancel := db.Limited(context.WithoutCancel(ctx))
			defer cancel()
			if _, err := c.Exec(free, "select pg_advisory_unlock(hashtext($1))", what); err != nil {
				_ = c.Conn().Close(free) // the lock ends with the connection
			}
		}()
		if err := work(ctx); err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
		return nil
	})
}
