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
