package db_test

import (
	"testing"
	"time"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets/workday"
)

func TestMigrateFromNothingByTwoAtOnce(t *testing.T) {
	t.Parallel()
	url := devstack.TestPostgres(t)
	done := make(chan error)
	for range 2 {
		go func() { done <- dbtest.Open(t, url).Migrate(t.Context()) }()
	}
	for range 2 {
		dbtest.Must(t, <-done)
	}
	d := dbtest.Open(t, url)
	dbtest.Must(t, d.Migrate(t.Context()))
	have, want, err := d.SchemaVersion(t.Context())
	dbtest.Must(t, err)
	if have != want || want < 3 {
		t.Fatalf("schema version %d, want %d", have, want)
	}
}

func TestPartitionsAreMadeAhead(t *testing.T) {
	t.Parallel()
	d := dbtest.Migrated(t)
	// Months are China's: January begins at 16:00 UTC.
	newYear := time.Date(2026, 12, 31, 23, 30, 0, 0, workday.Zone)
	dbtest.Must(t, d.EnsurePartitions(t.Context(), newYear))
	for _, table := range []string{"calls_202612", "journal_202701", "call_legs_202702", "call_offers_202703"} {
		var there bool
		dbtest.Must(t, d.QueryRow(t.Context(), "select to_regclass($1) is not null", table).Scan(&there))
		if !there {
			t.Errorf("partition %s was not made", table)
		}
	}
	var from string
	dbtest.Must(t, d.QueryRow(t.Context(), `select pg_get_expr(relpartbound, oid) from pg_class where relname = 'calls_202701'`).Scan(&from))
	if want := "FOR VALUES FROM ('2026-12-31 16:00:00+00') TO ('2027-01-31 16:00:00+00')"; from != want {
		t.Errorf("January 2027 holds %s, want %s", from, want)
	}
}
