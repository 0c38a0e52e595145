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
	// jobLimit is the longest that a job may take: a change of the calendar
	// moves tens of thousands of tickets.
	jobLimit = 10 * time.Minute
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
	workers := river.NewWorkers()
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[wakeArgs]) error {
		return jobs.Wake(ctx, j.Args.Ticket)
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, _ *river.Job[recomputeArgs]) error {
		return jobs.Recompute(ctx)
	}))
	river.AddWorker(workers, river.WorkFunc(func(ctx context.Context, j *river.Job[handOverArgs]) error {
		return jobs.HandOver(ctx, j.Args.From, j.Args.To)
	}))
	cfg := &river.Config{
		Queues:       map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: atOnce}},
		Workers:      workers,
		JobTimeout:   jobLimit,
		Logger:       slog.New(slog.DiscardHandler), // what matters comes to failures
		ErrorHandler: failures{log},
	}
	s.addHookWorker(cfg, now)
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
	select {
	case <-ctx.Done():
	case <-client.Stopped():
	}
	stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerLimit)
	defer cancel()
	return client.StopAndCancel(stop)
}

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
