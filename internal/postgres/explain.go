package postgres

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// Explain is how the database finds a list, with times: for measurements.
func (s *Store) Explain(ctx context.Context, f tickets.Filter) (string, error) {
	sql, args := s.listQuery(f)
	rows, err := s.pool.Query(ctx, "explain (analyze, buffers) "+sql, args...)
	if err != nil {
		return "", fault("explain a list", err)
	}
	lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return fmt.Sprintf("%s\n  %v\n%s", sql, args, strings.Join(lines, "\n")), fault("explain a list", err)
}
