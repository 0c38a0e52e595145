package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/phone"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

const (
	// alike is the share of the typed place's words that a ticket must have to
	// be of about the same place: its neighbour's house number, the same road.
	alike = 0.5
	// typedWords is how many words of what is typed count: the first ones.
	typedWords = 100
)

// similarQuery takes the two kinds of repeats from an index each: that of numbers,
// and that of what is not in the archive, as a matter has more old tickets. What they have
// in common orders them: the citizen before the place, the place before the
// matter, then the share of the words typed.
const similarQuery = `select summary from (
		select t.*, (contact = any($2) or coalesce(contacts && $2, false))::int mine, (category = $3)::int matter, (place = $4 and $4 <> '')::int there,
			(select count(*) from unnest(tsvector_to_array(words)) w where w = any($5::text[])) / greatest(cardinality($5), 1)::float near,
			(select count(*) from unnest(tsvector_to_array(words)) w where w = any($6::text[])) / greatest(cardinality($6), 1)::float shared
		from (select * from tickets where is_open and contact = any($2::text[]) and created_at >= $1
				and ($9::text[] is null or units && $9)
			union all
			select * from tickets where is_open and contacts && $2 and contact <> all($2) and created_at >= $1
				and ($9::text[] is null or units && $9)
			union all
			select * from tickets where is_open and not archived and category = $3 and created_at >= $1 and contact <> all($2)
				and (contacts && $2) is not true and ($9::text[] is null or units && $9)) t
	) found
	where state <> 'merged' and (mine = 1 or there = 1 or near >= $7)
	order by 3 * mine + 2 * greatest(there, near) + matter + shared desc, created_at desc, number desc limit $8`

// Similar returns open tickets that may be about the same matter: of the same
// citizen, or of the same category and about the same place. The likeliest come
// first. They concern one of the units; nil is all.
func (s *Store) Similar(ctx context.Context, units []string, r tickets.Register, since time.Time, limit int) ([]tickets.Summary, error) {
	rows, err := s.DB.Query(ctx, similarQuery, since, sameNumbers(r.Contact), db.Text(r.Category), db.Text(r.Place),
		s.typed(r.Place), s.typed(r.Content), alike, limit, units)
	if err != nil {
		return nil, db.Fault("look for repeats", err)
	}
	list, err := pgx.CollectRows(rows, scanSummary)
	return list, db.Fault("look for repeats", err)
}

// sameNumbers returns the numbers of a contact field in all their spellings. The exchange
// of a number with an extension is somebody else's, too.
func sameNumbers(contact string) []string {
	list := []string{}
	for _, n := range (phone.Plan{}).Numbers(contact) {
		for _, spelt := range (phone.Plan{}).Spellings(n) {
			list = append(list, db.Text(spelt))
		}
	}
	if contact != "" {
		list = append(list, db.Text(contact))
	}
	return list
}

// typed returns the words of what is typed so far.
func (s *Store) typed(typed string) []string {
	if s.tokenizer == nil {
		return []string{}
	}
	tokens := s.tokenizer.Index(db.Text(typed))
	return append([]string{}, tokens[:min(len(tokens), typedWords)]...)
}
