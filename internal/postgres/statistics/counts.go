// Package statistics counts tickets and what happened to them, and keeps the months
// that are published. It only reads the register.
package statistics

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

// Store counts in a database.
type Store struct{ db *db.DB }

// New returns the statistics of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

// Counts returns how much waits. Archived tickets are never read.
func (s *Store) Counts(ctx context.Context, units []string, now time.Time) (statistics.Counts, error) {
	c := statistics.Counts{States: map[tickets.State]int{}, Marks: map[tickets.Mark]int{}}
	var batch pgx.Batch
	batch.Queue(`select count(*) filter (where state = 'to_sign'), count(*) filter (where state = 'in_hand'),
			count(*) filter (where due > $2 and warn_at <= $2), count(*) filter (where due <= $2)
		from assignments where state <> 'reported' and ($1::text[] is null or unit = any($1))`, units, now).
		QueryRow(func(row pgx.Row) error { return row.Scan(&c.ToSign, &c.InHand, &c.DueSoon, &c.Overdue) })
	batch.Queue(`select state, count(*), count(*) filter (where try_at <= $2) from tickets
		where not archived and ($1::text[] is null or units && $1) group by state`, units, now).Query(func(rows pgx.Rows) error {
		var state tickets.State
		var n, try int
		_, err := pgx.ForEachRow(rows, []any{&state, &n, &try}, func() error {
			c.States[state] = n
			c.TryNow += try
			return nil
		})
		return err
	})
	batch.Queue(`select mark, count(*) from tickets, unnest(marks) mark
		where marks <> '{}' and (not archived or mark = 'exclusion') and ($1::text[] is null or units && $1) group by mark`, units).Query(func(rows pgx.Rows) error {
		var mark tickets.Mark
		var n int
		_, err := pgx.ForEachRow(rows, []any{&mark, &n}, func() error { c.Marks[mark] = n; return nil })
		return err
	})
	batch.Queue(`select max((ticket->'emergency'->>'raised_at')::timestamptz) from tickets
		where marks <> '{}' and marks @> array['unverified'] and not archived and ($1::text[] is null or units && $1)`, units).QueryRow(func(row pgx.Row) error {
		var raised *time.Time
		err := row.Scan(&raised)
		c.Raised = db.TimeOf(raised)
		return err
	})
	return c, db.Fault("count tickets", s.db.SendBatch(ctx, &batch).Close())
}
