package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// delivery is a message with what its next try needs.
type delivery struct {
	message      tickets.HookMessage
	webhook      string
	tries        int
	dead, active bool
	earlier      bool      // an earlier message of the ticket waits
	wait         time.Time // when that is tried next
}

func (s *Store) readDelivery(ctx context.Context, id string) (d delivery, err error) {
	var wait *time.Time
	d.message.ID = id
	err = s.pool.QueryRow(ctx, `select d.webhook, d.body, d.tries, d.dead, w.active, w.url,
			case when w.old_until > now() then array[w.secret, w.old_secret] else array[w.secret] end,
			e.id is not null, e.next_at
		from webhook_deliveries d join webhooks w on w.id = d.webhook
		left join lateral (select id, next_at from webhook_deliveries e where e.webhook = d.webhook and e.ticket = d.ticket
			and e.seq < d.seq and not e.dead order by e.seq limit 1) e on true
		where d.id = $1`, id).Scan(&d.webhook, &d.message.Body, &d.tries, &d.dead, &d.active, &d.message.URL,
		&d.message.Secrets, &d.earlier, &wait)
	d.wait = timeOf(wait)
	return d, fault("read a delivery", err)
}

// hookDelivered forgets the message.
func (s *Store) hookDelivered(ctx context.Context, d delivery, now time.Time) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "delete from webhook_deliveries where id = $1", d.message.ID); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "update webhooks set delivered_at = $2 where id = $1", d.webhook, now)
		return err
	})
	return fault("note a delivery", err)
}

// buryHook makes the message a dead letter.
func (s *Store) buryHook(ctx context.Context, d delivery, reason string, now time.Time) error {
	_, err := s.pool.Exec(ctx, `update webhook_deliveries set dead = true, tries = tries + 1, reason = $2, next_at = null, at = $3
		where id = $1`, d.message.ID, text(reason), now)
	return fault("bury a message", err)
}

// hookGone switches the webhook off: its receiver asked for no message any more.
func (s *Store) hookGone(ctx context.Context, d delivery, why error, now time.Time) error {
	if err := s.buryHook(ctx, d, why.Error(), now); err != nil {
		return err
	}
	_, err := s.pool.Exec(ctx, "update webhooks set active = false, off_reason = $2 where id = $1", d.webhook, text(why.Error()))
	return fault("switch a webhook off", err)
}
