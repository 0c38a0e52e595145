// Package accounts keeps who may sign in: users, their tries to sign in, and the
// sessions of their pages.
package accounts

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/org"
)

// Store keeps accounts.
type Store struct{ db *db.DB }

// New returns the accounts of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

const userBy = `select u.id::text, u.login, u.name, coalesce(u.number, ''), u.roles, u.unit, n.name, u.languages,
	u.queues, u.password_hash, u.disabled, u.must_change, u.rev, u.epoch, u.password_at,
	exists (select from second_factors f where f.user_id = u.id and f.confirmed_at is not null), u.machine from users u join units n on n.code = u.unit where `

func scanUser(row pgx.CollectableRow) (u org.User, err error) {
	return u, row.Scan(&u.ID, &u.Login, &u.Name, &u.Number, &u.Roles, &u.Unit, &u.UnitName, &u.Languages,
		&u.Queues, &u.PasswordHash, &u.Disabled, &u.MustChange, &u.Rev, &u.Epoch, &u.PasswordAt, &u.SecondFactor, &u.Machine)
}

// UserByLogin returns a user, or tickets.ErrNotFound.
func (s *Store) UserByLogin(ctx context.Context, login string) (org.User, error) {
	return s.user(ctx, "u.login = $1", login)
}

// UserByNumber returns an agent by their number (工号), or tickets.ErrNotFound.
func (s *Store) UserByNumber(ctx context.Context, number string) (org.User, error) {
	return s.user(ctx, "u.number = $1", number)
}

// AgentNumbers returns the numbers of the agents of some units.
func (s *Store) AgentNumbers(ctx context.Context, units []string) ([]string, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, "select number from users where unit = any($1) and number is not null", units)
	if err != nil {
		return nil, db.Fault("list agents", err)
	}
	numbers, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return numbers, db.Fault("list agents", err)
}

// People returns those of some units who have one of some roles, without the disabled.
func (s *Store) People(ctx context.Context, units []string, roles []org.Role) ([]org.Person, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	rows, err := s.db.Query(ctx, `select id::text, coalesce(number, ''), name, unit from users
		where unit = any($1) and roles && $2 and not disabled order by id`, units, names)
	if err != nil {
		return nil, db.Fault("list people", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p org.Person, err error) {
		return p, row.Scan(&p.ID, &p.Number, &p.Name, &p.Unit)
	})
	return list, db.Fault("list people", err)
}

func (s *Store) user(ctx context.Context, where, key string) (org.User, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.db.Query(ctx, userBy+where, db.Text(key))
	if err != nil {
		return org.User{}, db.Fault("look up user", err)
	}
	u, err := pgx.CollectExactlyOneRow(rows, scanUser)
	return u, db.Fault("look up user", err)
}
