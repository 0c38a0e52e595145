package accounts

import (
	"errors"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets/org"
)

// TestSecondFactorsAreKept: begun, confirmed, each code used once, and gone whole.
func TestSecondFactorsAreKept(t *testing.T) {
	t.Parallel()
	s, ctx := New(dbtest.Migrated(t)), t.Context()
	u, err := s.UserByLogin(ctx, "admin")
	dbtest.Must(t, err)
	now := time.Now()
	has := func(want bool) {
		t.Helper()
		now, err := s.UserByLogin(ctx, "admin")
		dbtest.Must(t, err)
		if now.SecondFactor != want || now.PasswordAt.IsZero() {
			t.Errorf("%+v", now)
		}
	}
	if _, err := s.Factor(ctx, u.ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a factor of nobody: %v", err)
	}
	if err := s.ConfirmFactor(ctx, u.ID, 5, nil, now); !errors.Is(err, errs.ErrConflict) {
		t.Errorf("what was not begun is confirmed: %v", err)
	}
	dbtest.Must(t, s.BeginFactor(ctx, u.ID, []byte("first"), now))
	dbtest.Must(t, s.BeginFactor(ctx, u.ID, []byte("second"), now))
	if ok, err := s.UseStep(ctx, u.ID, 9); ok || err != nil {
		t.Errorf("a code of what is not confirmed: %t %v", ok, err)
	}
	has(false)
	dbtest.Must(t, s.ConfirmFactor(ctx, u.ID, 5, []string{"a", "b"}, now))
	has(true)
	if err := s.BeginFactor(ctx, u.ID, []byte("third"), now); !errors.Is(err, errs.ErrConflict) {
		t.Errorf("a confirmed one is replaced: %v", err)
	}
	f, err := s.Factor(ctx, u.ID)
	if err != nil || string(f.Secret) != "second" || !f.Confirmed {
		t.Errorf("%+v %v", f, err)
	}
	for i, want := range []bool{false, true, false, true} {
		if ok, err := s.UseStep(ctx, u.ID, []int64{5, 6, 6, 8}[i]); ok != want || err != nil {
			t.Errorf("use %d: %t %v", i, ok, err)
		}
	}
	for i, want := range []bool{true, false, false} {
		if ok, err := s.UseRecovery(ctx, u.ID, []string{"a", "a", "x"}[i], now); ok != want || err != nil {
			t.Errorf("recovery %d: %t %v", i, ok, err)
		}
	}
	dbtest.Must(t, s.RemoveFactor(ctx, u.ID))
	has(false)
	if ok, _ := s.UseRecovery(ctx, u.ID, "b", now); ok {
		t.Error("a recovery code opens what is gone")
	}
}

func TestTokensOfMachinesAreKept(t *testing.T) {
	t.Parallel()
	s, ctx := New(dbtest.Migrated(t)), t.Context()
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	made := org.MachineToken{ID: "t1", Name: "市民云", Login: "admin", Scopes: []string{"statistics"}, CreatedBy: org.Person{ID: "7"}, CreatedAt: now, ExpiresAt: now.Add(time.Hour)}
	dbtest.Must(t, s.AddToken(ctx, made, "sum"))
	if _, err := s.UseToken(ctx, "other", now); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("another sum: %v", err)
	}
	for range 2 {
		got, err := s.UseToken(ctx, "sum", now.Add(time.Minute))
		if err != nil || got.Name != "市民云" || !got.Holds(now) || got.Holds(now.Add(time.Hour)) {
			t.Errorf("%+v %v", got, err)
		}
	}
	dbtest.Must(t, s.RevokeToken(ctx, "t1", org.Person{Name: "林海"}, now))
	if err := s.RevokeToken(ctx, "t1", org.Person{}, now); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("revoked twice: %v", err)
	}
	list, err := s.Tokens(ctx)
	if err != nil || len(list) != 1 || list[0].Holds(now) || list[0].RevokedBy.Name != "林海" || !list[0].UsedAt.Equal(now.Add(time.Minute)) {
		t.Errorf("%+v %v", list, err)
	}
}
