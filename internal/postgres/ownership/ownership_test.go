package ownership_test

import (
	"errors"
	"testing"

	"hotline12345/internal/ownership"
	"hotline12345/internal/postgres/dbtest"
	store "hotline12345/internal/postgres/ownership"
)

// TestOneOfTwoClaims: of two that have read the same, the first one's claim stands.
func TestOneOfTwoClaims(t *testing.T) {
	t.Parallel()
	s, ctx := store.New(dbtest.Migrated(t)), t.Context()
	if c, there, err := s.Read(ctx); there || err != nil {
		t.Fatalf("nobody has claimed: %+v, error %v", c, err)
	}
	first := ownership.Claim{Epoch: 1, Instance: "A/1", Who: "pid 1"}
	dbtest.Must(t, s.Write(ctx, ownership.Claim{}, first))
	second := ownership.Claim{Epoch: 1, Instance: "B/1", Who: "pid 2"}
	if err := s.Write(ctx, ownership.Claim{}, second); !errors.Is(err, ownership.ErrChanged) {
		t.Errorf("a second claim on what nobody owned: %v", err)
	}
	next := first
	next.Beat++
	dbtest.Must(t, s.Write(ctx, first, next))
	second.Epoch, second.Displaced = 2, first.Instance
	if err := s.Write(ctx, first, second); !errors.Is(err, ownership.ErrChanged) {
		t.Errorf("a claim on one that was renewed meanwhile: %v", err)
	}
	dbtest.Must(t, s.Write(ctx, next, second))
	if got, there, err := s.Read(ctx); !there || err != nil || got != second {
		t.Errorf("the claim is %+v, error %v; want %+v", got, err, second)
	}
}
