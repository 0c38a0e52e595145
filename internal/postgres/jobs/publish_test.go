package jobs

import (
	"context"
	"errors"
	"testing"

	"hotline12345/internal/postgres/dbtest"
)

// TestOneServiceCountsAtATime: a job that was taken over runs in both, but counts in
// one.
func TestOneServiceCountsAtATime(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	runs := 0
	again := func(context.Context) error { runs++; return nil }
	broken := errors.New("broken")
	err := alone(ctx, d, "x", func(ctx context.Context) error {
		dbtest.Must(t, alone(ctx, d, "x", again))
		return broken
	})
	if !errors.Is(err, broken) || runs != 0 {
		t.Fatalf("error %v, %d runs beside the first", err, runs)
	}
	dbtest.Must(t, alone(ctx, d, "x", again))
	if runs != 1 {
		t.Error("the lock outlived its work")
	}
}
