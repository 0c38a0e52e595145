package postgres

import (
	"testing"
	"time"

	"hotline12345/tickets/statistics"
	"hotline12345/tickets/storetest"
)

// published waits until the newest month counts so many matters.
func (tn *town) published(t *testing.T, month string, accepted int) statistics.PublishedRow {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for {
		lines, err := tn.store.PublishedRows(t.Context())
		must(t, err)
		if len(lines) > 0 && lines[0].Month == month && lines[0].Accepted == accepted {
			return lines[0]
		}
		if time.Now().After(deadline) {
			t.Fatalf("%s with %d matters was never published: %+v", month, accepted, lines)
		}
		select {
		case <-time.After(50 * time.Millisecond):
		case <-t.Context().Done():
		}
	}
}

func (tn *town) counters(t *testing.T) (n int) {
	t.Helper()
	must(t, tn.store.DB.QueryRow(t.Context(), "select count(*) from river_job where kind = 'publish'").Scan(&n))
	return n
}

// TestMonthsAreCountedByTheHour, by one job that outlives restarts and kills.
func TestMonthsAreCountedByTheHour(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	tn.written(t, "1", storetest.Answer)
	stop := tn.work(t)
	first := tn.published(t, "2026-11", 1)
	tn.written(t, "2")
	tn.pass(time.Hour)
	second := tn.published(t, "2026-11", 2)
	if second.CountedAt.Truncate(time.Hour).Equal(first.CountedAt.Truncate(time.Hour)) {
		t.Errorf("counted twice in an hour: %v and %v", first.CountedAt, second.CountedAt)
	}
	stop()
	_, err := tn.store.DB.Exec(t.Context(), "update river_job set state = 'running', attempted_at = now() where kind = 'publish'") // killed at it
	must(t, err)
	tn.written(t, "3")
	tn.pass(time.Hour)
	tn.work(t)
	tn.published(t, "2026-11", 3)
	tn.pass(9 * 24 * time.Hour) // into December
	tn.written(t, "4")
	tn.pass(time.Hour)
	tn.published(t, "2026-12", 1)
	if n := tn.counters(t); n != 1 {
		t.Errorf("%d jobs count months, want 1", n)
	}
	got, err := tn.statistics.Published(t.Context(), "2026")
	must(t, err)
	if got.All.Accepted != nil || got.Period != "2026" || len(got.Periods) != 3 {
		t.Errorf("the year so far has 4 matters, which are hidden: %+v", got)
	}
}
