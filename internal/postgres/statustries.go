package postgres

import (
	"context"
	"time"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

// BeginStatusTry remembers a try to learn a ticket's status, and returns how many
// there were since a time, with it. The try is committed before they are counted: of many at
// once the k-th to be committed counts k at least.
func (s *Store) BeginStatusTry(ctx context.Context, n tickets.Number, addr string, at, since time.Time) (service.StatusTry, error) {
	var try service.StatusTry
	err := s.DB.QueryRow(ctx, "insert into status_tries (at, ticket, addr) values ($1, $2, $3) returning id",
		at, db.Text(string(n)), db.Text(addr)).Scan(&try.ID)
	if err != nil {
		return try, db.Fault("record a try", err)
	}
	err = s.DB.QueryRow(ctx, `select (select count(*) from status_tries where ticket = $1 and at >= $3),
		(select count(*) from status_tries where addr = $2 and at >= $3)`, db.Text(string(n)), db.Text(addr), since).
		Scan(&try.OfTicket, &try.FromAddr)
	return try, db.Fault("count tries", err)
}

// ForgetStatusTry takes back a try that was right, or that was not answered.
func (s *Store) ForgetStatusTry(ctx context.Context, id int64) error {
	_, err := s.DB.Exec(ctx, "delete from status_tries where id = $1", id)
	return db.Fault("take back a try", err)
}
