package postgres

import (
	"fmt"
	"strings"

	"hotline12345/tickets"
)

// recentWindow is how many of the newest tickets are read in their order before
// the index of words is asked: a frequent word fills a page from them, and what
// does not is rare enough that all who have it can be sorted. PostgreSQL cannot
// tell these apart by itself, as it takes words for independent of each other.
// 20,000 tickets are those of ten days, and are read in 20 ms.
const recentWindow = 20_000

// rare is the order of lists, in a form that no index has: the database must go
// by the words.
const rare = "created_at + interval '0' desc, number desc"

// recentQuery looks for a text in the newest tickets only.
func (s *Store) recentQuery(f tickets.Filter) (sql string, args []any) {
	c := s.conditionsOf(f)
	span := "true"
	if len(c.span) > 0 {
		span = strings.Join(c.span, " and ")
	}
	c.args = append(c.args, f.Limit)
	return fmt.Sprintf(`select summary from (select * from tickets where %s order by %s limit %d) tickets
		where %s order by %s limit $%d`, span, newest, recentWindow, strings.Join(c.where, " and "), newest, len(c.args)), c.args
}

// onlyWords says that nothing else than words, units and times narrows the
// search.
func onlyWords(f tickets.Filter) bool {
	return len(f.States) == 0 && f.Type == "" && f.Category == "" && f.Urgency == "" && f.Mark == "" && f.Part == "" &&
		f.DueBefore.IsZero() && f.TryBefore.IsZero()
}
