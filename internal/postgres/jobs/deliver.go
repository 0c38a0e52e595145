package jobs

import (
	"context"
	"time"

	"github.com/riverqueue/river"
)

const (
	// deliverQueue has workers of its own: a receiver that hangs must not hold up
	// the clock of tickets.
	deliverQueue   = "webhooks"
	deliversAtOnce = 6
	// deliverLimit is the longest that one try may take.
	deliverLimit = 30 * time.Second
)

// deliverArgs: a message is to be delivered to a webhook.
type deliverArgs struct {
	Message string `json:"message"`
}

// Kind implements river.JobArgs.
func (deliverArgs) Kind() string { return "webhook" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (deliverArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: deliverQueue} }

// addDelivery lets the worker deliver messages to webhooks.
func (w *Worker) addDelivery(cfg *river.Config) {
	if w.Deliver == nil {
		return
	}
	cfg.Queues[deliverQueue] = river.QueueConfig{MaxWorkers: deliversAtOnce}
	river.AddWorker(cfg.Workers, worker[deliverArgs]{limit: deliverLimit, work: func(ctx context.Context, a deliverArgs) error {
		pause, err := w.Deliver(ctx, a.Message, w.now())
		if err == nil && pause > 0 {
			return river.JobSnooze(pause) // a put-off job counts as no failure
		}
		return err
	}})
}
