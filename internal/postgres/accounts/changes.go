package accounts

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
)

// whichUsers selects by $1 text, $2 units of the filter, $3 units of the reader,
// $4 role, $5 "yes" for those who are active.
const whichUsers = `($1 = '' or u.login ilike $1 or u.name ilike $1 or u.number ilike $1) and ($2::text[] is null or u.unit = any($2))
	and ($3::text[] is null or u.unit = any($3)) and ($4 = '' or $4 = any(u.roles)) and ($5 = '' or u.disabled = ($5 = 'no'))`

// ListUsers implements tickets.Accounts.
func (s *Store) ListUsers(ctx context.Context, f org.UserFilter) (org.UserPage, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	page := org.UserPage{Users: []org.User{}, Roles: map[org.Role]int{}}
	args := []any{containing(db.Text(f.Text)), f.Under, f.Units, string(f.Role), f.Active}
	var batch pgx.Batch
	batch.Queue(userBy+whichUsers+" order by u.login limit $6 offset $7", append(args, f.Limit, f.Offset)...).
		Query(func(rows pgx.Rows) (err error) {
			page.Users, err = pgx.CollectRows(rows, scanUser)
			return err
		})
	batch.Queue("select count(*) from users u where "+whichUsers, args...).
		QueryRow(func(row pgx.Row) error { return row.Scan(&page.Total) })
	batch.Queue(`select r, count(*) from users u, unnest(u.roles) r where not u.disabled and ($1::text[] is null or u.unit = any($1))
		group by r`, f.Units).Query(func(rows pgx.Rows) error {
		var role org.Role
		var n int
		_, err := pgx.ForEachRow(rows, []any{&role, &n}, func() error { page.Roles[role] = n; return nil })
		return err
	})
	batch.Queue("select count(*) from users u where u.must_change and not u.disabled and ($1::text[] is null or u.unit = any($1))", f.Units).
		QueryRow(func(row pgx.Row) error { return row.Scan(&page.Unchanged) })
	return page, db.Fault("list users", s.db.SendBatch(ctx, &batch).Close())
}

// containing returns the pattern of ilike for texts with s in them; "" stays.
func containing(s string) string {
	if s == "" {
		return ""
	}
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(s) + "%"
}

// AddUser implements tickets.Accounts.
func (s *Store) AddUser(ctx context.Context, u org.User, c org.UserChange) error {
	return s.changeUsers(ctx, "add a user", func(ctx context.Context, tx pgx.Tx) error {
		var there bool
		if err := tx.QueryRow(ctx, "select exists(select from users where lower(login) = lower($1))", u.Login).Scan(&there); err != nil {
			return err
		}
		if there { // ADMIN beside admin deceives
			return taken("login")
		}
		_, err := tx.Exec(ctx, `insert into users (login, name, number, roles, unit, languages, queues, password_hash, disabled, must_change, rev, machine)
			values ($1, $2, nullif($3, ''), $4, $5, $6, $7, $8, $9, $10, $11, $12)`, u.Login, db.Text(u.Name), u.Number, u.Roles, u.Unit,
			u.Languages, u.Queues, u.PasswordHash, u.Disabled, u.MustChange, u.Rev, u.Machine)
		return err
	}, c)
}

// ChangeUser implements tickets.Accounts.
func (s *Store) ChangeUser(ctx context.Context, u org.User, c org.UserChange) error {
	return s.changeUsers(ctx, "change a user", func(ctx context.Context, tx pgx.Tx) error {
		had, err := administered(ctx, tx)
		if err != nil {
			return err
		}
		done, err := tx.Exec(ctx, `update users set name = $3, number = nullif($4, ''), roles = $5, unit = $6, languages = $7, queues = $8,
			password_hash = $9, password_at = case when password_hash = $9 then password_at else now() end, disabled = $10, must_change = $11, epoch = $12, rev = $2 where login = $1 and rev = $2 - 1`,
			db.Text(u.Login), u.Rev, db.Text(u.Name), u.Number, u.Roles, u.Unit, u.Languages, u.Queues, u.PasswordHash, u.Disabled, u.MustChange, u.Epoch)
		if err == nil && done.RowsAffected() == 0 {
			err = errs.ErrConflict
		}
		if err != nil || !had {
			return err
		}
		return administratorStays(ctx, tx)
	}, c)
}

// changeUsers changes accounts under a lock, and records the change.
func (s *Store) changeUsers(ctx context.Context, doing string, change func(context.Context, pgx.Tx) error, c org.UserChange) error {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error {
		if err := lockUsers(ctx, tx); err != nil {
			return err
		}
		if err := change(ctx, tx); err != nil {
			return err
		}
		return recordUser(ctx, tx, c)
	})
	if db.Violates(err, "users_number_key") {
		err = taken("number")
	}
	return db.Fault(doing, err)
}

func taken(field string) error {
	return &errs.Invalid{Fields: []errs.FieldError{{Field: field, Code: errs.CodeTaken}}}
}

// lockUsers lets one at a time change accounts; reading goes on.
func lockUsers(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "lock table users in share row exclusive mode")
	return err
}

func recordUser(ctx context.Context, tx pgx.Tx, c org.UserChange) error {
	raw, err := db.Encode(c)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, insertUserChange, c.ID, c.At, c.Login, raw)
	return err
}

const insertUserChange = "insert into user_changes (id, at, login, change) values ($1, $2, $3, $4)"

// administered reports whether anyone can administer the whole: at the top, or in
// its centre.
func administered(ctx context.Context, tx pgx.Tx) (yes bool, err error) {
	err = tx.QueryRow(ctx, `select exists(select from users u join units n on n.code = u.unit left join units p on p.code = n.parent
		where 'administrator' = any(u.roles) and not u.disabled and (n.parent is null or n.centre and p.parent is null))`).Scan(&yes)
	return yes, err
}

func administratorStays(ctx context.Context, tx pgx.Tx) error {
	yes, err := administered(ctx, tx)
	if err == nil && !yes {
		err = fmt.Errorf("%w would go", org.ErrLastAdministrator)
	}
	return err
}

// UserChanges implements tickets.Accounts.
func (s *Store) UserChanges(ctx context.Context, login string, units []string, before org.Cursor, limit int) ([]org.UserChange, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, `select c.change from user_changes c where (c.at, c.id) < ($1, $5) and ($2 = '' or c.login = $2)
		and ($3::text[] is null or exists(select from users u where u.login = c.login and u.unit = any($3)))
		order by c.at desc, c.id desc limit $4`, before.At, db.Text(login), units, limit, db.Text(before.ID))
	if err != nil {
		return nil, db.Fault("list changes of users", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[org.UserChange])
	return list, db.Fault("list changes of users", err)
}
