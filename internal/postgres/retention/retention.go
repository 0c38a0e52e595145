// Package retention deletes what was kept long enough, and keeps the record of that.
package retention

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/retention"
)

// Store is what nightly.Keeper works with.
type Store struct{ db *db.DB }

// New returns the record of deletions of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

// longest bounds one statement of the night: the first one goes through years.
const longest = 30 * time.Minute

// quietly runs a transaction that may take long.
func (s *Store) quietly(ctx context.Context, what string, f func(pgx.Tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0"); err != nil {
			return err
		}
		return f(tx)
	})
	return db.Fault(what, err)
}

// alone lets one transaction at a time delete or hold: a hold that was ordered is seen by
// every deletion after it.
func alone(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "select pg_advisory_xact_lock(hashtext('hotline retention'))")
	return err
}

// Signer signs a deletion that follows the text of a former one.
type Signer = func(d retention.Deletion, former []byte) (retention.Signed, error)

// record writes a deletion at the end of the chain; the transaction is alone.
func record(ctx context.Context, tx pgx.Tx, d retention.Deletion, sign Signer) error {
	var former []byte
	err := tx.QueryRow(ctx, "select convert_to(body, 'UTF8') from deletions order by id desc limit 1").Scan(&former)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return err
	}
	signed, err := sign(d, former)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "insert into deletions (at, class, item, body, signature) values ($1, $2, $3, $4, $5)",
		d.At, d.Class, db.Text(d.Item), string(signed.Text), signed.Signature)
	return err
}

// Deletions returns the whole record, the oldest first.
func (s *Store) Deletions(ctx context.Context) (list []retention.Signed, err error) {
	err = s.quietly(ctx, "read what was deleted", func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, "select convert_to(body, 'UTF8'), signature from deletions order by id")
		if err != nil {
			return err
		}
		list, err = pgx.CollectRows(rows, pgx.RowToStructByPos[retention.Signed])
		return err
	})
	return list, err
}

// LatestDeletions returns the last of the record, the latest first.
func (s *Store) LatestDeletions(ctx context.Context, limit int) ([]retention.Deletion, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, "select body::jsonb from deletions order by id desc limit $1", limit)
	if err != nil {
		return nil, db.Fault("list what was deleted", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[retention.Deletion])
	return list, db.Fault("list what was deleted", err)
}

// SaveNight keeps what a night did, or would have done.
func (s *Store) SaveNight(ctx context.Context, r retention.Night) error {
	raw, err := json.Marshal(r)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "insert into retention_runs (at, dry, report) values ($1, $2, $3)", r.At, r.Dry, raw)
	return db.Fault("keep what the night did", err)
}

// Nights returns the last nights, the latest first.
func (s *Store) Nights(ctx context.Context, limit int) ([]retention.Night, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, "select report from retention_runs order by id desc limit $1", limit)
	if err != nil {
		return nil, db.Fault("list nights", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[retention.Night])
	return list, db.Fault("list nights", err)
}

// FirstNight returns when the first night was; zero if there was none.
func (s *Store) FirstNight(ctx context.Context) (time.Time, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	var at *time.Time
	err := s.db.QueryRow(ctx, "select min(at) from retention_runs").Scan(&at)
	return db.TimeOf(at), db.Fault("ask for the first night", err)
}

// SaveHold orders or lifts a hold. The same order again is not written a second time.
func (s *Store) SaveHold(ctx context.Context, h retention.LegalHold) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	person, err := db.Encode(h.By)
	if err != nil {
		return err
	}
	err = pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if err := alone(ctx, tx); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `insert into legal_holds (ticket, held, reason, person, at) select $1, $2, $3, $4, $5
			where not exists (select from (select held, reason from legal_holds where ticket = $1 order by id desc limit 1) l
				where l.held = $2 and l.reason = $3)`,
			string(h.Ticket), h.On, db.Text(h.Reason), person, h.At)
		return err
	})
	return db.Fault("keep a legal hold", err)
}

// Holds returns the orders about a ticket, the latest first.
func (s *Store) Holds(ctx context.Context, n tickets.Number) ([]retention.LegalHold, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, "select ticket, held, reason, person, at from legal_holds where ticket = $1 order by id desc", string(n))
	if err != nil {
		return nil, db.Fault("read legal holds", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (h retention.LegalHold, err error) {
		err = row.Scan(&h.Ticket, &h.On, &h.Reason, &h.By, &h.At)
		h.At = h.At.UTC()
		return h, err
	})
	return list, db.Fault("read legal holds", err)
}
