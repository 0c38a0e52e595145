package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/importing"
)

// importTickets adds old tickets, and one more entry to those that were imported
// before and differ now. One that was handled here since is a fault.
func (s *Store) importTickets(ctx context.Context, tx pgx.Tx, list []importing.OldTicket) (out importing.Outcome, err error) {
	have, err := imported(ctx, tx, list)
	if err != nil {
		return out, err
	}
	var fresh []tickets.Ticket
	for _, old := range list {
		t, there := have[old.Ticket.Origin]
		if !there {
			fresh = append(fresh, old.Ticket)
			out.Count(false, false)
			continue
		}
		grown, same, moved := tickets.Reimport(t, old.Ticket)
		switch {
		case moved:
			out.Faults = append(out.Faults, importing.Fault{Sheet: old.Sheet, Row: old.Line, Column: "old_number", Head: old.Head,
				Code: importing.MovedHere, Value: old.Ticket.OldNumber})
			continue
		case !same:
			if err := s.growTicket(ctx, tx, grown, len(t.Entries)); err != nil {
				return out, err
			}
		}
		out.Count(true, same)
	}
	if err := numberImports(ctx, tx, fresh); err != nil {
		return out, err
	}
	return out, s.addTickets(ctx, tx, fresh)
}

// imported reads those of the tickets that are here already, locked.
func imported(ctx context.Context, tx pgx.Tx, list []importing.OldTicket) (map[string]tickets.Ticket, error) {
	have := map[string]tickets.Ticket{}
	for some := range slices.Chunk(list, 1000) {
		var origins []string
		for _, old := range some {
			origins = append(origins, old.Ticket.Origin)
		}
		rows, err := tx.Query(ctx, wholeTicket+"where origin = any($1) for update of tickets", origins)
		if err != nil {
			return nil, err
		}
		found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (tickets.Ticket, error) { return scanTicket(row) })
		if err != nil {
			return nil, err
		}
		for _, t := range found {
			have[t.Origin] = t
		}
	}
	return have, nil
}

// importsTo is the last number of a day that imports take.
const importsTo = 899999

// numberImports gives tickets the next numbers of the days on which their
// citizens called, in a range of their own: the counters of the service never
// reach it.
func numberImports(ctx context.Context, tx pgx.Tx, fresh []tickets.Ticket) error {
	next := map[string]int{}
	var days []string
	for _, t := range fresh {
		if day := tickets.Day(t.CalledAt); next[day] == 0 {
			next[day] = tickets.ImportedFrom + 1
			days = append(days, day)
		}
	}
	rows, err := tx.Query(ctx, `select day, coalesce((select max(substr(number, 7)::int) from tickets
		where number > day || $2::text and number <= day || $3::text), 0) from unnest($1::text[]) day`,
		days, fmt.Sprint(tickets.ImportedFrom), fmt.Sprint(importsTo))
	if err != nil {
		return err
	}
	var day string
	var last int
	_, err = pgx.ForEachRow(rows, []any{&day, &last}, func() error {
		next[day] = max(next[day], last+1)
		return nil
	})
	if err != nil {
		return err
	}
	for i := range fresh {
		day := tickets.Day(fresh[i].CalledAt)
		if next[day] > importsTo {
			return fmt.Errorf("%w: more than %d old tickets of %s", errs.ErrRefused, importsTo-tickets.ImportedFrom, day)
		}
		if fresh[i].Number, err = tickets.MakeNumber(day, next[day]); err != nil {
			return err
		}
		next[day]++
	}
	return nil
}

// addTickets writes many new tickets as addTicket does one, but calls no webhook: moves
// are reported to other systems, not what an older system knew.
func (s *Store) addTickets(ctx context.Context, tx pgx.Tx, list []tickets.Ticket) error {
	q := db.NewQueue(tx)
	for _, t := range list {
		if err := s.insertTicket(ctx, q, t); err != nil {
			return err
		}
		if err := insertEntries(ctx, q, t, 0); err != nil {
			return err
		}
		if err := writeAssignments(ctx, q, t, true); err != nil {
			return err
		}
	}
	if err := q.Flush(ctx); err != nil {
		return err
	}
	return s.planner.WakeAll(ctx, tx, list)
}
