package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

const userBy = `select u.id::text, u.login, u.name, coalesce(u.number, ''), u.roles, u.unit, n.name, u.languages,
	u.queues, u.password_hash, u.disabled, u.must_change, u.rev, u.epoch from users u join units n on n.code = u.unit where `

func scanUser(row pgx.CollectableRow) (u tickets.User, err error) {
	return u, row.Scan(&u.ID, &u.Login, &u.Name, &u.Number, &u.Roles, &u.Unit, &u.UnitName, &u.Languages,
		&u.Queues, &u.PasswordHash, &u.Disabled, &u.MustChange, &u.Rev, &u.Epoch)
}

// UserByLogin returns tickets.ErrNotFound for no such user.
func (s *Store) UserByLogin(ctx context.Context, login string) (tickets.User, error) {
	return s.user(ctx, "u.login = $1", login)
}

// UserByNumber finds an agent by their number (工号).
func (s *Store) UserByNumber(ctx context.Context, number string) (tickets.User, error) {
	return s.user(ctx, "u.number = $1", number)
}

// AgentNumbers are the numbers of the agents of some units.
func (s *Store) AgentNumbers(ctx context.Context, units []string) ([]string, error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	rows, err := s.pool.Query(ctx, "select number from users where unit = any($1) and number is not null", units)
	if err != nil {
		return nil, fault("list agents", err)
	}
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return numbers, fault("list agents", err)
}

// People are those of some units who have one of some roles, without the disabled.
func (s *Store) People(ctx context.Context, units []string, roles []tickets.Role) ([]tickets.Person, error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	rows, err := s.pool.Query(ctx, `select id::text, coalesce(number, ''), name, unit from users
		where unit = any($1) and roles && $2 and not disabled order by id`, units, names)
	if err != nil {
		return nil, fault("list people", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p tickets.Person, err error) {
		return p, row.Scan(&p.ID, &p.Number, &p.Name, &p.Unit)
	})
	return list, fault("list people", err)
}

func (s *Store) user(ctx context.Context, where, key string) (tickets.User, error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	rows, err := s.pool.Query(ctx, userBy+where, text(key))
	if err != nil {
		return tickets.User{}, fault("look up user", err)
	}
	u, err := pgx.CollectExactlyOneRow(rows, scanUser)
	return u, fault("look up user", err)
}

// RecordLogin remembers a try to sign in.
func (s *Store) RecordLogin(ctx context.Context, login, addr string, ok bool) error {
	ctx, cancel := limited(ctx)
	defer cancel()
	_, err := s.pool.Exec(ctx, "insert into login_attempts (login, addr, ok) values ($1, $2, $3)", text(login), text(addr), ok)
	return fault("record a login", err)
}

// FailedLogins counts the failed tries since a time: of this login since its
// last success, and from this address.
func (s *Store) FailedLogins(ctx context.Context, login, addr string, since time.Time) (byLogin, byAddr int, err error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	err = s.pool.QueryRow(ctx, `select
		(select count(*) from login_attempts where login = $1 and at >= $3 and not ok and at > coalesce(
			(select max(at) from login_attempts where login = $1 and at >= $3 and ok), '-infinity')),
		(select count(*) from login_attempts where addr = $2 and at >= $3 and not ok)`,
		text(login), text(addr), since).Scan(&byLogin, &byAddr)
	return byLogin, byAddr, fault("count failed logins", err)
}
