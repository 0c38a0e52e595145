// Package webhooks keeps webhooks, the messages that wait for them, and those that were
// given up.
package webhooks

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/tickets"
)

// Store keeps webhooks and the messages to them.
type Store struct {
	db      *db.DB
	planner *jobs.Planner
	send    Send
}

// Send delivers one message; see internal/webhook. An error is why the receiver did
// not take it: tickets.ErrReceiverGone means that it wants no more.
type Send func(ctx context.Context, m tickets.HookMessage) error

// New returns a store of webhooks. With a nil send messages wait.
func New(d *db.DB, p *jobs.Planner, send Send) *Store { return &Store{db: d, planner: p, send: send} }

// selectWebhooks lists webhooks; a where may follow.
const selectWebhooks = `select id, url, events, active, off_reason, created_by, created_at, delivered_at,
	(select count(*) from webhook_deliveries d where d.webhook = w.id and not failed),
	(select count(*) from webhook_deliveries d where d.webhook = w.id and failed) from webhooks w `

func scanWebhook(row pgx.CollectableRow) (w tickets.Webhook, err error) {
	var delivered *time.Time
	err = row.Scan(&w.ID, &w.URL, &w.Events, &w.Active, &w.OffReason, &w.CreatedBy, &w.CreatedAt, &delivered, &w.Waiting, &w.Failed)
	w.Delivered = db.TimeOf(delivered)
	return w, err
}

// Webhooks returns all webhooks, the oldest first.
func (s *Store) Webhooks(ctx context.Context) ([]tickets.Webhook, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, selectWebhooks+"order by created_at, id")
	if err != nil {
		return nil, db.Fault("list webhooks", err)
	}
	list, err := pgx.CollectRows(rows, scanWebhook)
	return list, db.Fault("list webhooks", err)
}

// AddWebhook keeps a new webhook with its secret. tickets.StaleWebhook: there is one that
// tells the same address of the same already, which would get each message twice.
func (s *Store) AddWebhook(ctx context.Context, w tickets.Webhook, secret string) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "select pg_advisory_xact_lock(hashtext('hotline webhooks'))"); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, selectWebhooks+"where w.url = $1 and w.events @> $2 and w.events <@ $2", w.URL, w.Events)
		if err != nil {
			return err
		}
		there, err := pgx.CollectRows(rows, scanWebhook)
		if err == nil && len(there) > 0 {
			err = &tickets.StaleWebhook{Now: there[0]}
		}
		if err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `insert into webhooks (id, url, secret, events, active, created_by, created_at)
			values ($1, $2, $3, $4, $5, $6, $7)`, w.ID, w.URL, secret, w.Events, w.Active, w.CreatedBy, w.CreatedAt)
		return err
	})
	return db.Fault("add a webhook", err)
}

// ChangeWebhook changes address, events and whether it is active. What waits goes
// to the new address; what is switched off gets nothing new. seen is the version that the
// change was made up against, "" for any: tickets.StaleWebhook where it is another by now.
func (s *Store) ChangeWebhook(ctx context.Context, w tickets.Webhook, seen string) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, selectWebhooks+"where w.id = $1 for update", db.Text(w.ID))
		if err != nil {
			return err
		}
		now, err := pgx.CollectExactlyOneRow(rows, scanWebhook)
		if err != nil {
			return err
		}
		if seen != "" && now.Rev() != seen && now.Rev() != w.Rev() {
			return &tickets.StaleWebhook{Now: now}
		}
		_, err = tx.Exec(ctx, `update webhooks set url = $2, events = $3, active = $4,
			off_reason = case when $4 then '' else off_reason end where id = $1`, w.ID, w.URL, w.Events, w.Active)
		return err
	})
	return db.Fault("change a webhook", err)
}

// RotateSecret gives a webhook a new secret; messages carry the signatures of the ones
// before too until then, also of several: a button pressed twice takes from no receiver the
// secret that it knows.
func (s *Store) RotateSecret(ctx context.Context, id, secret string, until time.Time) error {
	return s.change(ctx, "change a webhook's secret", `update webhooks set secret = $2, old_until = $3,
		old_secret = array_to_string((array[secret] || case when old_until > now() then string_to_array(old_secret, ' ') else '{}' end)[1:4], ' ')
		where id = $1`, id, secret, until)
}

// signedWith is the expression for what signs the messages of webhook w now.
const signedWith = "array[w.secret] || case when w.old_until > now() then string_to_array(w.old_secret, ' ') else '{}' end"

// change runs a statement that must meet a row.
func (s *Store) change(ctx context.Context, doing, statement string, args ...any) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	tag, err := s.db.Exec(ctx, statement, args...)
	if err == nil && tag.RowsAffected() == 0 {
		err = errs.ErrNotFound
	}
	return db.Fault(doing, err)
}

// HookTarget returns where a webhook's messages go, and what signs them now.
func (s *Store) HookTarget(ctx context.Context, id string) (url string, secrets []string, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err = s.db.QueryRow(ctx, "select url, "+signedWith+" from webhooks w where id = $1", db.Text(id)).Scan(&url, &secrets)
	return url, secrets, db.Fault("read a webhook", err)
}

// failedShown bounds the list of failed deliveries.
const failedShown = 500

// FailedDeliveries returns the messages that were given up, the latest first; at most 500.
func (s *Store) FailedDeliveries(ctx context.Context) ([]tickets.FailedDelivery, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, `select d.id, d.webhook, w.url, d.ticket, d.seq, d.event, d.tries, d.reason, d.at
		from webhook_deliveries d join webhooks w on w.id = d.webhook where d.failed order by d.at desc, d.id limit $1`, failedShown)
	if err != nil {
		return nil, db.Fault("list failed deliveries", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[tickets.FailedDelivery])
	return list, db.Fault("list failed deliveries", err)
}

// Resend sends failed deliveries again, with all their tries, and returns how many. Those
// of a webhook that is switched off stay.
func (s *Store) Resend(ctx context.Context, ids []string) (n int, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err = pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `update webhook_deliveries d set failed = false, tries = 0, next_at = null from webhooks w
			where d.id = any($1) and d.failed and w.id = d.webhook and w.active returning d.id, d.at`, ids)
		if err != nil {
			return err
		}
		n, err = s.planAll(ctx, tx, rows)
		return err
	})
	return n, db.Fault("send failed deliveries again", err)
}
