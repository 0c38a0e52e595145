package postgres

import (
	"context"
	"time"

	"hotline12345/tickets"
)

// RecordStatusTry remembers a wrong try to learn a ticket's status.
func (s *Store) RecordStatusTry(ctx context.Context, n tickets.Number, addr string, at time.Time) error {
	_, err := s.pool.Exec(ctx, "insert into status_tries (at, ticket, addr) values ($1, $2, $3)", at, text(string(n)), text(addr))
	return fault("record a wrong try", err)
}

// StatusTries are the wrong tries since a time: of this ticket over all
// addresses, and from this address.
func (s *Store) StatusTries(ctx context.Context, n tickets.Number, addr string, since time.Time) (ofTicket, fromAddr int, err error) {
	err = s.pool.QueryRow(ctx, `select (select count(*) from status_tries where ticket = $1 and at >= $3),
		(select count(*) from status_tries where addr = $2 and at >= $3)`, text(string(n)), text(addr), since).Scan(&ofTicket, &fromAddr)
	return ofTicket, fromAddr, fault("count wrong tries", err)
}
