package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// Shifts implements tickets.Rosters.
func (s *Store) Shifts(ctx context.Context, units []string, from, to time.Time) ([]tickets.Shift, error) {
	rows, err := s.pool.Query(ctx, `select shift from duty_shifts where taken_at is null and until_at > $1 and from_at < $2
		and ($3::text[] is null or unit = any($3)) order by from_at, id limit 2000`, from, to, units)
	if err != nil {
		return nil, fault("read the roster", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[tickets.Shift])
	return list, fault("read the roster", err)
}

// Shift implements tickets.Rosters.
func (s *Store) Shift(ctx context.Context, id string) (tickets.Shift, error) {
	var x tickets.Shift
	err := s.pool.QueryRow(ctx, "select shift from duty_shifts where id = $1 and taken_at is null", text(id)).Scan(&x)
	return x, fault("read a shift", err)
}

// AddShifts implements tickets.Rosters.
func (s *Store) AddShifts(ctx context.Context, shifts []tickets.Shift) error {
	var batch pgx.Batch
	for _, x := range shifts {
		raw, err := encode(x)
		if err != nil {
			return err
		}
		batch.Queue("insert into duty_shifts (id, unit, from_at, until_at, shift, addr) values ($1, $2, $3, $4, $5, $6)",
			x.ID, x.Unit, x.From, x.Until, raw, x.Addr)
	}
	return fault("enter shifts", s.pool.SendBatch(ctx, &batch).Close()) // one batch is one transaction
}

// TakeShift implements tickets.Rosters.
func (s *Store) TakeShift(ctx context.Context, id string, by tickets.Person, at time.Time) error {
	raw, err := encode(by)
	if err != nil {
		return err
	}
	done, err := s.pool.Exec(ctx, "update duty_shifts set taken_at = $2, taken_by = $3 where id = $1 and taken_at is null", text(id), at, raw)
	if err == nil && done.RowsAffected() == 0 {
		err = pgx.ErrNoRows
	}
	return fault("take a shift away", err)
}
