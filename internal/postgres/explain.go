package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// Explain is how the database finds a list, with times: for measurements. A
// text is looked for in two steps; both are shown.
func (s *Store) Explain(ctx context.Context, f tickets.Filter) (string, error) {
	sql, args := s.listQuery(f)
	whole, err := s.explain(ctx, sql, args)
	if err != nil || f.Text == "" || f.ByDue {
		return whole, err
	}
	sql, args = s.recentQuery(f)
	recent, err := s.explain(ctx, sql, args)
	return "-- among the newest\n" + recent + "\n-- if they do not fill a page\n" + whole, err
}

func (s *Store) explain(ctx context.Context, sql string, args []any) (string, error) {
	rows, err := s.pool.Query(ctx, "explain (analyze, buffers) "+sql, args...)
	if err != nil {
		return "", fault("explain a list", err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return fmt.Sprintf("%s\n  %v\n%s", sql, args, strings.Join(lines, "\n")), fault("explain a list", err)
}
