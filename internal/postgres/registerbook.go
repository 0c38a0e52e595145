package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// Written are the tickets of one day, by number: the day is how their numbers
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
