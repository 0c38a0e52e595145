package postgres

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
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
	store   *Store
	publish func(ctx context.Context) error
	now     func() time.Time
}

// Work implements river.Worker.
func (p publisher) Work(ctx context.Context, _ *river.Job[publishArgs]) error {
	if err := p.store.alone(ctx, "hotline publish", p.publish); err != nil {
		return err
	}
	now := p.now()
	return river.JobSnooze(now.Truncate(time.Hour).Add(time.Hour).Sub(now))
}

// Timeout implements river.Worker.
func (publisher) Timeout(*river.Job[publishArgs]) time.Duration { return firstCountLimit }

// NextRetry implements river.Worker.
func (p publisher) NextRetry(*river.Job[publishArgs]) time.Time { return p.now().Add(countAgain) }

// addPublisher lets the worker count months.
func (s *Store) addPublisher(cfg *river.Config, jobs Jobs, now func() time.Time) {
	if now == nil {
		now = time.Now
	}
	cfg.Queues[countQueue] = river.QueueConfig{MaxWorkers: 1}
	river.AddWorker(cfg.Workers, publisher{store: s, publish: jobs.Publish, now: now})
}

// planPublishing plans the job that counts months, unless there is one.
func (s *Store) planPublishing(ctx context.Context, now func() time.Time) error {
	opts := &river.InsertOpts{}
	if now != nil {
		opts.ScheduledAt = now()
	}
	if _, err := s.planner.Insert(ctx, publishArgs{}, opts); err != nil {
		return fault("plan the counting of months", err)
	}
	return nil
}

// alone does work unless another service is at it: a job that was taken over may
// run in both.
func (s *Store) alone(ctx context.Context, what string, work func(context.Context) error) error {
	return s.pool.AcquireFunc(ctx, func(c *pgxpool.Conn) error {
		var mine bool
		if err := c.QueryRow(ctx, "select pg_try_advisory_lock(hashtext($1))", what).Scan(&mine); err != nil || !mine {
			return fault("be alone at "+what, err)
		}
		defer func() {
			free, cancel := limited(context.WithoutCancel(ctx))
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
