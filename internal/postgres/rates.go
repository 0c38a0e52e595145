package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// ratedUnit is who a rating is about; ratedWhere which ratings are of a period.
const (
	ratedUnit  = "coalesce(nullif(rating->>'unit', ''), centre, '')"
	ratedWhere = " from tickets where revisited_at >= $1 and revisited_at < $2 and ($3::text[] is null or " + ratedUnit + " = any($3)) "
)

// Ratings are counted where they lie: years of them come back as a few hundred
// rows.
func (s *Store) Ratings(ctx context.Context, units []string, from, to time.Time) ([]tickets.RatingGroup, error) {
	rows, err := s.pool.Query(ctx, "select "+ratedUnit+`, coalesce((rating->>'reached')::bool, false),
			coalesce((rating->>'contacted')::bool, false), coalesce(rating->>'solved', ''),
			coalesce((rating->>'satisfied')::int, 0), coalesce((rating->>'excluded')::bool, false), count(*)`+
		ratedWhere+"group by 1, 2, 3, 4, 5, 6", from, to, units)
	if err != nil {
		return nil, fault("count ratings", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (g tickets.RatingGroup, err error) {
		return g, row.Scan(&g.Unit, &g.Reached, &g.Contacted, &g.Solved, &g.Satisfied, &g.Excluded, &g.N)
	})
	return list, fault("count ratings", err)
}

// Exclusions are the ratings that do not count, with the unit's last reason.
func (s *Store) Exclusions(ctx context.Context, units []string, from, to time.Time, limit int) ([]tickets.Exclusion, error) {
	rows, err := s.pool.Query(ctx, "select number, "+ratedUnit+`, revisited_at, coalesce((rating->>'satisfied')::int, 0),
			coalesce((select entry->>'note' from ticket_entries where ticket = number and move = 'exclude' order by seq desc limit 1), '')`+
		ratedWhere+"and (rating->>'excluded')::bool order by revisited_at desc, number desc limit $4", from, to, units, limit)
	if err != nil {
		return nil, fault("list excluded ratings", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (x tickets.Exclusion, err error) {
		err = row.Scan(&x.Number, &x.Unit, &x.At, &x.Satisfied, &x.Note)
		x.At = x.At.UTC()
		return x, err
	})
	return list, fault("list excluded ratings", err)
}
