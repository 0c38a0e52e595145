package accounts

import (
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets/org"
)

func TestFailedLoginsAreCounted(t *testing.T) {
	t.Parallel()
	d := dbtest.Migrated(t)
	s, ctx := New(d), t.Context()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	try := func(before time.Duration, login, place string, ok bool) {
		t.Helper()
		dbtest.Must(t, s.RecordLogin(ctx, login, place+".1", place, ok))
		_, err := d.Exec(ctx, "update login_attempts set at = $1 where id = (select max(id) from login_attempts)", now.Add(-before))
		dbtest.Must(t, err)
	}
	const day = 24 * time.Hour
	try(31*day, "1001", "hotel", true) // too long ago to be a place of its own
	try(29*day, "1001", "office", true)
	try(25*time.Hour, "1001", "hotel", false)
	try(20*time.Minute, "1001", "office", false)
	try(10*time.Minute, "1001", "office", false)
	try(9*time.Minute, "1001", "hotel", false)
	try(8*time.Minute, "1001", "abroad", false)
	try(8*time.Minute, "1002", "abroad", false)
	count := func(login, place string, want org.Failures) {
		t.Helper()
		got, err := s.FailedLogins(ctx, login, place, now)
		dbtest.Must(t, err)
		if got != want {
			t.Errorf("%s at %s: %+v, want %+v", login, place, got, want)
		}
	}
	count("1001", "office", org.Failures{Here: 1, HereToday: 2, OfPlace: 1, Strange: 2, Known: true})
	count("1001", "hotel", org.Failures{Here: 1, HereToday: 1, OfPlace: 1, Strange: 2})
	count("1001", "abroad", org.Failures{Here: 1, HereToday: 1, OfPlace: 2, Strange: 2})
	count("1001", "home", org.Failures{Strange: 2})
	count("1002", "office", org.Failures{OfPlace: 1, Strange: 1})
	try(5*time.Minute, "1001", "abroad", true)
	count("1001", "office", org.Failures{Here: 1, HereToday: 2, OfPlace: 1, Strange: 1, Known: true}) // a success elsewhere forgives nothing here
	count("1001", "abroad", org.Failures{HereToday: 1, OfPlace: 2, Strange: 1, Known: true})
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
