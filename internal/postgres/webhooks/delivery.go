package webhooks

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// delivery is a message with what its next try needs.
type delivery struct {
	message        tickets.HookMessage
	webhook        string
	tries          int
	failed, active bool
	earlier        bool      // an earlier message of the ticket waits
	wait           time.Time // when that is tried next
}

func (s *Store) readDelivery(ctx context.Context, id string) (d delivery, err error) {
	var wait *time.Time
	d.message.ID = id
	err = s.db.QueryRow(ctx, `select d.webhook, d.body, d.tries, d.failed, w.active, w.url, `+signedWith+`,
			e.id is not null, e.next_at
		from webhook_deliveries d join webhooks w on w.id = d.webhook
		left join lateral (select id, next_at from webhook_deliveries e where e.webhook = d.webhook and e.ticket = d.ticket
			and e.seq < d.seq and not e.failed order by e.seq limit 1) e on true
		where d.id = $1`, id).Scan(&d.webhook, &d.message.Body, &d.tries, &d.failed, &d.active, &d.message.URL,
		&d.message.Secrets, &d.earlier, &wait)
	d.wait = db.TimeOf(wait)
	return d, db.Fault("read a delivery", err)
}

// delivered forgets the message.
func (s *Store) delivered(ctx context.Context, d delivery, now time.Time) error {
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "delete from webhook_deliveries where id = $1", d.message.ID); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "update webhooks set delivered_at = $2 where id = $1", d.webhook, now)
		return err
	})
	return db.Fault("note a delivery", err)
}

// fail gives the message up: it is a failed delivery.
func (s *Store) fail(ctx context.Context, d delivery, reason string, now time.Time) error {
	_, err := s.db.Exec(ctx, `update webhook_deliveries set failed = true, tries = tries + 1, reason = $2, next_at = null, at = $3
		where id = $1`, d.message.ID, db.Text(reason), now)
	return db.Fault("give a message up", err)
}

// gone switches the webhook off: its receiver asked for no message any more.
func (s *Store) gone(ctx context.Context, d delivery, why error, now time.Time) error {
	if err := s.fail(ctx, d, why.Error(), now); err != nil {
		return err
	}
	_, err := s.db.Exec(ctx, "update webhooks set active = false, off_reason = $2 where id = $1", d.webhook, db.Text(why.Error()))
	return db.Fault("switch a webhook off", err)
}

// notDelivered writes down why a try failed, and when the next one is.
func (s *Store) notDelivered(ctx context.Context, d delivery, failed error, now time.Time, pause time.Duration) error {
	_, err := s.db.Exec(ctx, "update webhook_deliveries set tries = tries + 1, reason = $2, next_at = $3, at = $4 where id = $1",
		d.message.ID, db.Text(failed.Error()), now.Add(pause), now)
	return db.Fault("note a failed delivery", err)
}
