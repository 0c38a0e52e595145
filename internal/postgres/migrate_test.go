package postgres

import (
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestMigrateFromNothingByTwoAtOnce(t *testing.T) {
	url := devstack.TestPostgres(t)
	done := make(chan error)
	for range 2 {
		go func() { done <- open(t, url).Migrate(t.Context()) }()
	}
	for range 2 {
		must(t, <-done)
	}
	s := open(t, url)
	must(t, s.Migrate(t.Context()))
	have, want, err := s.SchemaVersion(t.Context())
	must(t, err)
	if have != want || want < 3 {
		t.Fatalf("schema version %d, want %d", have, want)
	}
}

func TestPartitionsAreMadeAhead(t *testing.T) {
	s := migrated(t)
	// Months are China's: January begins at 16:00 UTC.
	newYear := time.Date(2026, 12, 31, 23, 30, 0, 0, tickets.Zone)
	must(t, s.EnsurePartitions(t.Context(), newYear))
	for _, table := range []string{"calls_202612", "journal_202701", "call_legs_202702", "call_offers_202703"} {
		var there bool
		must(t, s.pool.QueryRow(t.Context(), "select to_regclass($1) is not null", table).Scan(&there))
		if !there {
			t.Errorf("partition %s was not made", table)
		}
	}
	var from string
	must(t, s.pool.QueryRow(t.Context(), `select pg_get_expr(relpartbound, oid) from pg_class where relname = 'calls_202701'`).Scan(&from))
	if want := "FOR VALUES FROM ('2026-12-31 16:00:00+00') TO ('2027-01-31 16:00:00+00')"; from != want {
		t.Errorf("January 2027 holds %s, want %s", from, want)
	}
}

// TestRatingsOfBeforeKeepTheirUnitAndTheirExclusion: an update from version 14, whose
// entries did not say whom a rating is about.
func TestRatingsOfBeforeKeepTheirUnitAndTheirExclusion(t *testing.T) {
	s, ctx := migrated(t), t.Context()
	bad := tickets.Request{Move: tickets.MoveRevisit, Revisit: &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}}
	d, ticket := storetest.Written(1, "13800138000", storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, storetest.Answer, bad,
		tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"}, tickets.Request{Move: tickets.MoveGrant, Plea: tickets.PleaExclusion})
	for i := range ticket.Entries {
		if e := &ticket.Entries[i]; e.Rated > 0 || e.Move == tickets.MoveRevisit {
			e.Rated, e.Part = 0, ""
		}
	}
	must(t, s.Commit(ctx, d, ticket))
	sql, err := migrationFiles.ReadFile("migrations/015_old_ratings.sql")
	must(t, err)
	_, err = s.pool.Exec(ctx, string(sql))
	must(t, err)
	from, to := storetest.Start, storetest.Start.AddDate(1, 0, 0)
	groups, err := s.Ratings(ctx, []string{"Y04"}, from, to)
	must(t, err)
	if len(groups) != 1 || !groups[0].Excluded || groups[0].N != 1 {
		t.Errorf("ratings of the unit after the update: %+v", groups)
	}
	out, err := s.Exclusions(ctx, nil, from, to, 9)
	must(t, err)
	if len(out) != 1 || out[0].Note != "超出职责" {
		t.Errorf("exclusions after the update: %+v", out)
	}
	if _, err := s.pool.Exec(ctx, "update ticket_entries set move = 'x'"); err == nil {
		t.Error("after the update the register can be changed")
	}
}
