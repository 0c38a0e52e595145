package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

const (
	// mailQueue has workers of its own: a mail server that hangs must not hold up the clock
	// of tickets.
	mailQueue   = "mail"
	mailsAtOnce = 2
	// mailLimit is the longest that one try may take.
	mailLimit = time.Minute
)

// mailArgs: a reminder is to be mailed.
type mailArgs struct {
	Reminder string `json:"reminder"`
}

// Kind implements river.JobArgs.
func (mailArgs) Kind() string { return "mail" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (mailArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: mailQueue} }

// addMail lets the worker mail reminders.
func (w *Worker) addMail(cfg *river.Config) {
	if w.Mail == nil {
		return
	}
	cfg.Queues[mailQueue] = river.QueueConfig{MaxWorkers: mailsAtOnce}
	river.AddWorker(cfg.Workers, worker[mailArgs]{limit: mailLimit, work: func(ctx context.Context, a mailArgs) error {
		pause, err := w.Mail(ctx, a.Reminder, w.now())
		if err == nil && pause > 0 {
			return river.JobSnooze(pause)
		}
		return err
	}})
}
