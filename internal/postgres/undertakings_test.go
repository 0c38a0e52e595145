package postgres

import (
	"testing"
	"time"

	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestUndertakingsAreKept as they were signed first, and by nobody changed.
func TestUndertakingsAreKept(t *testing.T) {
	t.Parallel()
	s, ctx := migrated(t), t.Context()
	u := org.Undertaking{By: org.Person{ID: "7", Name: "李娜"}, Version: org.UndertakingVersion("保密"), Words: "保密", Addr: "10.0.0.1", At: storetest.Start}
	if at, err := s.Undertook(ctx, "7", u.Version); err != nil || !at.IsZero() {
		t.Fatalf("before: %v, %v", at, err)
	}
	must(t, s.Undertake(ctx, u))
	u.At = u.At.Add(time.Hour)
	must(t, s.Undertake(ctx, u))
	if at, err := s.Undertook(ctx, "7", u.Version); err != nil || !at.Equal(storetest.Start) {
		t.Errorf("signed at %v, %v", at, err)
	}
	if at, _ := s.Undertook(ctx, "7", org.UndertakingVersion("别的")); !at.IsZero() {
		t.Error("other words count as signed")
	}
	for _, change := range []string{"update undertakings set words = 'x'", "delete from undertakings"} {
		if _, err := s.DB.Exec(ctx, change); err == nil {
			t.Errorf("%s: allowed", change)
		}
	}
}
