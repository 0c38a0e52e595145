package postgres

import (
	"fmt"
	"testing"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
)

// TestWhoDeclinedAUnitInEarlierYears: a person whom an import or a message on tape brought was asked
// for none; whoever told an agent so, and a company, still declined it. And a content of the archive
// belongs to somebody.
func TestWhoDeclinedAUnitInEarlierYears(t *testing.T) {
	t.Parallel()
	url := devstack.TestPostgres(t)
	dbtest.MigrateTo(t, url, 34)
	s := open(t, url)
	ctx := t.Context()
	for i, c := range []struct{ origin, kind string }{{"import 旧-1", ""}, {"message 1.1", "person"}, {"import 旧-2", "company"}, {"", ""}} {
		_, err := s.DB.Exec(ctx, `insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place, confidential, is_open, created_at, updated_at, units, marks, centre, origin, ticket, summary)
			values ($1, 'handling', '王', '', '', '2026-11-23T02:00:00Z', 'x', 'help', '', '', false, true, '2026-11-23T02:00:00Z', '2026-11-23T02:00:00Z', '{Y}', '{}', 'Y', nullif($2, ''), $3, '{}')`,
			fmt.Sprintf("26112300000%d", i+1), c.origin, fmt.Sprintf(`{"number":"26112300000%d","unit_declined":true,"caller_kind":%q}`, i+1, c.kind))
		must(t, err)
	}
	must(t, s.Migrate(ctx))
	for i, want := range []bool{false, false, true, true} {
		got, err := s.Ticket(ctx, tickets.Number(fmt.Sprintf("26112300000%d", i+1)))
		must(t, err)
		if got.UnitDeclined != want {
			t.Errorf("%d: declined %v", i+1, got.UnitDeclined)
		}
	}
	_, err := s.DB.Exec(ctx, `insert into office_records (id, kind, unit, at, record) values ('r', 'material', 'Y', '2026-11-23T02:00:00Z', '{}')`)
	must(t, err)
	sum := fmt.Sprintf("%064d", 1)
	_, err = s.DB.Exec(ctx, "insert into office_files (record, n, sum, file) values ('r', 1, $1, '{}')", sum)
	must(t, err)
	if kept, err := s.Attached(ctx, []string{sum, fmt.Sprintf("%064d", 2)}); err != nil || len(kept) != 1 || kept[0] != sum {
		t.Errorf("kept %v, %v", kept, err)
	}
}
