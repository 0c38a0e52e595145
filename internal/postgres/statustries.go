package postgres

import (
	"context"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets/service"
)

// BeginStatusTry remembers a try to learn a ticket's status, and returns how many there were
// with it. The try is committed before they are counted: of many at once the k-th to be
// committed counts k at least.
func (s *Store) BeginStatusTry(ctx context.Context, g service.StatusGuess) (service.StatusTry, error) {
	var try service.StatusTry
	err := s.DB.QueryRow(ctx, "insert into status_tries (at, ticket, addr, whole) values ($1, $2, $3, $4) returning id",
		g.At, db.Text(string(g.Ticket)), db.Text(g.Place), g.Whole).Scan(&try.ID)
	if err != nil {
		return try, db.Fault("record a try", err)
	}
	within := service.TriesWithin
	if g.Whole {
		within = service.WholeWithin
	}
	err = s.DB.QueryRow(ctx, `select
		(select count(*) from status_tries where ticket = $1 and whole = $3 and at > $4),
		(select count(*) from status_tries where ticket = $1 and addr = $2 and whole = $3 and at > $4),
		(select count(*) from status_tries where addr = $2 and whole = $3 and at > $5)`,
		db.Text(string(g.Ticket)), db.Text(g.Place), g.Whole, g.At.Add(-within), g.At.Add(-service.TriesWithin)).
		Scan(&try.OfTicket, &try.Here, &try.OfPlace)
	return try, db.Fault("count tries", err)
}

// ForgetStatusTry takes back a try that was right, or that was not answered.
func (s *Store) ForgetStatusTry(ctx context.Context, id int64) error {
	_, err := s.DB.Exec(ctx, "delete from status_tries where id = $1", id)
	return db.Fault("take back a try", err)
}
