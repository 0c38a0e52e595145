package rules

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
)

// alone holds off every other change of the rules, also by an import, until the
// transaction ends: what it reads of them stays true.
func alone(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, "select pg_advisory_xact_lock(hashtext('hotline rules'))")
	return err
}

// unchanged returns errs.ErrConflict where what a change takes the place of is not what
// its maker saw.
func unchanged(ctx context.Context, tx pgx.Tx, c tickets.RuleChange) error {
	if err := alone(ctx, tx); err != nil || c.Before == nil {
		return err
	}
	var now tickets.RuleSet
	var err error
	switch {
	case c.Unit != nil:
		now.Units, err = rowsOf(ctx, tx, selectUnits, scanUnit)
	case c.Category != nil:
		now.Categories, err = rowsOf(ctx, tx, selectCategories, scanCategory)
	default:
		now.Rules, err = settings(ctx, tx)
	}
	if err == nil && now.Before(c).Rev() != c.Before.Rev() {
		err = errs.ErrConflict
	}
	return err
}

func rowsOf[V any](ctx context.Context, tx pgx.Tx, query string, scan func(pgx.CollectableRow) (V, error)) ([]V, error) {
	rows, err := tx.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, scan)
}
