package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/demo"
	"hotline12345/tickets/org"
)

// HasAccounts reports whether there is anybody who can sign in.
func (s *Store) HasAccounts(ctx context.Context) (there bool, err error) {
	err = s.QueryRow(ctx, "select exists (select from users)").Scan(&there)
	return there, db.Fault("look for accounts", err)
}

// CreateCity makes a city that has nobody yet: the city and its centre as the first units,
// the usual categories without responsible units, and the first administrator, last: until
// that account is there it may be called again. It returns errs.ErrConflict when there are
// accounts already.
func (s *Store) CreateCity(ctx context.Context, units []org.Unit, first org.User, c org.UserChange) error {
	there, err := s.HasAccounts(ctx)
	if err != nil {
		return err
	}
	if there {
		return fmt.Errorf("there are accounts already: %w", errs.ErrConflict)
	}
	err = pgx.BeginFunc(ctx, s, func(tx pgx.Tx) error {
		for _, u := range units {
			_, err := tx.Exec(ctx, `insert into units (code, name, parent, level, centre) values ($1, $2, nullif($3, ''), $4, $5)
				on conflict (code) do update set name = excluded.name`, u.Code, db.Text(u.Name), u.Parent, u.Level, u.Centre)
			if err != nil {
				return err
			}
		}
		return demo.SeedCategories(ctx, tx)
	})
	if err != nil {
		return db.Fault("make the first units", err)
	}
	return s.AddUser(ctx, first, c)
}

// DemoPasswords returns the stored forms of the passwords of accounts that the demo city
// made and that can sign in still.
func (s *Store) DemoPasswords(ctx context.Context) (hashes []string, err error) {
	logins, err := demo.Logins()
	if err != nil {
		return nil, err
	}
	rows, err := s.Query(ctx, "select distinct password_hash from users where login = any($1) and not disabled", logins)
	if err != nil {
		return nil, db.Fault("read the demo's accounts", err)
	}
	hashes, err = pgx.CollectRows(rows, pgx.RowTo[string])
	return hashes, db.Fault("read the demo's accounts", err)
}
