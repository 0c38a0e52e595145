package postgres

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"
	"go.uber.org/zap"
)

const (
	// atOnce is how many jobs are done at the same time.
	atOnce = 4
	// wakeLimit is the longest that a look of the clock may take, sweepLimit a
	// change of the calendar, which moves tens of thousands of tickets.
	wakeLimit, sweepLimit = time.Minute, 10 * time.Minute
	// stuckAfter is when a job that its worker has not ended is done again.
	stuckAfter = 2 * time.Minute
	// restartAfter is the pause before the worker is tried again.
	restartAfter = 5 * time.Second
)

// Work does the planned jobs until ctx ends; while the database is away it waits.
// now is the clock that jobs are planned by; nil is the real one.
func (s *Store) Work(ctx context.Context, jobs Jobs, now func() time.Time, log *zap.Logger) {
	for failing := false; ctx.Err() == nil; {
		err := s.work(ctx, jobs, now, log)
		if err != nil && !failing && ctx.Err() == nil {
			log.Warn("planned jobs wait for the database", zap.Error(err))
		}
		failing = err != nil
		select {
		case <-time.After(restartAfter):
		case <-ctx.Done():
		}
	}
}

func (s *Store) work(ctx context.Context, jobs Jobs, now func() time.Time, log *zap.Logger) error {
	if err := s.takeOver(ctx, log); err != nil {
		return err
	}
	if err := s.planPublishing(ctx, now); err != nil {
		return err
	}
	clock := now
	if clock == nil {
		clock = time.Now
	}
	if err := s.planProvisional(ctx, clock()); err != nil {
		return err
	}
	workers := river.NewWorkers()
	river.AddWorker(workers, worker[wakeArgs]{limit: wakeLimit, work: s.wake(jobs, clock)})
	river.AddWorker(workers, worker[recomputeArgs]{limit: sweepLimit, work: func(ctx context.Context, _ recomputeArgs) error {
		return jobs.Recompute(ctx)
	}})
	river.AddWorker(workers, worker[handOverArgs]{limit: sweepLimit, work: func(ctx context.Context, a handOverArgs) error {
		return jobs.HandOver(ctx, a.From, a.To)
	}})
	cfg := &river.Config{
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: atOnce}},
		Workers:              workers,
		JobTimeout:           wakeLimit,
		RescueStuckJobsAfter: stuckAfter,
		Logger:               slog.New(slog.DiscardHandler), // what matters comes to failures
		ErrorHandler:         failures{log},
	}
	s.addHookWorker(cfg, now)
	s.addPublisher(cfg, jobs, now)
	if now != nil {
		cfg.Test.Time = movedTime(now)
	}
	client, err := river.NewClient(riverpgxv5.New(s.pool), cfg)
	if err != nil {
		return fmt.Errorf("make the worker of jobs: %w", err)
	}
	if err := client.Start(ctx); err != nil {
		return fmt.Errorf("start the worker of jobs: %w", err)
	}
	late, end := context.WithCancel(ctx)
	defer end()
	go s.ringLate(late, clock, log)
	select {
	case <-ctx.Done():
	case <-client.Stopped():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerLimit)
	defer cancel()
	return client.StopAndCancel(stop)
}

// takeOver lets jobs be done that another service began and did not end: it was
// killed. Otherwise a limit would ring only when the job counts as stuck. If the
// other is still at it, the job is done twice, which changes nothing. A job that kills
// whoever does it ends after its attempts, like one that fails.
func (s *Store) takeOver(ctx context.Context, log *zap.Logger) error {
	_, err := s.pool.Exec(ctx, "update river_job set state = 'available' where state = 'running' and attempt < max_attempts")
	if err != nil {
		return fault("take over jobs", err)
	}
	given, err := s.pool.Exec(ctx, "update river_job set state = 'discarded', finalized_at = now() where state = 'running'")
	if n := given.RowsAffected(); n > 0 {
		log.Error("jobs that no service lived to end are given up", zap.Int64("jobs", n))
	}
	return fault("give up jobs", err)
}

// worker does one kind of jobs.
type worker[A river.JobArgs] struct {
	river.WorkerDefaults[A]
	limit time.Duration
	work  func(ctx context.Context, args A) error
}

// Work implements river.Worker.
func (w worker[A]) Work(ctx context.Context, j *river.Job[A]) error { return w.work(ctx, j.Args) }

// Timeout implements river.Worker.
func (w worker[A]) Timeout(*river.Job[A]) time.Duration { return w.limit }

// failures says why a job failed; it is tried again later.
type failures struct{ log *zap.Logger }

// HandleError implements river.ErrorHandler.
func (f failures) HandleError(ctx context.Context, j *rivertype.JobRow, err error) *river.ErrorHandlerResult {
	if ctx.Err() == nil {
		f.log.Warn("a planned job failed", zap.String("kind", j.Kind), zap.ByteString("args", j.EncodedArgs),
			zap.Int("attempt", j.Attempt), zap.Error(err))
	}
	return nil
}

// HandlePanic implements river.ErrorHandler.
func (f failures) HandlePanic(_ context.Context, j *rivertype.JobRow, panicked any, trace string) *river.ErrorHandlerResult {
	f.log.Error("a planned job panicked", zap.String("kind", j.Kind), zap.ByteString("args", j.EncodedArgs),
		zap.Any("panic", panicked), zap.String("trace", trace))
	return nil
}

// movedTime is a clock that does not show the real time: tests and training
// move it.
type movedTime func() time.Time

// Now implements rivertype.TimeGenerator.
func (m movedTime) Now() time.Time { return m() }

// NowOrNil implements rivertype.TimeGenerator.
func (m movedTime) NowOrNil() *time.Time {
	t := m()
	return &t
}
