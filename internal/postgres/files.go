package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
)

// Attached are those of some contents, by their sums, that an entry names.
func (s *Store) Attached(ctx context.Context, sums []string) ([]string, error) {
	rows, err := s.DB.Query(ctx, "select distinct entry->'file'->>'sum' from ticket_entries where entry->'file'->>'sum' = any($1)", sums)
	if err != nil {
		return nil, db.Fault("ask for the files of tickets", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return list, db.Fault("ask for the files of tickets", err)
}
