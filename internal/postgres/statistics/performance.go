package statistics

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/statistics"
)

// telling selects the entries that count for a unit's performance, in the words of
// their index.
const telling = `(move in ('return', 'grant', 'refuse', 'redo', 'supervise')
	or move = 'revisit' and entry->>'to_state' = 'redo' or entry ? 'first_contact')`

// Performance counts what happened in a period, by unit.
func (s *Store) Performance(ctx context.Context, units []string, from, to time.Time) ([]statistics.UnitPerformance, error) {
	rows, err := s.db.Query(ctx, `select coalesce(entry->>'assignee', ''), count(*) filter (where move = 'return'),
			count(*) filter (where move = 'grant' and entry->>'unit_request' = 'return'),
			count(*) filter (where move = 'refuse' and entry->>'unit_request' = 'return'),
			count(*) filter (where move = 'redo' or move = 'revisit' and entry->>'to_state' = 'redo'),
			count(*) filter (where move = 'supervise' or (entry->>'supervised')::bool),
			count(*) filter (where move = 'supervise' and entry->>'what' = 'overdue'),
			count(*) filter (where entry->>'first_contact' = 'in_time'),
			count(*) filter (where entry->>'first_contact' in ('late', 'never'))
		from ticket_entries where at >= $1 and at < $2 and `+telling+`
			and ($3::text[] is null or entry->>'assignee' = any($3)) group by 1`, from, to, units)
	if err != nil {
		return nil, db.Fault("count units' performance", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (u statistics.UnitPerformance, err error) {
		return u, row.Scan(&u.Unit, &u.Returns, &u.Returned, &u.Improper, &u.Redone, &u.Supervised, &u.Overdue,
			&u.ContactInTime, &u.ContactMissed)
	})
	return list, db.Fault("count units' performance", err)
}
