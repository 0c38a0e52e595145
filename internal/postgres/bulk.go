package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/tickets"
)

// CopyTickets writes many new tickets at once, without planning what the clock
// has to do: for the history of measurements, all of whose running tickets are
// woken by nobody.
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
			raw, err := encode(e)
			if err != nil {
				return err
			}
			entries = append(entries, []any{t.Number, e.Seq, e.At, e.Move, e.By.ID, raw})
		}
		for _, p := range t.Parts {
			if t.State.Open() {
				parts = append(parts, []any{t.Number, p.Unit, p.Role, p.State, p.Due, p.WarnAt})
			}
		}
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		for _, table := range []struct {
			name    string
			columns []string
			rows    [][]any
		}{
			{"tickets", ticketColumns, rows},
			{"ticket_entries", []string{"ticket", "seq", "at", "move", "person", "entry"}, entries},
			{"ticket_parts", []string{"ticket", "unit", "role", "state", "due", "warn_at"}, parts},
		} {
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{table.name}, table.columns, pgx.CopyFromRows(table.rows)); err != nil {
				return err
			}
		}
		return nil
	})
	return fault("copy tickets", ticketFault(err))
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

// CopyCalls writes many new calls at once, without their legs and offers.
func (s *Store) CopyCalls(ctx context.Context, list []cti.CallRecord) error {
	rows := make([][]any, 0, len(list))
	for _, c := range list {
		if err := s.ensureMonth(ctx, c.ArrivedAt); err != nil { // remembers those that are there
			return err
		}
		raw, err := encode(c)
		if err != nil {
			return err
		}
		rows = append(rows, []any{c.Call, c.ArrivedAt, c.Revision, c.Direction, c.Caller.Number, c.Called, c.Language, c.Queue, c.Agent,
			moment(c.QueuedAt), moment(c.AnsweredAt), moment(c.EndedAt), c.EndReason, c.Disposition, raw})
	}
	_, err := s.pool.CopyFrom(ctx, pgx.Identifier{"calls"}, []string{"call", "arrived_at", "revision", "direction", "number",
		"called", "language", "queue", "agent", "queued_at", "answered_at", "ended_at", "end_reason", "disposition", "record"},
		pgx.CopyFromRows(rows))
	return fault("copy calls", err)
}

// Analyse brings the planner's statistics up to date, after much was copied.
func (s *Store) Analyse(ctx context.Context) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return fault("analyse", err)
	}
	defer conn.Release()
	for _, sql := range []string{"set statement_timeout = 0", "vacuum analyze", "reset statement_timeout"} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return fault("analyse", err)
		}
	}
	return nil
}
