package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/tickets"
)

// Looks returns looks at personal data, the latest first; those at a ticket's files
// belong to the ticket.
func (s *Store) Looks(ctx context.Context, f tickets.LookFilter) ([]tickets.Look, error) {
	ctx, cancel := limited(ctx)
	defer cancel()
	rows, err := s.pool.Query(ctx, `select id, at, person, addr, what, key, reason from looks
		where (at, id) < ($1, $6) and ($2 = '' or what = $2) and ($3 = '' or key = $3 or what = 'file' and starts_with(key, $3 || '/'))
			and ($4 = '' or person->>'id' = $4 or person->>'number' = $4 or person->>'name' = $4)
			and ($7::text[] is null or person->>'unit' = any($7))
		order by at desc, id desc limit $5`, f.Before, f.What, text(f.Key), text(f.Person), f.Limit, text(f.BeforeID), f.Units)
	if err != nil {
		return nil, fault("list looks", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (l tickets.Look, err error) {
		err = row.Scan(&l.ID, &l.At, &l.By, &l.Addr, &l.What, &l.Key, &l.Reason)
		l.At = l.At.UTC()
		return l, err
	})
	return list, fault("list looks", err)
}
