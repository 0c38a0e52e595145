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
	change := func(id string, what org.UserAct) org.UserChange {
		return org.UserChange{ID: id, At: now, By: org.Person{Name: "林海"}, Login: "admin", What: what}
	}
	dbtest.Must(t, s.AddToken(ctx, made, "sum", change("c1", org.UserTokenMade)))
	if err := s.AddToken(ctx, org.MachineToken{ID: "t2", Name: "市民云", Login: "admin"}, "sum2", change("c2", org.UserTokenMade)); err == nil {
		t.Error("two tokens of one name")
	}
	if _, err := s.UseToken(ctx, "other", now); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("another sum: %v", err)
	}
	for range 2 {
		got, err := s.UseToken(ctx, "sum", now.Add(time.Minute))
		if err != nil || got.Name != "市民云" || !got.Holds(now) || got.Holds(now.Add(time.Hour)) {
			t.Errorf("%+v %v", got, err)
		}
	}
	revoked := change("c3", org.UserTokenEnded)
	revoked.Login = "" // the token knows it
	dbtest.Must(t, s.RevokeToken(ctx, "t1", revoked))
	if err := s.RevokeToken(ctx, "t1", change("c4", org.UserTokenEnded)); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("revoked twice: %v", err)
	}
	list, err := s.Tokens(ctx)
	if err != nil || len(list) != 1 || list[0].Holds(now) || list[0].RevokedBy.Name != "林海" || !list[0].UsedAt.Equal(now.Add(time.Minute)) {
		t.Errorf("%+v %v", list, err)
	}
	changes, err := s.UserChanges(ctx, "admin", nil, org.Cursor{At: now.Add(time.Hour)}, 9)
	if err != nil || len(changes) != 2 || changes[0].What != org.UserTokenEnded || changes[1].What != org.UserTokenMade || changes[0].Token.Name != "市民云" || changes[1].Token.ID != "t1" {
		t.Errorf("on record: %+v, %v", changes, err)
	}
}

// TestAccountsOfMachines are told from persons' ones, and so are their tokens.
func TestAccountsOfMachines(t *testing.T) {
	t.Parallel()
	d := dbtest.Migrated(t)
	s, ctx := New(d), t.Context()
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	_, err := d.Exec(ctx, "insert into units (code, name, level) values ('Z1', '甲', 1)")
	dbtest.Must(t, err)
	for login, machine := range map[string]bool{"cloud": true, "person": false} {
		u := org.User{Login: login, Name: login, Roles: []org.Role{org.RoleUnitClerk}, Unit: "Z1", Languages: []string{}, Queues: []string{}, Rev: 1, Machine: machine}
		dbtest.Must(t, s.AddUser(ctx, u, org.UserChange{ID: login, At: now, Login: login, What: org.UserAdded}))
		got, err := s.UserByLogin(ctx, login)
		if err != nil || got.Machine != machine || got.State().Machine != machine {
			t.Errorf("%s: %+v %v", login, got, err)
		}
		got.Rev++
		got.Machine = !machine // no change reaches it
		dbtest.Must(t, s.ChangeUser(ctx, got, org.UserChange{ID: login + "2", At: now, Login: login, What: org.UserChanged}))
		if got, err = s.UserByLogin(ctx, login); err != nil || got.Machine != machine {
			t.Errorf("%s after a change: %+v %v", login, got, err)
		}
		dbtest.Must(t, s.AddToken(ctx, org.MachineToken{ID: login, Name: login, Login: login, ExpiresAt: now.Add(time.Hour)}, login, org.UserChange{ID: login + "3", At: now, Login: login}))
		if token, err := s.UseToken(ctx, login, now); err != nil || token.OfPerson == machine {
			t.Errorf("the token of %s: %+v %v", login, token, err)
		}
	}
}
