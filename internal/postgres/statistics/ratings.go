package statistics

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/statistics"
)

// rated are the revisits of a period: every one counts, also after a redo (M55).
// Their entry names the unit that led, or the centre that answered itself.
const rated = ` from (select ticket, seq, at, coalesce(entry->>'assignee', '') as unit, entry->'revisit' as rating,
			` + ratingExcluded + `
		from ticket_entries r where move = 'revisit' and at >= $1 and at < $2) found
	where ($3::text[] is null or unit = any($3)) `

const (
	// ratingExcluded is whether a revisit r was excluded later (M57).
	ratingExcluded = `exists (select from ticket_entries g where g.ticket = r.ticket and g.seq > r.seq and g.move = 'grant'
				and (g.entry->>'rated')::int = r.seq) as excluded`
	// ratingKinds are the columns of a RatingGroup.
	ratingKinds = `select unit, coalesce((rating->>'reached')::bool, false),
			coalesce((rating->>'contacted')::bool, false), coalesce(rating->>'solved', ''),
			coalesce((rating->>'satisfied')::int, 0), excluded, count(*) `
)

func scanRatings(row pgx.CollectableRow) (g statistics.RatingGroup, err error) {
	return g, row.Scan(&g.Unit, &g.Reached, &g.Contacted, &g.Solved, &g.Satisfied, &g.Excluded, &g.N)
}

// Ratings returns how citizens rated units, within a period, by all that distinguishes
// ratings. They are counted where they lie: years of them come back as a few hundred
// rows.
func (s *Store) Ratings(ctx context.Context, units []string, from, to time.Time) ([]statistics.RatingGroup, error) {
	rows, err := s.db.Query(ctx, ratingKinds+rated+"group by 1, 2, 3, 4, 5, 6", from, to, units)
	if err != nil {
		return nil, db.Fault("count ratings", err)
	}
	list, err := pgx.CollectRows(rows, scanRatings)
	return list, db.Fault("count ratings", err)
}

// Exclusions returns the ratings that do not count, with what the unit gave as its
// reason; that of a masked ticket is read there (M70).
func (s *Store) Exclusions(ctx context.Context, units []string, from, to time.Time, limit int) ([]statistics.Exclusion, error) {
	rows, err := s.db.Query(ctx, `select ticket, unit, at, coalesce((rating->>'satisfied')::int, 0),
			coalesce((select entry->>'note' from ticket_entries x join tickets t on t.number = x.ticket
				where x.ticket = found.ticket and x.move = 'exclude' and (x.entry->>'rated')::int = found.seq
				and not t.confidential and t.type <> 'report' and not t.protected order by x.seq desc limit 1), '')`+
		rated+"and excluded order by at desc, ticket desc limit $4", from, to, units, limit)
	if err != nil {
		return nil, db.Fault("list excluded ratings", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (x statistics.Exclusion, err error) {
		err = row.Scan(&x.Number, &x.Unit, &x.At, &x.Satisfied, &x.Note)
		x.At = x.At.UTC()
		return x, err
	})
	return list, db.Fault("list excluded ratings", err)
}
