package postgres

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestAccounts(t *testing.T) {
	storetest.RunAccounts(t, func(t *testing.T, put ...tickets.User) tickets.Accounts {
		s, ctx := migrated(t), t.Context()
		_, err := s.pool.Exec(ctx, "delete from users")
		must(t, err)
		for _, u := range put {
			_, err := s.pool.Exec(ctx, `insert into users (login, name, number, roles, unit, languages, queues, password_hash, disabled, must_change)
				values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, $9, $10)`, u.Login, u.Name, u.Number, u.Roles, u.Unit, u.Languages, u.Queues,
				u.PasswordHash, u.Disabled, u.MustChange)
			must(t, err)
		}
		return s
	})
}
