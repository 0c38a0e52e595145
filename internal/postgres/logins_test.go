package postgres

import (
	"errors"
	"testing"
	"time"

	"hotline12345/tickets"
)

func isNotFound(err error) bool { return errors.Is(err, tickets.ErrNotFound) }

func TestFailedLoginsAreCounted(t *testing.T) {
	s, ctx := migrated(t), t.Context()
	since := time.Now().Add(-time.Minute)
	for _, try := range []struct {
		login, addr string
		ok          bool
	}{
		{"1001", "10.0.0.1", false}, {"1001", "10.0.0.2", false}, {"1001", "10.0.0.1", true},
		{"1001", "10.0.0.1", false}, {"1002", "10.0.0.1", false},
	} {
		must(t, s.RecordLogin(ctx, try.login, try.addr, try.ok))
	}
	byLogin, byAddr, err := s.FailedLogins(ctx, "1001", "10.0.0.1", since)
	must(t, err)
	if byLogin != 1 || byAddr != 3 {
		t.Errorf("failed: %d of the login since its success, %d from the address; want 1 and 3", byLogin, byAddr)
	}
	byLogin, byAddr, err = s.FailedLogins(ctx, "1001", "10.0.0.1", time.Now().Add(time.Hour))
	must(t, err)
	if byLogin != 0 || byAddr != 0 {
		t.Errorf("failed since the future: %d and %d, want none", byLogin, byAddr)
	}
}

func TestSessions(t *testing.T) {
	s := migrated(t)
	x := s.Sessions()
	later := time.Now().Add(time.Hour)
	must(t, x.Commit("a", []byte("one"), later))
	must(t, x.Commit("a", []byte("two"), later))
	must(t, x.Commit("old", []byte("x"), time.Now().Add(-time.Second)))
	for token, want := range map[string]string{"a": "two", "old": "", "none": ""} {
		data, found, err := x.Find(token)
		must(t, err)
		if string(data) != want || found != (want != "") {
			t.Errorf("session %q: %q, found %v; want %q", token, data, found, want)
		}
	}
	must(t, x.Delete("a"))
	must(t, x.Delete("a"))
	if _, found, err := x.Find("a"); err != nil || found {
		t.Errorf("a deleted session is found (error %v)", err)
	}
	must(t, s.upkeep(t.Context()))
	var left int
	must(t, s.pool.QueryRow(t.Context(), "select count(*) from sessions").Scan(&left))
	if left != 0 {
		t.Errorf("%d sessions left after the sweep, want none", left)
	}
}
