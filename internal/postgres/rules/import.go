package rules

import (
	"context"
	"reflect"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
	"hotline12345/tickets/org"
)

// ImportUnits adds and changes units within the transaction of an import, parents
// first.
func (s *Store) ImportUnits(ctx context.Context, tx pgx.Tx, units []org.Unit, at time.Time) (out importing.Outcome, err error) {
	if err := alone(ctx, tx); err != nil {
		return out, err
	}
	have, err := db.ByKey(ctx, tx, selectUnits, scanUnit, func(u org.Unit) string { return u.Code })
	if err != nil {
		return out, err
	}
	for _, u := range units {
		old, there := have[u.Code]
		if out.Count(there, u == old); u == old {
			continue
		}
		if err := s.changeUnit(ctx, tx, u, at); err != nil {
			return out, err
		}
	}
	return out, nil
}

// ImportCategories adds and changes categories within the transaction of an import,
// groups first.
func (s *Store) ImportCategories(ctx context.Context, tx pgx.Tx, list []tickets.Category) (out importing.Outcome, err error) {
	if err := alone(ctx, tx); err != nil {
		return out, err
	}
	have, err := db.ByKey(ctx, tx, selectCategories, scanCategory, func(c tickets.Category) string { return c.Code })
	if err != nil {
		return out, err
	}
	for _, c := range list {
		if c.Assist == nil {
			c.Assist = []string{}
		}
		old, there := have[c.Code]
		same := reflect.DeepEqual(c, old)
		if out.Count(there, same); same {
			continue
		}
		if err := changeCategory(ctx, tx, c); err != nil {
			return out, err
		}
	}
	return out, nil
}
