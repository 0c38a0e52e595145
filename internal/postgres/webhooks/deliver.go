package webhooks

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/tickets"
)

// Deliverer returns what delivers messages for the worker of jobs; nil, so that they
// wait, if nothing sends them.
func (s *Store) Deliverer() jobs.Deliver {
	if s.send == nil {
		return nil
	}
	return s.DeliverMessage
}

// Note writes the messages of the entries after the first n, and plans their
// delivery, within the transaction that adds the entries.
func (s *Store) Note(ctx context.Context, tx pgx.Tx, t tickets.Ticket, n int) error {
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
	_, err = s.planAll(ctx, tx, rows)
	return err
}

// planAll plans the delivery of messages, which come as id and time.
func (s *Store) planAll(ctx context.Context, tx pgx.Tx, rows pgx.Rows) (int, error) {
	type message struct {
		ID string
		At time.Time
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[message])
	if err != nil {
		return 0, err
	}
	for _, m := range list {
		if err := s.planner.Deliver(ctx, tx, m.ID, m.At); err != nil {
			return 0, err
		}
	}
	return len(list), nil
}

// DeliverMessage tries to deliver a message, by its id, and returns the pause after which it
// is to be tried again; 0 is never. What a receiver does not take is no error: only a
// fault of the database is one.
func (s *Store) DeliverMessage(ctx context.Context, id string, now time.Time) (time.Duration, error) {
	d, err := s.readDelivery(ctx, id)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return 0, nil // delivered, or the webhook was taken away
	case err != nil:
		return 0, err
	case d.failed:
		return 0, nil
	case !d.active:
		return 0, s.fail(ctx, d, "the webhook was switched off", now)
	case d.earlier:
		return max(d.wait.Sub(now), time.Second), nil // in order for each ticket
	}
	failed := s.send(ctx, d.message)
	switch {
	case failed == nil:
		return 0, s.delivered(ctx, d, now)
	case ctx.Err() != nil:
		return 0, fmt.Errorf("deliver %s: %w", id, ctx.Err())
	case errors.Is(failed, tickets.ErrReceiverGone):
		return 0, s.gone(ctx, d, failed, now)
	}
	pause, again := tickets.RetryPause(d.tries + 1)
	if !again {
		return 0, s.fail(ctx, d, failed.Error(), now)
	}
	return pause, s.notDelivered(ctx, d, failed, now, pause)
}
