package postgres

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestTicketsOfBeforeGetTheirWords: those that were written without a search.
func TestTicketsOfBeforeGetTheirWords(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	before := wordless(t, s)
	for i := range backfillAtOnce + 5 {
		d, ticket := storetest.Written(i+1, "13800138000")
		must(t, before.Commit(ctx, d, ticket))
	}
	find := func() int {
		list, err := s.List(ctx, tickets.Filter{Text: "工地噪声", Limit: 1000})
		must(t, err)
		return len(list)
	}
	if n := find(); n != 0 {
		t.Fatalf("%d found without words", n)
	}
	must(t, s.upkeep(ctx))
	if n := find(); n != backfillAtOnce+5 {
		t.Fatalf("%d found, want all %d", n, backfillAtOnce+5)
	}
}
