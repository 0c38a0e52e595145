package postgres

import (
	"context"
	"time"

	"hotline12345/tickets"
)

// BeginStatusTry remembers a try to learn a ticket's status, and counts with it
// those since a time. The try is committed before they are counted: of many at
// once the k-th to be committed counts k at least.
func (s *Store) BeginStatusTry(ctx context.Context, n tickets.Number, addr string, at, since time.Time) (tickets.StatusTry, error) {
	var try tickets.StatusTry
	err := s.pool.QueryRow(ctx, "insert into status_tries (at, ticket, addr) values ($1, $2, $3) returning id",
		at, text(string(n)), text(addr)).Scan(&try.ID)
	if err != nil {
		return try, fault("record a try", err)
	}
	err = s.pool.QueryRow(ctx, `select (select count(*) from status_tries where ticket = $1 and at >= $3),
		(select count(*) from status_tries where addr = $2 and at >= $3)`, text(string(n)), text(addr), since).
		Scan(&try.OfTicket, &try.FromAddr)
	return try, fault("count tries", err)
}

// ForgetStatusTry takes back a try that was right, or that was not answered.
func (s *Store) ForgetStatusTry(ctx context.Context, id int64) error {
	_, err := s.pool.Exec(ctx, "delete from status_tries where id = $1", id)
	return fault("take back a try", err)
}
