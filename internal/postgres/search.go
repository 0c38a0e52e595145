package postgres

import (
	"reflect"
	"slices"
	"strings"

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
	// QueryAsTyped is Query for tickets whose words were indexed before texts were folded.
	QueryAsTyped(text string) [][][]string
}

// wordsForm is the form of the words that tickets are indexed by: 1 is that of the one
// folding. Tickets with an earlier form get the words of now, and are found meanwhile by what
// was typed as it stands.
const wordsForm = 1

// mostWords is how many bytes of words a ticket is found by: PostgreSQL refuses more than a
// mebibyte, and a search must never refuse a ticket. Who the citizen is comes first, then what
// was said in its order.
const mostWords = 800_000

// identity marks the tokens that identify the citizen.
const identity = "~"

// betweenTexts keeps the last word of a text apart from the first of the next.
const betweenTexts = "\n|\n"

// tokens returns what the ticket is found by; nil without a tokenizer.
func (s *Store) tokens(t tickets.Ticket) []string {
	if s.tokenizer == nil {
		return nil
	}
	index := func(texts []string) []string { return s.tokenizer.Index(db.Text(strings.Join(texts, betweenTexts))) }
	openly, said := t.SaidOpenly(), t.Said()
	tokens := identifying(index(t.Who()))
	tokens = append(tokens, index(openly)...)
	if !slices.Equal(openly, said) { // only those find it who may know the citizen
		tokens = append(tokens, identifying(index(said))...)
	}
	tokens = fitting(tokens)
	slices.Sort(tokens)
	return slices.Compact(tokens)
}

// identifying marks tokens as those of the citizen.
func identifying(tokens []string) []string {
	for i := range tokens {
		tokens[i] = identity + tokens[i]
	}
	return tokens
}

// fitting returns as many of the tokens as a ticket is found by.
func fitting(tokens []string) []string {
	size := 0
	for i, token := range tokens {
		if size += len(token); size > mostWords {
			return tokens[:i]
		}
	}
	return tokens
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
	var queries [][][][]string
	if s.tokenizer != nil {
		folded, typed := s.tokenizer.Query(db.Text(f.Text)), s.tokenizer.QueryAsTyped(db.Text(f.Text))
		if queries = append(queries, folded); !reflect.DeepEqual(folded, typed) {
			queries = append(queries, typed)
		}
		queries = slices.DeleteFunc(queries, func(terms [][][]string) bool { return len(terms) == 0 })
	}
	if len(queries) == 0 {
		c.where = append(c.where, "false")
		return
	}
	c.add("words @@ ?::tsquery", anyOf(queries, true))
	if f.Masked {
		c.add("("+c.mayKnow(f)+" or words @@ ?::tsquery)", anyOf(queries, false))
	}
}

// anyOf returns queries of which one is enough, in PostgreSQL's form.
func anyOf(queries [][][][]string, who bool) string {
	list := make([]string, len(queries))
	for i, terms := range queries {
		list[i] = "(" + tsquery(terms, who) + ")"
	}
	return strings.Join(list, " | ")
}
