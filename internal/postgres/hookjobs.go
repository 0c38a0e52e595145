package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"hotline12345/tickets"
)

const (
	// hookQueue has workers of its own: a receiver that hangs must not hold up
	// the clock of tickets.
	hookQueue   = "webhooks"
	hooksAtOnce = 6
	// hookLimit is the longest that one try may take.
	hookLimit = 30 * time.Second
)

// hookArgs: a message is to be delivered.
type hookArgs struct {
	Message string `json:"message"`
}

// Kind implements river.JobArgs.
func (hookArgs) Kind() string { return "webhook" }

// InsertOpts implements river.JobArgsWithInsertOpts.
func (hookArgs) InsertOpts() river.InsertOpts { return river.InsertOpts{Queue: hookQueue} }

// Send delivers one message; see internal/webhook.
type Send func(ctx context.Context, m tickets.HookMessage) error

// SendWith says how messages to webhooks are delivered. Without it they wait. It
// must be called before Work.
func (s *Store) SendWith(send Send) { s.send = send }

// noteHooks writes the messages of the entries after the first n, and plans their
// delivery, within the transaction that adds the entries.
func (s *Store) noteHooks(ctx context.Context, tx pgx.Tx, t tickets.Ticket, n int) error {
	var seqs []int
	var events, bodies []string
	for _, e := range t.Entries[n:] {
		body, err := tickets.HookMessageBody(t.Number, e)
		if err != nil {
			return err
		}
		seqs, events, bodies = append(seqs, e.Seq), append(events, tickets.EventOf(e.Move)), append(bodies, string(body))
	}
	if len(seqs) == 0 {
		return nil
	}
	// the id as tickets.HookMessageID writes it
	rows, err := tx.Query(ctx, `insert into webhook_deliveries (id, webhook, ticket, seq, event, body, at)
		select w.id || '_' || $1::text || '_' || e.seq, w.id, $1::text, e.seq, e.event, e.body, $5
		from webhooks w cross join unnest($2::int[], $3::text[], $4::text[]) e (seq, event, body)
		where w.active and (w.events = '{}' or e.event = any(w.events))
		on conflict do nothing returning id, at`, string(t.Number), seqs, events, bodies, t.Entries[len(t.Entries)-1].At)
	if err != nil {
		return err
	}
	_, err = s.planHooks(ctx, tx, rows)
	return err
}

// planHooks plans the delivery of messages, which come as id and time.
func (s *Store) planHooks(ctx context.Context, tx pgx.Tx, rows pgx.Rows) (int, error) {
	type message struct {
		ID string
		At time.Time
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[message])
	if err != nil {
		return 0, err
	}
	for _, m := range list {
		if err := s.plan(ctx, tx, hookArgs{m.ID}, m.At); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// addHookWorker lets the worker deliver messages.
func (s *Store) addHookWorker(cfg *river.Config, now func() time.Time) {
	if s.send == nil {
		return
	}
	if now == nil {
		now = time.Now
	}
	cfg.Queues[hookQueue] = river.QueueConfig{MaxWorkers: hooksAtOnce}
	river.AddWorker(cfg.Workers, river.WorkFunc(func(ctx context.Context, j *river.Job[hookArgs]) error {
		ctx, cancel := context.WithTimeout(ctx, hookLimit)
		defer cancel()
		return s.deliverHook(ctx, j.Args.Message, now())
	}))
}

// deliverHook tries to deliver a message. What is not delivered is put off, so
// that River counts no failure; only a fault of the database is one.
func (s *Store) deliverHook(ctx context.Context, id string, now time.Time) error {
	d, err := s.readDelivery(ctx, id)
	switch {
	case errors.Is(err, tickets.ErrNotFound):
		return nil // delivered, or the webhook was taken away
	case err != nil:
		return err
	case d.dead:
		return nil
	case !d.active:
		return s.buryHook(ctx, d, "the webhook was switched off", now)
	case d.earlier:
		return river.JobSnooze(max(d.wait.Sub(now), time.Second)) // in order for each ticket
	}
	failed := s.send(ctx, d.message)
	switch {
	case failed == nil:
		return s.hookDelivered(ctx, d, now)
	case ctx.Err() != nil:
		return fmt.Errorf("deliver %s: %w", id, ctx.Err())
	case errors.Is(failed, tickets.ErrReceiverGone):
		return s.hookGone(ctx, d, failed, now)
	}
	pause, again := tickets.RetryPause(d.tries + 1)
	if !again {
		return s.buryHook(ctx, d, failed.Error(), now)
	}
	_, err = s.pool.Exec(ctx, "update webhook_deliveries set tries = tries + 1, reason = $2, next_at = $3, at = $4 where id = $1",
		id, text(failed.Error()), now.Add(pause), now)
	if err != nil {
		return fault("note a failed delivery", err)
	}
	return river.JobSnooze(pause)
}
