package postgres

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// recentWindow is how many of the newest tickets are read in their order before
// the indexes are asked: what is frequent fills a page from them, and what does
// not is rare enough that all who have it can be sorted. PostgreSQL cannot tell
// these apart by itself, as it takes words and properties for independent of each
// other. 20,000 tickets are those of ten days, and are read in 20 ms.
const recentWindow = 20_000

// unindexed is the order of lists, in a form that no index has: the database must go
// by what is asked for.
const unindexed = "created_at + interval '0' desc, number desc"

// facets are the properties that the index tickets_found has beside words and
// units: it meets words and properties by itself, however frequent each is, and
// reads only the tickets that have all.
const facets = "array['type ' || type, 'urgency ' || urgency, 'category ' || category, 'category ' || left(category, 2)]"

// Codes of categories: a group has two characters, a leaf four.
const group, leaf = 2, 4

// listLimit bounds all statements of a list together: a list that asks for too much is
// refused before its page would take the database for away (after 2 s). Where
// nothing of it is in memory, a thousand tickets take a second.
const listLimit = 1600 * time.Millisecond

// statementTimeout returns the statement that bounds the next one of a list.
func statementTimeout(until time.Time) string {
	return fmt.Sprintf("set local statement_timeout = '%dms'", max(time.Until(until), 10*time.Millisecond).Milliseconds())
}

// tooLong reports whether a statement of a list was ended by its bound.
func tooLong(err error) bool {
	var pg *pgconn.PgError
	return errors.As(err, &pg) && pg.Code == "57014"
}

// triesNewest reports whether a list is searched among the newest first: where several
// things are asked for that may exclude each other, or one that may be rare or
// frequent, now or long ago, without an index in the order of lists: a unit that
// ended years ago had the database search for its tickets from today on. What is only
// true of few tickets has an index that the database chooses well.
func triesNewest(f tickets.Filter) bool {
	if f.Text != "" {
		return true
	}
	running := len(f.States) > 0 && !slices.Contains(f.States, tickets.Archived)
	if running || f.Number != "" || f.Mark != "" || f.Assignment != "" || !f.DueBefore.IsZero() || !f.TryBefore.IsZero() {
		return false
	}
	archivedOf := len(f.States) > 0 && f.Category != "" // each alone has an index in the order of lists
	return f.Type != "" || f.Urgency != "" || f.Units != nil || archivedOf
}

// recentQuery returns the query of a list among the newest tickets only.
func (s *Store) recentQuery(f tickets.Filter) query {
	c := s.byTime(f)
	span := "true"
	if len(c.span) > 0 {
		span = strings.Join(c.span, " and ")
	}
	return c.query(fmt.Sprintf("select summary from (select * from tickets where %s order by %s limit %d) tickets where %s order by %s",
		span, newest, recentWindow, c.all(), newest), f.Limit)
}

// rareQuery returns the query of a list that searches all tickets, by the indexes of what
// is asked for.
func (s *Store) rareQuery(f tickets.Filter) query {
	c := s.byTime(f)
	if wanted := facetsOf(f); len(wanted) > 0 {
		c.add(facets+" @> ?", wanted)
	}
	return c.query(fmt.Sprintf("select summary from tickets where %s order by %s", c.all(), unindexed), f.Limit)
}

// facetsOf returns the properties that a filter asks for.
func facetsOf(f tickets.Filter) []string {
	var list []string
	if f.Type != "" {
		list = append(list, "type "+db.Text(string(f.Type)))
	}
	if f.Urgency != "" {
		list = append(list, "urgency "+db.Text(string(f.Urgency)))
	}
	if len(f.Category) == group || len(f.Category) == leaf {
		list = append(list, "category "+db.Text(f.Category))
	}
	return list
}
