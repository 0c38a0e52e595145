package postgres

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

const userColumns = `select u.id::text, u.login, u.name, coalesce(u.number, ''), u.roles, u.unit, n.name, u.languages,
	u.queues, u.password_hash, u.disabled from users u join units n on n.code = u.unit `

func scanUser(row pgx.CollectableRow) (u tickets.User, err error) {
	return u, row.Scan(&u.ID, &u.Login, &u.Name, &u.Number, &u.Roles, &u.Unit, &u.UnitName, &u.Languages,
		&u.Queues, &u.PasswordHash, &u.Disabled)
}

// people remembers users by id for the time that the database is away.
type people struct {
	mu   sync.Mutex
	byID map[string]tickets.User
}

// UserByLogin and User return tickets.ErrNotFound for no such user. While the
// database is away User returns the user as last seen.
func (s *Store) UserByLogin(ctx context.Context, login string) (tickets.User, error) {
	return s.user(ctx, "where u.login = $1", text(login))
}

// User finds a user by id.
func (s *Store) User(ctx context.Context, id string) (tickets.User, error) {
	u, err := s.user(ctx, "where u.id::text = $1", text(id))
	s.people.mu.Lock()
	defer s.people.mu.Unlock()
	switch {
	case err == nil:
		if s.people.byID == nil {
			s.people.byID = map[string]tickets.User{}
		}
		s.people.byID[id] = u
	case errors.Is(err, tickets.ErrUnavailable):
		if known, ok := s.people.byID[id]; ok {
			return known, nil
		}
	}
	return u, err
}

func (s *Store) user(ctx context.Context, where, arg string) (tickets.User, error) {
	rows, err := s.pool.Query(ctx, userColumns+where, arg)
	if err != nil {
		return tickets.User{}, fault("look up user", err)
	}
	u, err := pgx.CollectExactlyOneRow(rows, scanUser)
	return u, fault("look up user", err)
}

// Users returns all users, by login.
func (s *Store) Users(ctx context.Context) ([]tickets.User, error) {
	rows, err := s.pool.Query(ctx, userColumns+"order by u.login")
	if err != nil {
		return nil, fault("list users", err)
	}
	list, err := pgx.CollectRows(rows, scanUser)
	return list, fault("list users", err)
}

// RecordLogin remembers a try to sign in.
func (s *Store) RecordLogin(ctx context.Context, login, addr string, ok bool) error {
	_, err := s.pool.Exec(ctx, "insert into login_attempts (login, addr, ok) values ($1, $2, $3)", text(login), text(addr), ok)
	return fault("record a login", err)
}

// FailedLogins counts the failed tries since a time: of this login since its
// last success, and from this address.
func (s *Store) FailedLogins(ctx context.Context, login, addr string, since time.Time) (byLogin, byAddr int, err error) {
	err = s.pool.QueryRow(ctx, `select
		(select count(*) from login_attempts where login = $1 and at >= $3 and not ok and at > coalesce(
			(select max(at) from login_attempts where login = $1 and at >= $3 and ok), '-infinity')),
		(select count(*) from login_attempts where addr = $2 and at >= $3 and not ok)`,
		text(login), text(addr), since).Scan(&byLogin, &byAddr)
	return byLogin, byAddr, fault("count failed logins", err)
}
