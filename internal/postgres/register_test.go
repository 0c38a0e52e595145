package postgres

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// arrived is when a call of the tests came.
var arrived = time.Date(2026, 11, 23, 1, 2, 3, 456789000, time.UTC)

func TestTheRegisterIsAppendOnly(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	must(t, s.Commit(ctx, d, ticket))
	for _, sql := range []string{"update ticket_entries set move = 'x'", "delete from ticket_entries", "truncate ticket_entries",
		"delete from tickets"} {
		if _, err := s.DB.Exec(ctx, sql); err == nil {
			t.Errorf("%s: no error", sql)
		}
	}
	list, err := s.List(ctx, tickets.Filter{Limit: 10})
	must(t, err)
	if len(list) != 1 {
		t.Errorf("%d tickets, want the one", len(list))
	}
}
