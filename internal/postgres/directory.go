package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hotline12345/tickets"
)

// Units returns the tree, parents first.
func (s *Store) Units(ctx context.Context) ([]tickets.Unit, error) {
	rows, err := s.pool.Query(ctx, selectUnits)
	if err != nil {
		return nil, fault("list units", err)
	}
	list, err := pgx.CollectRows(rows, scanUnit)
	return list, fault("list units", err)
}

const selectUnits = `select code, name, coalesce(parent, ''), level, centre, phone, duty,
	coalesce(successor, ''), ended from units order by level, code`

func scanUnit(row pgx.CollectableRow) (u tickets.Unit, err error) {
	return u, row.Scan(&u.Code, &u.Name, &u.Parent, &u.Level, &u.Centre, &u.Phone, &u.Duty, &u.Successor, &u.Ended)
}

// Categories returns groups and leaves by code.
func (s *Store) Categories(ctx context.Context) ([]tickets.Category, error) {
	rows, err := s.pool.Query(ctx, selectCategories)
	if err != nil {
		return nil, fault("list categories", err)
	}
	list, err := pgx.CollectRows(rows, scanCategory)
	return list, fault("list categories", err)
}

const selectCategories = `select code, coalesce(parent, ''), name, name_en, coalesce(type, ''), coalesce(unit, ''),
	coalesce(local, ''), assist, coalesce(time_limit, ''), coalesce(urgency, ''), ended from categories order by code`

func scanCategory(row pgx.CollectableRow) (c tickets.Category, err error) {
	return c, row.Scan(&c.Code, &c.Parent, &c.Name, &c.NameEN, &c.Type, &c.Unit, &c.Local, &c.Assist, &c.Limit, &c.Urgency, &c.Ended)
}

// LogLook logs a look at personal data; twice is once.
func (s *Store) LogLook(ctx context.Context, l tickets.Look) error {
	return fault("log a look", insertLook(ctx, s.pool, l))
}

// execer is a pool or a transaction.
type execer interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

func insertLook(ctx context.Context, db execer, l tickets.Look) error {
	person, err := encode(l.By)
	if err != nil {
		return err
	}
	_, err = db.Exec(ctx, `insert into looks (id, at, person, addr, what, key, reason) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict do nothing`, l.ID, l.At, person, text(l.Addr), l.What, text(l.Key), text(l.Reason))
	return err
}
