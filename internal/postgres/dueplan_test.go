package postgres

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestAPageByLimitGoesOnInItsIndex: all limits end at the same closing hours, so
// a page in the middle must not sort, or walk over, what came before it.
func TestAPageByLimitGoesOnInItsIndex(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	_, err := s.DB.Exec(ctx, `insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place,
			confidential, is_open, archived, created_at, updated_at, ticket, summary, due)
		select '7' || lpad(i::text, 11, '0'), 'dispatched', '', '', '', now, 'x', 'help', '', '', false, true, false, now, now, '{}',
			jsonb_build_object('number', '7' || lpad(i::text, 11, '0')), case when i <= 28000 then now + make_interval(days => i / 14000) end
		from generate_series(1, 30000) i, (select $1::timestamptz as now) n`, storetest.Start)
	must(t, err)
	_, err = s.DB.Exec(ctx, "analyze tickets")
	must(t, err)
	last := func(i int) tickets.Number { return tickets.Number(fmt.Sprintf("7%011d", i)) }
	for _, f := range []tickets.Filter{{}, {Before: last(13000)}, {Before: last(27000)}, {Before: last(13000), DueBefore: storetest.Start.Add(time.Hour)}} {
		f.ByDue, f.Limit = true, 50
		q := s.dueQuery(f)
		var lines []string
		rows, err := s.DB.Query(ctx, "explain (analyze, costs off, timing off, summary off) "+q.sql, q.args...)
		must(t, err)
		for rows.Next() {
			var line string
			must(t, rows.Scan(&line))
			lines = append(lines, line)
		}
		must(t, rows.Err())
		plan := strings.Join(lines, "\n")
		if !strings.Contains(plan, "using tickets_due_number") || strings.Contains(plan, "Sort") || strings.Contains(plan, "Rows Removed by Filter") {
			t.Errorf("after %q:\n%s", f.Before, plan)
		}
		list, err := s.List(ctx, f)
		must(t, err)
		if len(list) != 50 || f.Before != "" && list[0].Number <= f.Before {
			t.Errorf("after %q: %d tickets, the first is %s", f.Before, len(list), list[0].Number)
		}
	}
	list, err := s.List(ctx, tickets.Filter{ByDue: true, Before: last(27980), Limit: 50})
	must(t, err)
	if len(list) != 50 || list[19].Number != last(28000) || list[20].Number != last(30000) {
		t.Errorf("what has no limit does not come last: %s, then %s", list[19].Number, list[20].Number)
	}
}
