package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// listChanges goes on after a change; one that is not here is before all. A table
// that was imported has none of the parts.
const listChanges = `select change from rule_changes c
	where ($1 = '' or case when $1 = 'import' then not change ?| $2::text[] else change ? $1 end)
	and (at, id) < (coalesce((select b.at from rule_changes b where b.id = $3), 'infinity'), $3)
	order by at desc, id desc limit $4`

// RuleChanges are an administrator's changes of the rules, newest first.
func (s *Store) RuleChanges(ctx context.Context, f tickets.ChangeFilter) ([]tickets.RuleChange, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.DB.Query(ctx, listChanges, string(f.Kind), tickets.RuleKinds(), db.Text(f.Before), f.Limit)
	if err != nil {
		return nil, db.Fault("list changes of the rules", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[tickets.RuleChange])
	return list, db.Fault("list changes of the rules", err)
}
