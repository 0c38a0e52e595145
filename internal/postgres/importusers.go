package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
	"hotline12345/tickets/importing"
)

const everyUser = userBy + "true order by u.login"

// EveryUser lists all accounts by login.
func (s *Store) EveryUser(ctx context.Context) ([]tickets.User, error) {
	rows, err := s.pool.Query(ctx, everyUser)
	if err != nil {
		return nil, fault("list users", err)
	}
	list, err := pgx.CollectRows(rows, scanUser)
	return list, fault("list users", err)
}

// importUsers adds and changes accounts. Passwords of accounts that are there
// stay. Numbers that change are taken away first: two accounts may exchange
// theirs.
func (s *Store) importUsers(ctx context.Context, tx pgx.Tx, users []importing.NewUser) (out importing.Outcome, err error) {
	have, err := byKey(ctx, tx, everyUser, scanUser, func(u tickets.User) string { return u.Login })
	if err != nil {
		return out, err
	}
	var todo []importing.NewUser
	var moving []string
	for _, u := range users {
		old, there := have[u.Login]
		if there == u.New {
			return out, tickets.ErrConflict // somebody added or removed it since the check
		}
		same := there && sameUser(u.User, old) && !u.Reset
		if out.Count(there, same); same {
			continue
		}
		out.Details = append(out.Details, accountChange(old, u))
		if todo = append(todo, u); old.Number != u.Number {
			moving = append(moving, u.Login)
		}
	}
	if _, err := tx.Exec(ctx, "update users set number = null where login = any($1)", moving); err != nil {
		return out, err
	}
	q := &queue{tx: tx}
	for _, u := range todo {
		_, err := q.Exec(ctx, `insert into users (login, name, number, roles, unit, languages, queues, password_hash, disabled)
			values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, $9)
			on conflict (login) do update set name = excluded.name, number = excluded.number, roles = excluded.roles,
				unit = excluded.unit, languages = excluded.languages, queues = excluded.queues, disabled = excluded.disabled,
				password_hash = case when $10 then excluded.password_hash else users.password_hash end`,
			u.Login, text(u.Name), u.Number, u.Roles, u.Unit, u.Languages, u.Queues, u.PasswordHash, u.Disabled, u.Reset)
		if err != nil {
			return out, err
		}
	}
	return out, q.flush(ctx)
}

// accountChange says who may do what now, and what was before.
func accountChange(old tickets.User, u importing.NewUser) string {
	say := func(x tickets.User) string {
		text := fmt.Sprintf("%v %s", x.Roles, x.Unit)
		if x.Disabled {
			text += " disabled"
		}
		return text
	}
	text := u.Login + ": "
	if !u.New {
		text += say(old) + " -> "
	}
	if text += say(u.User); u.Reset {
		text += ", new password"
	}
	return text
}

func sameUser(a, b tickets.User) bool {
	return a.Name == b.Name && a.Number == b.Number && a.Unit == b.Unit && a.Disabled == b.Disabled &&
		slices.Equal(a.Roles, b.Roles) && slices.Equal(a.Languages, b.Languages) && slices.Equal(a.Queues, b.Queues)
}
