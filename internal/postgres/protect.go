package postgres

import (
	"context"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// protectAtOnce is how many tickets are protected in one step.
const protectAtOnce = 500

// protecting is for which types all tickets are protected already, and how often that was
// looked at: twice, as a move that was under way when the types changed writes its ticket as
// the rules of before say.
type protecting struct {
	types  string
	looked int
}

// ProtectTickets protects those tickets whose type the city protects since they last moved
// (tickets.TypeName), and returns how many. Their words and summaries are made anew by
// BackfillWords; until then nobody finds them by words, and lists show none of what they say.
func (s *Store) ProtectTickets(ctx context.Context) (int, error) {
	var types string
	var codes []string
	err := s.DB.QueryRow(ctx, `select coalesce(string_agg(x->>'code', ' ' order by x->>'code'), ''), coalesce(array_agg(x->>'code'), '{}')
		from rules, jsonb_array_elements(value) x where what = 'types' and x->>'protects' = 'true' and x->>'code' <> $1`, tickets.Report).Scan(&types, &codes)
	if err != nil {
		return 0, db.Fault("read the types that protect", err)
	}
	if types != s.protected.types {
		s.protected = protecting{types: types}
	}
	if types == "" || s.protected.looked >= 2 {
		return 0, nil
	}
	n := 0
	for {
		done, err := s.DB.Exec(ctx, `update tickets set protected = true, ticket = jsonb_set(ticket, '{protected}', 'true'),
				summary = jsonb_set(summary, '{protected}', 'true'), words = null
			where number in (select number from tickets where type = any($1) and not protected limit $2 for update)`, codes, protectAtOnce)
		if err != nil {
			return n, db.Fault("protect tickets of the city's types", err)
		}
		if n += int(done.RowsAffected()); done.RowsAffected() < protectAtOnce {
			break
		}
	}
	s.protected.looked++
	return n, nil
}
