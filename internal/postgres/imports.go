package postgres

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/importing"
)

// errKept ends the transaction of an import that is to keep nothing.
var errKept = errors.New("nothing is kept")

// ApplyImport carries out a table without faults in one transaction: all of it or
// nothing. The same table again changes nothing. With DryRun, or with faults that
// only the store sees, nothing is stored. Errors: importing.ErrRunning,
// tickets.ErrConflict, tickets.ErrRefused, tickets.ErrUnavailable.
func (s *Store) ApplyImport(ctx context.Context, b importing.Batch, act importing.Act) (importing.Outcome, error) {
	var out importing.Outcome
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) (err error) {
		if err = alone(ctx, tx); err != nil {
			return err
		}
		switch b.Kind {
		case importing.Units:
			out, err = s.ImportUnits(ctx, tx, b.Units, act.At)
		case importing.Categories:
			out, err = s.ImportCategories(ctx, tx, b.Categories)
		case importing.Users:
			out, err = s.ImportUsers(ctx, tx, b.Users, act)
		case importing.Tickets:
			out, err = s.importTickets(ctx, tx, b.Tickets)
		}
		switch {
		case err != nil:
			return err
		case act.DryRun || len(out.Faults) > 0:
			return errKept
		}
		return recordImport(ctx, tx, b, out, act)
	})
	switch {
	case errors.Is(err, errKept):
		return out, nil
	case errors.Is(err, importing.ErrRunning):
		return out, err
	}
	return out, db.Fault(fmt.Sprintf("import %d %s", b.Rows, b.Kind), ticketFault(err))
}

// alone lets one import in at a time, and gives it time: it is no page's request.
// Its error is importing.ErrRunning while there is another.
func alone(ctx context.Context, tx pgx.Tx) error {
	var free bool
	err := tx.QueryRow(ctx, "select pg_try_advisory_xact_lock(hashtext('hotline import'))").Scan(&free)
	if err == nil && !free {
		err = importing.ErrRunning
	}
	if err == nil {
		_, err = tx.Exec(ctx, "set local statement_timeout = '60s'; set local idle_in_transaction_session_timeout = '60s'")
	}
	return err
}

// recordImport writes down who imported what, beside the changes of the rules.
func recordImport(ctx context.Context, tx pgx.Tx, b importing.Batch, out importing.Outcome, act importing.Act) error {
	if out.Added+out.Changed == 0 {
		return nil
	}
	person, err := db.Encode(act.By.Person)
	if err != nil {
		return err
	}
	change, err := db.Encode(map[string]any{"id": act.ID, "at": act.At, "by": act.By.Person, "addr": act.By.From,
		"note": strings.Join(append([]string{fmt.Sprintf("import %s: %d added, %d changed, %d unchanged", b.Kind, out.Added, out.Changed, out.Unchanged)},
			out.Details...), "\n")})
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, "insert into rule_changes (id, at, person, change) values ($1, $2, $3, $4)", act.ID, act.At, person, change)
	return err
}
