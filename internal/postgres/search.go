package postgres

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// Tokenizer cuts texts into words for the search.
type Tokenizer interface {
	// Index returns the tokens of a text, each once.
	Index(text string) []string
	// Query returns what must be found: terms, each a list of ways, each a
	// list of tokens; "*" ends one that is only a beginning.
	Query(text string) [][][]string
}

// identity marks the tokens that identify the citizen.
const identity = "~"

// tokens returns what the ticket is found by; nil without a tokenizer.
func (s *Store) tokens(t tickets.Ticket) []string {
	if s.tokenizer == nil {
		return nil
	}
	index := func(texts []string) []string { return s.tokenizer.Index(db.Text(strings.Join(texts, "\n"))) }
	openly, said := t.SaidOpenly(), t.Said()
	tokens, who := index(openly), t.Who()
	if !slices.Equal(openly, said) {
		who = append(who, said...) // only those find it who may know the citizen
	}
	for _, word := range index(who) {
		tokens = append(tokens, identity+word)
	}
	slices.Sort(tokens)
	return slices.Compact(tokens)
}

// vector returns the form in which tokens are stored; null without a tokenizer.
func vector(tokens []string) pgtype.TSVector {
	v := pgtype.TSVector{Valid: tokens != nil, Lexemes: make([]pgtype.TSVectorLexeme, len(tokens))}
	for i, token := range tokens {
		v.Lexemes[i].Word = token
	}
	return v
}

// tsquery returns a query in PostgreSQL's form; who is false for people who may not
// know the citizen: they search without the identity.
func tsquery(terms [][][]string, who bool) string {
	and := make([]string, len(terms))
	for i, ways := range terms {
		var or []string
		for _, way := range ways {
			or = append(or, allOf(way, ""))
			if who {
				or = append(or, allOf(way, identity))
			}
		}
		and[i] = "(" + strings.Join(or, " | ") + ")"
	}
	return strings.Join(and, " & ")
}

func allOf(tokens []string, mark string) string {
	quoted := make([]string, len(tokens))
	for i, token := range tokens {
		token, begins := strings.CutSuffix(token, "*")
		quoted[i] = "'" + strings.NewReplacer("'", "''", `\`, `\\`).Replace(mark+token) + "'"
		if begins {
			quoted[i] += ":*"
		}
	}
	return "(" + strings.Join(quoted, " & ") + ")"
}

// search adds what a text asks for. A text without terms finds nothing.
func (s *Store) search(c *conditions, f tickets.Filter) {
	var terms [][][]string
	if s.tokenizer != nil {
		terms = s.tokenizer.Query(db.Text(f.Text))
	}
	if len(terms) == 0 {
		c.where = append(c.where, "false")
		return
	}
	c.add("words @@ ?::tsquery", tsquery(terms, true))
	if f.Masked {
		c.add("("+c.mayKnow(f)+" or words @@ ?::tsquery)", tsquery(terms, false))
	}
}

// backfillAtOnce is how many tickets get their words in one step.
const backfillAtOnce = 200

// BackfillWords gives words, and the summary of now, to tickets of before, and
// reports whether there are more. A ticket that grows meanwhile has words already.
func (s *Store) BackfillWords(ctx context.Context) (more bool, err error) {
	if s.tokenizer == nil {
		return false, nil
	}
	rows, err := s.DB.Query(ctx, wholeTicket+"where words is null order by number limit $1", backfillAtOnce)
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
		batch.Queue("update tickets set words = $2, summary = $3 where number = $1 and words is null", t.Number, vector(s.tokens(t)), summary)
	}
	err = s.DB.SendBatch(ctx, &batch).Close()
	return len(list) == backfillAtOnce, db.Fault(fmt.Sprintf("give words to %d tickets", len(list)), err)
}
