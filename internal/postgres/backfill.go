package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// backfillAtOnce is how many tickets get their words in one step.
const backfillAtOnce = 200

// withoutWords selects the tickets whose words are not those of now.
const withoutWords = "(words is null or words_form < 1)"

// BackfillWords gives the words of now, the summary and the numbers of the contact to tickets
// of before, those that run first, and reports whether there are more. A ticket that grows
// meanwhile has them already.
func (s *Store) BackfillWords(ctx context.Context) (more bool, err error) {
	if s.tokenizer == nil {
		return false, nil
	}
	rows, err := s.DB.Query(ctx, wholeTicket+"where "+withoutWords+" order by is_open desc, number limit $1", backfillAtOnce)
	if err != nil {
		return false, db.Fault("look for tickets without words", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (tickets.Ticket, error) { return scanTicket(row) })
	if err != nil {
		return false, db.Fault("look for tickets without words", err)
	}
	var batch pgx.Batch
	for _, t := range list {
		t.Stored = true
		summary, err := db.Encode(tickets.Summarise(t))
		if err != nil {
			return false, db.Fault(fmt.Sprintf("summarise ticket %s", t.Number), err)
		}
		batch.Queue("update tickets set words = $2, summary = $3, words_form = $4, contacts = $5 where number = $1 and "+withoutWords,
			t.Number, vector(s.tokens(t)), summary, wordsForm, texts(tickets.Contacts(t.Contact)))
	}
	err = s.DB.SendBatch(ctx, &batch).Close()
	return len(list) == backfillAtOnce, db.Fault(fmt.Sprintf("give words to %d tickets", len(list)), err)
}
