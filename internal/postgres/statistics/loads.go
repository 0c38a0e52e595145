package statistics

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/statistics"
)

// Loads returns what each unit has to do, the most burdened first. It reads the
// assignments of open tickets only; there is one row for each.
func (s *Store) Loads(ctx context.Context, units []string, now time.Time) ([]statistics.Load, error) {
	rows, err := s.db.Query(ctx, `select p.unit, count(*), count(*) filter (where p.state = 'to_sign'),
			count(*) filter (where p.due > $2 and p.warn_at <= $2), count(*) filter (where p.due <= $2),
			count(*) filter (where p.role = 'lead' and p.ticket in (select number from tickets
				where marks <> '{}' and marks @> '{supervised}'))
		from assignments p where p.state <> 'reported' and ($1::text[] is null or p.unit = any($1))
		group by p.unit order by 5 desc, 6 desc, 4 desc, 2 desc, 1`, units, now)
	if err != nil {
		return nil, db.Fault("count what units have", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l statistics.Load, err error) {
		return l, row.Scan(&l.Unit, &l.Open, &l.ToSign, &l.DueSoon, &l.Overdue, &l.Supervised)
	})
	return list, db.Fault("count what units have", err)
}

// OpenMatters returns the open tickets since a time, bare.
func (s *Store) OpenMatters(ctx context.Context, units []string, since time.Time) ([]statistics.OpenMatter, error) {
	rows, err := s.db.Query(ctx, `select number, category, place from tickets
		where is_open and not archived and created_at >= $2 and ($1::text[] is null or units && $1) order by number`, units, since)
	if err != nil {
		return nil, db.Fault("list open matters", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (m statistics.OpenMatter, err error) {
		return m, row.Scan(&m.Number, &m.Category, &m.Place)
	})
	return list, db.Fault("list open matters", err)
}
