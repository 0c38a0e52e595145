package postgres

import (
	"context"
	"errors"

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
// tickets.ErrTooManyFilters: one more than a person may keep.
func (s *Store) SaveFilter(ctx context.Context, person string, f tickets.SavedFilter) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	if f.Query == "" {
		_, err := s.DB.Exec(ctx, "delete from saved_filters where person = $1 and name = $2", person, db.Text(f.Name))
		return db.Fault("save a filter", err)
	}
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		// Two saved at once would both be the last one.
		if _, err := tx.Exec(ctx, "select pg_advisory_xact_lock(hashtext('hotline saved filters ' || $1))", person); err != nil {
			return err
		}
		done, err := tx.Exec(ctx, `insert into saved_filters (person, name, query) select $1, $2, $3
			where (select count(*) from saved_filters where person = $1 and name <> $2) < $4
			on conflict (person, name) do update set query = excluded.query, saved_at = now()`, person, db.Text(f.Name), db.Text(f.Query), tickets.MaxSavedFilters)
		if err == nil && done.RowsAffected() == 0 {
			err = tickets.ErrTooManyFilters
		}
		return err
	})
	if errors.Is(err, tickets.ErrTooManyFilters) {
		return err
	}
	return db.Fault("save a filter", err)
}
