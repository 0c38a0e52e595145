package accounts

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

const everyUser = userBy + "true order by u.login"

// EveryUser returns all accounts by login.
func (s *Store) EveryUser(ctx context.Context) ([]org.User, error) {
	rows, err := s.db.Query(ctx, everyUser)
	if err != nil {
		return nil, db.Fault("list users", err)
	}
	list, err := pgx.CollectRows(rows, scanUser)
	return list, db.Fault("list users", err)
}

// ImportUsers adds and changes accounts within the transaction of an import. Passwords
// of accounts that are there stay. Numbers that change are taken away first: two accounts
// may exchange theirs.
func (s *Store) ImportUsers(ctx context.Context, tx pgx.Tx, users []importing.NewUser, act importing.Act) (out importing.Outcome, err error) {
	if err := lockUsers(ctx, tx); err != nil {
		return out, err
	}
	had, err := administered(ctx, tx)
	if err != nil {
		return out, err
	}
	have, err := db.ByKey(ctx, tx, everyUser, scanUser, func(u org.User) string { return u.Login })
	if err != nil {
		return out, err
	}
	var todo []importing.NewUser
	var moving []string
	for _, u := range users {
		old, there := have[u.Login]
		if there == u.New {
			return out, errs.ErrConflict // it was added or removed since the check
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
	q := db.NewQueue(tx)
	for _, u := range todo {
		_, err := q.Exec(ctx, `insert into users (login, name, number, roles, unit, languages, queues, password_hash, disabled, must_change)
			values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, $9, true)
			on conflict (login) do update set name = excluded.name, number = excluded.number, roles = excluded.roles,
				unit = excluded.unit, languages = excluded.languages, queues = excluded.queues, disabled = excluded.disabled,
				password_hash = case when $10 then excluded.password_hash else users.password_hash end,
				password_at = case when $10 then now() else users.password_at end,
				must_change = users.must_change or $10, rev = users.rev + 1,
				epoch = users.epoch + case when $10 or excluded.disabled then 1 else 0 end`,
			u.Login, db.Text(u.Name), u.Number, u.Roles, u.Unit, u.Languages, u.Queues, u.PasswordHash, u.Disabled, u.Reset)
		if err != nil {
			return out, err
		}
		if err := recordImported(ctx, q, have[u.Login], u, act); err != nil {
			return out, err
		}
	}
	if err := q.Flush(ctx); err != nil || !had {
		return out, err
	}
	return out, administratorStays(ctx, tx)
}

// recordImported writes down what an import did with an account: its state, its
// password, or both.
func recordImported(ctx context.Context, q *db.Queue, old org.User, u importing.NewUser, act importing.Act) error {
	c := org.UserChange{At: act.At, By: act.By.Person, Addr: act.By.From, Login: u.Login}
	after := u.State()
	c.After = &after
	if !u.New {
		before := old.State()
		c.Before = &before
	}
	record := func(id string) error {
		c.ID = act.ID + " " + u.Login + id
		raw, err := db.Encode(c)
		if err == nil {
			_, err = q.Exec(ctx, insertUserChange, c.ID, c.At, c.Login, raw)
		}
		return err
	}
	if u.New || !c.Before.Same(after) {
		c.What = org.ActOf(c.Before, after)
		if err := record(""); err != nil {
			return err
		}
	}
	if !u.Reset {
		return nil
	}
	c.What, c.Before, c.After = org.UserReset, nil, nil
	return record(" reset")
}

// accountChange returns a line with the roles and unit of now, and those of before.
func accountChange(old org.User, u importing.NewUser) string {
	say := func(x org.User) string {
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

func sameUser(a, b org.User) bool { return a.State().Same(b.State()) }
