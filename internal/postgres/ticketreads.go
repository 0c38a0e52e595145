package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// wholeTicket selects a ticket with its entries.
const wholeTicket = `select ticket, (select jsonb_agg(entry order by seq) from ticket_entries where ticket = number) from tickets `

func scanTicket(row pgx.Row) (t tickets.Ticket, err error) {
	var entries []tickets.Entry
	err = row.Scan(&t, &entries)
	t.Entries = entries
	return t, err
}

// Ticket returns a ticket with its entries, or tickets.ErrNotFound.
func (s *Store) Ticket(ctx context.Context, n tickets.Number) (tickets.Ticket, error) {
	t, err := scanTicket(s.DB.QueryRow(ctx, wholeTicket+"where number = $1", db.Text(string(n))))
	return t, db.Fault("read ticket", err)
}

// ByOrigin returns the ticket with that origin, or tickets.ErrNotFound.
func (s *Store) ByOrigin(ctx context.Context, origin string) (tickets.Ticket, error) {
	t, err := scanTicket(s.DB.QueryRow(ctx, wholeTicket+"where origin = $1", db.Text(origin)))
	return t, db.Fault("find ticket by origin", err)
}

// Running returns tickets that are not archived, by number: those of a unit, or of all
// if it is "", after a number.
func (s *Store) Running(ctx context.Context, unit string, after tickets.Number, limit int) ([]tickets.Ticket, error) {
	rows, err := s.DB.Query(ctx, wholeTicket+`where not archived and number > $1
		and ($2 = '' or units @> array[$2]) order by number limit $3`, after, unit, limit)
	if err != nil {
		return nil, db.Fault("list running tickets", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (tickets.Ticket, error) { return scanTicket(row) })
	return list, db.Fault("list running tickets", err)
}

// Written returns the tickets of one day ("261123"), by number: the day is how their numbers
// begin, so that the primary key finds them.
func (s *Store) Written(ctx context.Context, units []string, day string, after tickets.Number, limit int) ([]tickets.Ticket, error) {
	rows, err := s.DB.Query(ctx, wholeTicket+`where number > greatest($1 || '000000', $2) and number <= $1 || '999999'
		and ($3::text[] is null or units && $3) order by number limit $4`, day, string(after), units, limit)
	if err != nil {
		return nil, db.Fault("read the register book", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (tickets.Ticket, error) { return scanTicket(row) })
	return list, db.Fault("read the register book", err)
}

// Attached returns those of some contents, by their sums, that an entry names or a record of the
// office has.
func (s *Store) Attached(ctx context.Context, sums []string) ([]string, error) {
	rows, err := s.DB.Query(ctx, `select entry->'file'->>'sum' from ticket_entries where entry->'file'->>'sum' = any($1)
		union select sum from office_files where sum = any($1)`, sums)
	if err != nil {
		return nil, db.Fault("ask for the files of tickets", err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	return list, db.Fault("ask for the files of tickets", err)
}
