// Package rosters keeps who is on duty in a unit, also what was taken away.
package rosters

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
)

// Store keeps rosters. It is a tickets.Rosters.
type Store struct{ db *db.DB }

// New returns the rosters of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

// Shifts implements tickets.Rosters.
func (s *Store) Shifts(ctx context.Context, units []string, from, to time.Time) ([]org.Shift, error) {
	rows, err := s.db.Query(ctx, `select shift from duty_shifts where taken_at is null and until_at > $1 and from_at < $2
		and ($3::text[] is null or unit = any($3)) order by from_at, id limit 2000`, from, to, units)
	if err != nil {
		return nil, db.Fault("read the roster", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[org.Shift])
	return list, db.Fault("read the roster", err)
}

// Shift implements tickets.Rosters.
func (s *Store) Shift(ctx context.Context, id string) (org.Shift, error) {
	var x org.Shift
	err := s.db.QueryRow(ctx, "select shift from duty_shifts where id = $1 and taken_at is null", db.Text(id)).Scan(&x)
	return x, db.Fault("read a shift", err)
}

// AddShifts implements tickets.Rosters.
func (s *Store) AddShifts(ctx context.Context, shifts []org.Shift) error {
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "select pg_advisory_xact_lock(hashtext('hotline roster'))"); err != nil {
			return err // the same at one moment: the second finds the first
		}
		rows, err := tx.Query(ctx, `select shift from duty_shifts d join unnest($1::text[], $2::timestamptz[]) as n (unit, from_at)
			on d.unit = n.unit and d.from_at = n.from_at where taken_at is null order by id`, unitsOf(shifts), beginsOf(shifts))
		if err != nil {
			return err
		}
		roster, err := pgx.CollectRows(rows, pgx.RowTo[org.Shift])
		if err != nil {
			return err
		}
		add, replaced := org.Enter(roster, shifts)
		return write(ctx, tx, add, replaced)
	})
	return db.Fault("enter shifts", err)
}

func write(ctx context.Context, tx pgx.Tx, add, replaced []org.Shift) error {
	var batch pgx.Batch
	for _, x := range replaced {
		by, err := db.Encode(add[0].By)
		if err != nil {
			return err
		}
		batch.Queue("update duty_shifts set taken_at = $2, taken_by = $3 where id = $1", x.ID, add[0].At, by)
	}
	for _, x := range add {
		raw, err := db.Encode(x)
		if err != nil {
			return err
		}
		batch.Queue("insert into duty_shifts (id, unit, from_at, until_at, same, shift, addr) values ($1, $2, $3, $4, $5, $6, $7)",
			x.ID, x.Unit, x.From, x.Until, db.Text(x.Same()), raw, x.Addr)
	}
	return tx.SendBatch(ctx, &batch).Close()
}

func unitsOf(shifts []org.Shift) (units []string) {
	for _, x := range shifts {
		units = append(units, x.Unit)
	}
	return units
}

func beginsOf(shifts []org.Shift) (at []time.Time) {
	for _, x := range shifts {
		at = append(at, x.From)
	}
	return at
}

// TakeShift implements tickets.Rosters.
func (s *Store) TakeShift(ctx context.Context, id string, by org.Person, at time.Time) error {
	raw, err := db.Encode(by)
	if err != nil {
		return err
	}
	done, err := s.db.Exec(ctx, "update duty_shifts set taken_at = $2, taken_by = $3 where id = $1 and taken_at is null", db.Text(id), at, raw)
	if err == nil && done.RowsAffected() == 0 {
		err = pgx.ErrNoRows
	}
	return db.Fault("take a shift away", err)
}
