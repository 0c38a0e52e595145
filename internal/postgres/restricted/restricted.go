// Package restricted keeps the numbers that reach a message box only.
package restricted

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
	"hotline12345/tickets/restricted"
)

// Store keeps restricted numbers. It is a restricted.Store.
type Store struct{ db *db.DB }

// New returns the restricted numbers of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

const (
	columns = `select n.id, n.number, n.why, n.by, n.since, n.until, l.by, l.at, l.why
		from restricted_numbers n left join restricted_lifted l on l.id = n.id `
	// holding are those of a number at a time; the newest is the one that holds.
	holding = columns + "where n.number = $1 and n.until > $2 and l.id is null order by n.since desc limit 1"
	one     = columns + "where n.id = $1"
)

// RestrictedNumbers implements restricted.Store.
func (s *Store) RestrictedNumbers(ctx context.Context, at time.Time, limit int) ([]restricted.Number, error) {
	rows, err := s.db.Query(ctx, columns+"order by (l.id is null and n.until > $1) desc, n.since desc, n.id limit $2", at, limit)
	if err != nil {
		return nil, db.Fault("list restricted numbers", err)
	}
	list, err := pgx.CollectRows(rows, scan)
	return list, db.Fault("list restricted numbers", err)
}

// NumbersRestrictedAt returns those that hold at a time, at most limit.
func (s *Store) NumbersRestrictedAt(ctx context.Context, at time.Time, limit int) ([]restricted.Number, error) {
	rows, err := s.db.Query(ctx, columns+"where n.until > $1 and l.id is null order by n.since, n.id limit $2", at, limit)
	if err != nil {
		return nil, db.Fault("read restricted numbers", err)
	}
	list, err := pgx.CollectRows(rows, scan)
	return list, db.Fault("read restricted numbers", err)
}

// RestrictedNumber implements restricted.Store.
func (s *Store) RestrictedNumber(ctx context.Context, id string) (restricted.Number, error) {
	rows, err := s.db.Query(ctx, one, db.Text(id))
	if err != nil {
		return restricted.Number{}, db.Fault("read a restriction", err)
	}
	n, err := pgx.CollectOneRow(rows, scan)
	return n, db.Fault("read a restriction", err)
}

func scan(row pgx.CollectableRow) (n restricted.Number, err error) {
	var by *org.Person
	var at *time.Time
	var why *string
	err = row.Scan(&n.ID, &n.Number, &n.Why, &n.By, &n.Since, &n.Until, &by, &at, &why)
	n.Since, n.Until = n.Since.UTC(), n.Until.UTC()
	if at != nil {
		n.Lifted = &restricted.Lifting{By: *by, At: at.UTC(), Why: *why}
	}
	return n, err
}

// Restrict implements restricted.Store.
func (s *Store) Restrict(ctx context.Context, n restricted.Number, addr string) (restricted.Number, error) {
	by, err := db.Encode(n.By)
	if err != nil {
		return restricted.Number{}, err
	}
	err = pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "select pg_advisory_xact_lock(hashtext('hotline restricted'))"); err != nil {
			return err // two at one moment: the second finds the first
		}
		rows, err := tx.Query(ctx, holding, n.Number, n.Since)
		if err != nil {
			return err
		}
		now, err := pgx.CollectOneRow(rows, scan)
		if err == nil {
			return &restricted.Already{Now: now}
		}
		if !errors.Is(err, pgx.ErrNoRows) {
			return err
		}
		_, err = tx.Exec(ctx, "insert into restricted_numbers (id, number, why, by, addr, since, until) values ($1, $2, $3, $4, $5, $6, $7)",
			n.ID, n.Number, db.Text(n.Why), by, addr, n.Since, n.Until)
		return err
	})
	var already *restricted.Already
	if errors.As(err, &already) {
		return already.Now, already
	}
	return n, db.Fault("restrict a number", err)
}

// LiftRestriction implements restricted.Store.
func (s *Store) LiftRestriction(ctx context.Context, id string, l restricted.Lifting, addr string) (n restricted.Number, err error) {
	by, err := db.Encode(l.By)
	if err != nil {
		return restricted.Number{}, err
	}
	err = pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `insert into restricted_lifted (id, by, addr, at, why)
			select id, $2, $3, $4, $5 from restricted_numbers where id = $1 and until > $4 on conflict (id) do nothing`,
			db.Text(id), by, addr, l.At, db.Text(l.Why))
		if err != nil {
			return err
		}
		rows, err := tx.Query(ctx, one, db.Text(id))
		if err != nil {
			return err
		}
		n, err = pgx.CollectOneRow(rows, scan)
		return err
	})
	return n, db.Fault("lift a restriction", err)
}
