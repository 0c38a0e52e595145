package statistics

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/statistics"
)

// What was registered in a month and not declined.
const ofMonth = ` t.created_at >= $1 and t.created_at < $2 and t.ticket->>'declined' is null `

// countCategories: what became of the matters of each category by $3. A promise
// that was broken once stays so: the clock wrote it down. "offset 0" reads each
// ticket once and not for each of the columns.
const countCategories = `select category, count(*),
		count(*) filter (where answered is not null and not dispatched and merged_into is null), count(*) filter (where dispatched),
		count(*) filter (where answered <= promise and not broken),
		count(*) filter (where broken or answered > promise or is_open and promise <= $3), count(*) filter (where is_open)
	from (select t.category, t.is_open, t.promise, t.merged_into, t.lead is not null or coalesce(w.dispatched, false) as dispatched,
			coalesce(w.broken, false) as broken, case when not t.is_open then (t.ticket->'answer'->>'at')::timestamptz end as answered
		from tickets t left join lateral (select bool_or(e.move = 'dispatch') as dispatched, bool_or(e.entry->>'what' = 'promise') as broken
			from ticket_entries e where e.ticket = t.number and e.move in ('dispatch', 'remind')) w on true
		where` + ofMonth + ` offset 0) matter group by category`

// countUnits: a unit that led has reported, in all its limits or not; a supervision
// of an assisting unit does not count for the matter.
const countUnits = `select unit, count(*) filter (where reported), count(*) filter (where reported and not late), count(*) filter (where late),
		count(*) filter (where in_time), count(*) filter (where missed)
	from (select t.number, coalesce(e.entry->>'assignee', '') as unit, bool_or(e.move = 'report') as reported,
			bool_or(e.move = 'supervise' or e.move = 'report' and e.at > (e.entry->>'due')::timestamptz) is true as late,
			bool_or(e.entry->>'first_contact' = 'in_time') as in_time, bool_or(e.entry->>'first_contact' in ('late', 'never')) as missed
		from tickets t join ticket_entries e on e.ticket = t.number
		where` + ofMonth + `and (e.move = 'report' and e.entry->>'to_state' = 'checking' and e.entry->>'from_state' <> 'checking'
			or e.entry ? 'first_contact'
			or e.move = 'supervise' and e.entry->>'what' = 'overdue' and exists (select from ticket_entries l
				where l.ticket = e.ticket and l.seq < e.seq and l.entry->>'unit' = e.entry->>'assignee'))
		group by 1, 2) done group by unit`

const countRatings = ratingKinds + `from (select coalesce(r.entry->>'assignee', '') as unit, r.entry->'revisit' as rating, ` + ratingExcluded + `
		from tickets t join ticket_entries r on r.ticket = t.number where` + ofMonth + `and r.move = 'revisit') found group by 1, 2, 3, 4, 5, 6`

// monthLimit is how long one of the counts of a month may take.
const monthLimit = "5min"

// CountMonth counts a month where it lies, all at one moment.
func (s *Store) CountMonth(ctx context.Context, m statistics.Month, now time.Time) (c statistics.MonthCount, err error) {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, s.db, options, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "set local statement_timeout = '"+monthLimit+"'"); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, countCategories, m.From, m.To, now)
		if err != nil {
			return err
		}
		c.Categories, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (f statistics.CategoryFigures, err error) {
			return f, row.Scan(&f.Category, &f.Accepted, &f.Direct, &f.Dispatched, &f.Kept, &f.Missed, &f.Open)
		})
		if err != nil {
			return err
		}
		if rows, err = tx.Query(ctx, countUnits, m.From, m.To); err != nil {
			return err
		}
		c.Units, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (u statistics.UnitWork, err error) {
			return u, row.Scan(&u.Unit, &u.Handled, &u.OnTime, &u.Late, &u.ContactInTime, &u.ContactMissed)
		})
		if err != nil {
			return err
		}
		if rows, err = tx.Query(ctx, countRatings, m.From, m.To); err != nil {
			return err
		}
		c.Ratings, err = pgx.CollectRows(rows, scanRatings)
		return err
	})
	return c, db.Fault("count a month", err)
}
