package accounts

import (
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/postgres/dbtest"
)

func TestFailedLoginsAreCounted(t *testing.T) {
	t.Parallel()
	s, ctx := New(dbtest.Migrated(t)), t.Context()
	since := time.Now().Add(-time.Minute)
	for _, try := range []struct {
		login, addr string
		ok          bool
	}{
		{"1001", "10.0.0.1", false}, {"1001", "10.0.0.2", false}, {"1001", "10.0.0.1", true},
		{"1001", "10.0.0.1", false}, {"1002", "10.0.0.1", false},
	} {
		dbtest.Must(t, s.RecordLogin(ctx, try.login, try.addr, try.ok))
	}
	byLogin, byAddr, err := s.FailedLogins(ctx, "1001", "10.0.0.1", since)
	dbtest.Must(t, err)
	if byLogin != 1 || byAddr != 3 {
		t.Errorf("failed: %d of the login since its success, %d from the address; want 1 and 3", byLogin, byAddr)
	}
	byLogin, byAddr, err = s.FailedLogins(ctx, "1001", "10.0.0.1", time.Now().Add(time.Hour))
	dbtest.Must(t, err)
	if byLogin != 0 || byAddr != 0 {
		t.Errorf("failed since the future: %d and %d, want none", byLogin, byAddr)
	}
}

func TestSessions(t *testing.T) {
	t.Parallel()
	d := dbtest.Migrated(t)
	x := NewSessions(d, nil, zap.NewNop())
	later := time.Now().Add(time.Hour)
	dbtest.Must(t, x.Commit("a", []byte("one"), later))
	dbtest.Must(t, x.Commit("a", []byte("two"), later))
	dbtest.Must(t, x.Commit("old", []byte("x"), time.Now().Add(-time.Second)))
	for token, want := range map[string]string{"a": "two", "old": "", "none": ""} {
		data, found, err := x.Find(token)
		dbtest.Must(t, err)
		if string(data) != want || found != (want != "") {
			t.Errorf("session %q: %q, found %v; want %q", token, data, found, want)
		}
	}
	dbtest.Must(t, x.Delete("a"))
	dbtest.Must(t, x.Delete("a"))
	if _, found, err := x.Find("a"); err != nil || found {
		t.Errorf("a deleted session is found (error %v)", err)
	}
	dbtest.Must(t, x.Sweep(t.Context()))
	var left int
	dbtest.Must(t, d.QueryRow(t.Context(), "select count(*) from sessions").Scan(&left))
	if left != 0 {
		t.Errorf("%d sessions left after the sweep, want none", left)
	}
}
