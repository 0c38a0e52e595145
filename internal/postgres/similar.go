package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// Similar are open tickets that may be about the same matter: of the same
// citizen, or of the same category and place.
func (s *Store) Similar(ctx context.Context, r tickets.Register, since time.Time, limit int) ([]tickets.Summary, error) {
	rows, err := s.pool.Query(ctx, `select summary from tickets where is_open and state <> 'merged' and created_at >= $1
			and (contact = $2 and $2 <> '' or category = $3 and place = $4 and $4 <> '')
		order by (category = $3)::int + (contact = $2)::int + (place = $4)::int desc, created_at limit $5`,
		since, text(r.Contact), text(r.Category), text(r.Place), limit)
	if err != nil {
		return nil, fault("look for repeats", err)
	}
	list, err := pgx.CollectRows(rows, scanSummary)
	return list, fault("look for repeats", err)
}
