package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// SavedFilters returns a person's own, by name.
func (s *Store) SavedFilters(ctx context.Context, person string) ([]tickets.SavedFilter, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.DB.Query(ctx, "select name, query from saved_filters where person = $1 order by name", person)
	if err != nil {
		return nil, db.Fault("list saved filters", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowToStructByPos[tickets.SavedFilter])
	return list, db.Fault("list saved filters", err)
}

// SaveFilter keeps a filter under its name; an empty query forgets it.
func (s *Store) SaveFilter(ctx context.Context, person string, f tickets.SavedFilter) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	var err error
	if f.Query == "" {
		_, err = s.DB.Exec(ctx, "delete from saved_filters where person = $1 and name = $2", person, db.Text(f.Name))
	} else {
		_, err = s.DB.Exec(ctx, `insert into saved_filters (person, name, query) values ($1, $2, $3)
			on conflict (person, name) do update set query = excluded.query, saved_at = now()`, person, db.Text(f.Name), db.Text(f.Query))
	}
	return db.Fault("save a filter", err)
}
