package rules

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Units returns the tree, parents first.
func (s *Store) Units(ctx context.Context) ([]org.Unit, error) {
	rows, err := s.db.Query(ctx, selectUnits)
	if err != nil {
		return nil, db.Fault("list units", err)
	}
	list, err := pgx.CollectRows(rows, scanUnit)
	return list, db.Fault("list units", err)
}

const selectUnits = `select code, name, coalesce(parent, ''), level, centre, phone, duty, mail,
	coalesce(successor, ''), ended from units order by level, code`

func scanUnit(row pgx.CollectableRow) (u org.Unit, err error) {
	return u, row.Scan(&u.Code, &u.Name, &u.Parent, &u.Level, &u.Centre, &u.Phone, &u.Duty, &u.Mail, &u.Successor, &u.Ended)
}

// Categories returns groups and leaves by code.
func (s *Store) Categories(ctx context.Context) ([]tickets.Category, error) {
	rows, err := s.db.Query(ctx, selectCategories)
	if err != nil {
		return nil, db.Fault("list categories", err)
	}
	list, err := pgx.CollectRows(rows, scanCategory)
	return list, db.Fault("list categories", err)
}

const selectCategories = `select code, coalesce(parent, ''), name, name_en, coalesce(type, ''), coalesce(unit, ''),
	coalesce(local, ''), assist, coalesce(time_limit, ''), coalesce(urgency, ''), ended from categories order by code`

func scanCategory(row pgx.CollectableRow) (c tickets.Category, err error) {
	return c, row.Scan(&c.Code, &c.Parent, &c.Name, &c.NameEN, &c.Type, &c.Unit, &c.Local, &c.Assist, &c.Limit, &c.Urgency, &c.Ended)
}
