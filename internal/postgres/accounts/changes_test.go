package accounts

import (
	"testing"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/accounts"
	"hotline12345/tickets/storetest"
)

func TestAccounts(t *testing.T) {
	t.Parallel()
	storetest.RunAccounts(t, func(t *testing.T, put ...org.User) accounts.Store {
		d, ctx := dbtest.Migrated(t), t.Context()
		_, err := d.Exec(ctx, "delete from users")
		dbtest.Must(t, err)
		for _, u := range put {
			_, err := d.Exec(ctx, `insert into users (login, name, number, roles, unit, languages, queues, password_hash, disabled, must_change)
				values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, $9, $10)`, u.Login, u.Name, u.Number, u.Roles, u.Unit, u.Languages, u.Queues,
				u.PasswordHash, u.Disabled, u.MustChange)
			dbtest.Must(t, err)
		}
		return New(d)
	})
}
