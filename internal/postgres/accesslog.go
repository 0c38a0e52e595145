package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// RecordAccess logs an access to personal data; twice is once.
func (s *Store) RecordAccess(ctx context.Context, l tickets.AccessRecord) error {
	return db.Fault("log an access", insertAccessRecord(ctx, s.DB, l))
}

func insertAccessRecord(ctx context.Context, to db.Execer, l tickets.AccessRecord) error {
	person, err := db.Encode(l.By)
	if err != nil {
		return err
	}
	_, err = to.Exec(ctx, `insert into access_log (id, at, person, addr, what, key, reason) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict do nothing`, l.ID, l.At, person, db.Text(l.Addr), l.What, db.Text(l.Key), db.Text(l.Reason))
	return err
}

// AccessRecords returns accesses to personal data, the latest first; those to a ticket's files
// belong to the ticket.
func (s *Store) AccessRecords(ctx context.Context, f tickets.AccessFilter) ([]tickets.AccessRecord, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	rows, err := s.DB.Query(ctx, `select id, at, person, addr, what, key, reason from access_log
		where (at, id) < ($1, $6) and ($2 = '' or what = $2) and ($3 = '' or key = $3 or what = 'file' and starts_with(key, $3 || '/'))
			and ($4 = '' or person->>'id' = $4 or person->>'number' = $4 or person->>'name' = $4
				or person->>'token' = $4 or person->>'token_name' = $4)
			and ($7::text[] is null or person->>'unit' = any($7))
		order by at desc, id desc limit $5`, f.Before, f.What, db.Text(f.Key), db.Text(f.Person), f.Limit, db.Text(f.BeforeID), f.Units)
	if err != nil {
		return nil, db.Fault("list access records", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l tickets.AccessRecord, err error) {
		err = row.Scan(&l.ID, &l.At, &l.By, &l.Addr, &l.What, &l.Key, &l.Reason)
		l.At = l.At.UTC()
		return l, err
	})
	return list, db.Fault("list access records", err)
}
