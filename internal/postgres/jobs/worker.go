package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"
	"go.uber.org/zap"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

const (
	// atOnce is how many jobs are done at the same time.
	atOnce = 4
	// wakeLimit is the longest that a check by the clock may take, sweepLimit a
	// change of the calendar, which moves tens of thousands of tickets.
	wakeLimit, sweepLimit = time.Minute, 10 * time.Minute
	// stuckAfter is when a job that its worker has not ended is done again.
	stuckAfter = 2 * time.Minute
	// restartAfter is the pause before the worker is tried again.
	restartAfter = 5 * time.Second
)

// Service does what was planned. Each may be called twice.
type Service interface {
	// Wake lets the clock check a ticket.
	Wake(ctx context.Context, n tickets.Number) error
	// Recompute counts the limits of all open tickets again.
	Recompute(ctx context.Context) error
	// HandOver gives the work of a unit to its successor, by their codes.
	HandOver(ctx context.Context, from, to string) error
	// Publish counts the months that are due.
	Publish(ctx context.Context) error
	// PublishDue makes a scheduled version of a flow live; early is how long it has to wait
	// still.
	PublishDue(ctx context.Context, flow string, version int) (early time.Duration, err error)
}

// Deliver tries to deliver a message to a webhook. A pause above zero is when it is
// to be tried again; an error is a fault of the database.
type Deliver func(ctx context.Context, message string, now time.Time) (pause time.Duration, err error)

// Config is what a Worker needs.
type Config struct {
	DB      *db.DB
	Planner *Planner
	Service Service
	Deliver Deliver          // nil: messages to webhooks wait
	Mail    Deliver          // of a reminder, by its id; nil: none is mailed
	Now     func() time.Time // the clock that jobs are planned by; nil is the real one
	Log     *zap.Logger
}

// Worker does planned jobs when they are due.
type Worker struct{ Config }

// NewWorker returns a worker that has not begun; see Run.
func NewWorker(c Config) *Worker { return &Worker{c} }

func (w *Worker) now() time.Time {
	if w.Now == nil {
		return time.Now()
	}
	return w.Now()
}

// Run does the planned jobs until ctx ends; while the database is away it waits.
func (w *Worker) Run(ctx context.Context) {
	for failing := false; ctx.Err() == nil; {
		err := w.run(ctx)
		if err != nil && !failing && ctx.Err() == nil {
			w.Log.Warn("planned jobs wait for the database", zap.Error(err))
		}
		failing = err != nil
		select {
		case <-time.After(restartAfter):
		case <-ctx.Done():
		}
	}
}

func (w *Worker) run(ctx context.Context) error {
	if err := w.takeOver(ctx); err != nil {
		return err
	}
	if err := w.planPublishing(ctx); err != nil {
		return err
	}
	if err := w.planProvisional(ctx, w.now()); err != nil {
		return err
	}
	client, err := river.NewClient(riverpgxv5.New(w.DB.Pool), w.riverConfig())
	if err != nil {
		return fmt.Errorf("make the worker of jobs: %w", err)
	}
	if err := client.Start(ctx); err != nil {
		return fmt.Errorf("start the worker of jobs: %w", err)
	}
	late, end := context.WithCancel(ctx)
	defer end()
	go w.ringLate(late)
	select {
	case <-ctx.Done():
	case <-client.Stopped():
	}
	stop, cancel := db.Limited(context.WithoutCancel(ctx))
	defer cancel()
	return client.StopAndCancel(stop)
}

func (w *Worker) riverConfig() *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, worker[wakeArgs]{limit: wakeLimit, work: w.wake})
	river.AddWorker(workers, worker[recomputeArgs]{limit: sweepLimit, work: func(ctx context.Context, _ recomputeArgs) error {
		return w.Service.Recompute(ctx)
	}})
	river.AddWorker(workers, worker[handOverArgs]{limit: sweepLimit, work: func(ctx context.Context, a handOverArgs) error {
		return w.Service.HandOver(ctx, a.From, a.To)
	}})
	river.AddWorker(workers, worker[publishFlowArgs]{limit: wakeLimit, work: func(ctx context.Context, a publishFlowArgs) error {
		early, err := w.Service.PublishDue(ctx, a.Flow, a.Version)
		if err == nil && early > 0 {
			return river.JobSnooze(early) // the database's clock is ahead
		}
		return err
	}})
	cfg := &river.Config{
		Queues:               map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: atOnce}},
		Workers:              workers,
		JobTimeout:           wakeLimit,
		RescueStuckJobsAfter: stuckAfter,
		Logger:               slog.New(slog.DiscardHandler), // what matters comes to failures
		ErrorHandler:         failures{w.Log},
	}
	w.addDelivery(cfg)
	w.addMail(cfg)
	w.addPublisher(cfg)
	if w.Now != nil {
		cfg.Test.Time = movedTime(w.Now)
	}
	return cfg
}

// takeOver lets jobs be done that another service began and did not end: it was
// killed. Otherwise a limit would ring only when the job counts as stuck. If the
// other is still at it, the job is done twice, which changes nothing. A job that kills
// its service ends after its attempts, like one that fails.
func (w *Worker) takeOver(ctx context.Context) error {
	_, err := w.DB.Exec(ctx, "update river_job set state = 'available' where state = 'running' and attempt < max_attempts")
	if err != nil {
		return db.Fault("take over jobs", err)
	}
	given, err := w.DB.Exec(ctx, "update river_job set state = 'discarded', finalized_at = now() where state = 'running'")
	if n := given.RowsAffected(); n > 0 {
		w.Log.Error("jobs that no service lived to end are given up", zap.Int64("jobs", n))
	}
	return db.Fault("give up jobs", err)
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

// failures logs why a job failed; it is tried again later.
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
