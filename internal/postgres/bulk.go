package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// CopyTickets writes many new tickets at once, without planning what the clock
// has to do: for the history of measurements, whose running tickets no
// clock wakes.
func (s *Store) CopyTickets(ctx context.Context, list []tickets.Ticket) error {
	var rows, entries, parts [][]any
	for _, t := range list {
		values, err := s.columns(t)
		if err != nil {
			return err
		}
		for i, column := range ticketColumns {
			if nullable[column] && isEmpty(values[i]) {
				values[i] = nil
			}
		}
		rows = append(rows, values)
		for _, e := range t.Entries {
			raw, err := db.Encode(e)
			if err != nil {
				return err
			}
			entries = append(entries, []any{t.Number, e.Seq, e.At, e.Move, e.By.ID, raw})
		}
		for _, p := range t.Assignments {
			if t.State.Open() {
				parts = append(parts, []any{t.Number, p.Unit, p.Role, p.State, p.Due, p.WarnAt})
			}
		}
	}
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		for _, table := range []struct {
			name    string
			columns []string
			rows    [][]any
		}{
			{"tickets", ticketColumns, rows},
			{"ticket_entries", []string{"ticket", "seq", "at", "move", "person", "entry"}, entries},
			{"assignments", []string{"ticket", "unit", "role", "state", "due", "warn_at"}, parts},
		} {
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{table.name}, table.columns, pgx.CopyFromRows(table.rows)); err != nil {
				return err
			}
		}
		return nil
	})
	return db.Fault("copy tickets", ticketFault(err))
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case string:
		return v == ""
	case tickets.Number:
		return v == ""
	}
	return false
}

// Analyse brings the planner's statistics up to date, after much was copied.
func (s *Store) Analyse(ctx context.Context) error {
	conn, err := s.DB.Acquire(ctx)
	if err != nil {
		return db.Fault("analyse", err)
	}
	defer conn.Release()
	for _, sql := range []string{"set statement_timeout = 0", "vacuum analyze", "reset statement_timeout"} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return db.Fault("analyse", err)
		}
	}
	return nil
}
