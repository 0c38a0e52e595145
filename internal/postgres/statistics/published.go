package statistics

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/statistics"
)

// FirstRegistered returns when the oldest ticket was registered; the zero time if
// there is none.
func (s *Store) FirstRegistered(ctx context.Context) (time.Time, error) {
	var first *time.Time
	err := s.db.QueryRow(ctx, "select min(created_at) from tickets").Scan(&first)
	return db.TimeOf(first), db.Fault("find the first ticket", err)
}

// SavePublished keeps the figures of a month.
func (s *Store) SavePublished(ctx context.Context, p statistics.PublishedMonth) error {
	raw, err := db.Encode(p.Figures)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, `insert into published_months (month, counted_at, figures) values ($1, $2, $3)
		on conflict (month) do update set counted_at = excluded.counted_at, figures = excluded.figures`, p.Month, p.CountedAt, raw)
	return db.Fault("publish a month", err)
}

// PublishedRows returns the months that were counted, the newest first.
func (s *Store) PublishedRows(ctx context.Context) ([]statistics.PublishedRow, error) {
	rows, err := s.db.Query(ctx, "select month, counted_at, (figures->>'accepted')::int from published_months order by month desc")
	if err != nil {
		return nil, db.Fault("list published months", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l statistics.PublishedRow, err error) {
		err = row.Scan(&l.Month, &l.CountedAt, &l.Accepted)
		l.CountedAt = l.CountedAt.UTC()
		return l, err
	})
	return list, db.Fault("list published months", err)
}

// Published returns the months whose name ("2026-11") begins so, the oldest first.
func (s *Store) Published(ctx context.Context, name string) ([]statistics.PublishedMonth, error) {
	rows, err := s.db.Query(ctx, "select month, counted_at, figures from published_months where starts_with(month, $1) order by month", db.Text(name))
	if err != nil {
		return nil, db.Fault("read published months", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p statistics.PublishedMonth, err error) {
		err = row.Scan(&p.Month, &p.CountedAt, &p.Figures)
		p.CountedAt = p.CountedAt.UTC()
		return p, err
	})
	return list, db.Fault("read published months", err)
}
