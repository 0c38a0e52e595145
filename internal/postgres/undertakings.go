package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
)

// Undertook returns when a person signed a version of the undertaking; zero if they did not.
func (s *Store) Undertook(ctx context.Context, person, version string) (at time.Time, err error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err = s.DB.QueryRow(ctx, "select at from undertakings where person = $1 and version = $2", person, version).Scan(&at)
	if errors.Is(err, pgx.ErrNoRows) {
		return at, nil
	}
	return at, db.Fault("read who undertook confidentiality", err)
}

// Undertake keeps a signature; the first one counts.
func (s *Store) Undertake(ctx context.Context, u org.Undertaking) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	by, err := db.Encode(u.By)
	if err != nil {
		return err
	}
	_, err = s.DB.Exec(ctx, `insert into undertakings (person, version, words, by, addr, at) values ($1, $2, $3, $4, $5, $6)
		on conflict do nothing`, u.By.ID, u.Version, db.Text(u.Words), by, u.Addr, u.At)
	return db.Fault("keep who undertook confidentiality", err)
}
