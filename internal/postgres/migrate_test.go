package postgres

import (
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/tickets"
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
