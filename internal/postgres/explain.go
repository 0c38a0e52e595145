package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// Explain returns how the database finds a list, with times: for measurements. All
// steps are shown, also those that a full page leaves out.
func (s *Store) Explain(ctx context.Context, f tickets.Filter) (string, error) {
	type step struct {
		about string
		q     query
	}
	var steps []step
	if f.ByDue {
		steps = append(steps, step{"by limit", s.dueQuery(f)})
	}
	if triesNewest(f) {
		steps = append(steps, step{"among the newest", s.recentQuery(f)}, step{"if they do not fill a page", s.rareQuery(f)})
	} else {
		steps = append(steps, step{"newest first", s.listQuery(f)})
	}
	var out strings.Builder
	for _, step := range steps {
		rows, err := s.DB.Query(ctx, "explain (analyze, buffers) "+step.q.sql, step.q.args...)
		if err != nil {
			return "", db.Fault("explain a list", err)
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			return "", db.Fault("explain a list", err)
		}
		fmt.Fprintf(&out, "-- %s\n%s\n  %v\n%s\n", step.about, step.q.sql, step.q.args, strings.Join(lines, "\n"))
	}
	return out.String(), nil
}
