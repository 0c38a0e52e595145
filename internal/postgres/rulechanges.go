package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// RuleChanges are an administrator's changes of the rules, newest first.
func (s *Store) RuleChanges(ctx context.Context, limit int) ([]tickets.RuleChange, error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	rows, err := s.pool.Query(ctx, "select change from rule_changes order by at desc, id limit $1", limit)
	if err != nil {
		return nil, fault("list changes of the rules", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[tickets.RuleChange])
	return list, fault("list changes of the rules", err)
}
