package postgres

import (
	"testing"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestRunningTicketsOfBeforeShowTheThirtyDays: an update from version 25, whose rows of lists
// held no bounds.
func TestRunningTicketsOfBeforeShowTheThirtyDays(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch, storetest.Sign)
	must(t, s.Commit(ctx, d, ticket))
	_, err := s.DB.Exec(ctx, "update tickets set summary = summary - 'bounds'")
	must(t, err)
	dbtest.MigrateTo(t, s.Config().ConnString(), 25)
	must(t, s.Migrate(ctx))
	_, err = s.BackfillWords(ctx)
	must(t, err)
	list, err := s.List(ctx, tickets.Filter{Limit: 1})
	must(t, err)
	book := storetest.Rulebook()
	row, whole := book.ShowLongest(list[0], storetest.Start), book.LongestOf(ticket, storetest.Start)
	if row.Longest == nil || !row.Longest.By.Equal(whole.By) || len(row.Bounds) != 0 {
		t.Errorf("after the update the list shows %+v, want %+v", row.Longest, whole)
	}
}

// TestAnUpdateServesRunningTicketsFirst: what those of before lack comes in steps, that of
// running ones before that of the archived, however old; the numbers of a field that has
// several come too, and words that were there find their tickets meanwhile.
func TestAnUpdateServesRunningTicketsFirst(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	for n := 1; n <= backfillAtOnce; n++ {
		d, ticket := storetest.Written(n, "13800138000", storetest.WayTo(tickets.Archived)...)
		must(t, s.Commit(ctx, d, ticket))
	}
	d, running := storetest.Written(backfillAtOnce+1, "13800138000", storetest.Dispatch)
	running.Contact = "13812340001 13912340002"
	must(t, s.Commit(ctx, d, running))
	dbtest.MigrateTo(t, s.Config().ConnString(), 25)
	must(t, s.Migrate(ctx))
	find := func(f tickets.Filter) int {
		f.Limit = 200
		list, err := s.List(ctx, f)
		must(t, err)
		return len(list)
	}
	if n := find(tickets.Filter{Text: running.Content}); n == 0 {
		t.Error("right after the update its words do not find the running ticket")
	}
	if more, err := s.BackfillWords(ctx); err != nil || !more {
		t.Fatalf("the first step: more %v, %v", more, err)
	}
	for _, number := range []string{"13812340001", "13912340002"} {
		if n := find(tickets.Filter{Number: number}); n != 1 {
			t.Errorf("after the first step %s finds %d, want the running ticket", number, n)
		}
	}
}
