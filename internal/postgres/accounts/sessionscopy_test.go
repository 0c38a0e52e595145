package accounts

//hotline:faults

import (
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/sealed"
)

// service is the sessions of a service on a data folder, as after a start.
func service(t *testing.T, d *db.DB, dir string) *Sessions {
	t.Helper()
	shelf, err := sealed.Open(dir, "secret", time.Now())
	dbtest.Must(t, err)
	return NewSessions(d, shelf, zap.NewNop())
}

// away is a database that does not answer.
func away(t *testing.T) *db.DB {
	t.Helper()
	port, err := devstack.FreePort()
	dbtest.Must(t, err)
	none := devstack.Postgres{Port: port}
	return dbtest.Open(t, none.URL("hotline"))
}

func signedIn(t *testing.T, x *Sessions, token, want string) {
	t.Helper()
	data, found, err := x.Find(token)
	if found != (want != "") || string(data) != want || err != nil && want != "" {
		t.Errorf("session %q: %q, found %v, error %v; want %q", token, data, found, err, want)
	}
}

// TestSessionsAfterARestartWithoutTheDatabase: who was signed in is, with the last data;
// who was signed out is not, whether the database was told or not, and stays so when it
// is back.
func TestSessionsAfterARestartWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	d, dir := dbtest.Migrated(t), t.TempDir()
	later := time.Now().Add(time.Hour)
	x := service(t, d, dir)
	for _, token := range []string{"stays", "out", "out while away", "swept"} {
		dbtest.Must(t, x.Commit(token, []byte("one"), later))
	}
	dbtest.Must(t, x.Commit("over", []byte("one"), time.Now()))
	dbtest.Must(t, x.Commit("stays", []byte("two"), later))
	dbtest.Must(t, x.Delete("out"))
	_, err := d.Exec(t.Context(), "delete from sessions where token = 'swept'")
	dbtest.Must(t, err)
	signedIn(t, x, "swept", "")

	x = service(t, away(t), dir)
	signedIn(t, x, "stays", "two")
	signedIn(t, x, "out", "")
	dbtest.Must(t, x.Delete("out while away"))
	dbtest.Must(t, x.Commit("stays", []byte("three"), later))
	if _, _, err := x.Find("swept"); err == nil {
		t.Error("a session that is not known is answered without the database")
	}

	x = service(t, d, dir)
	for range 2 { // before and after the database was told
		signedIn(t, x, "stays", "three")
		signedIn(t, x, "out while away", "")
		signedIn(t, x, "over", "")
		dbtest.Must(t, x.Sweep(t.Context()))
	}
	var rows string
	dbtest.Must(t, d.QueryRow(t.Context(), "select string_agg(token || ' ' || convert_from(data, 'UTF8'), ', ') from sessions").Scan(&rows))
	if rows != "stays three" {
		t.Errorf("the database has %q", rows)
	}
}

// TestADeletedSessionIsNotRevived by a query or a request that was under way.
func TestADeletedSessionIsNotRevived(t *testing.T) {
	t.Parallel()
	d, dir := dbtest.Migrated(t), t.TempDir()
	x := service(t, d, dir)
	later := time.Now().Add(time.Hour)
	dbtest.Must(t, x.Commit("a", []byte("one"), later))
	dbtest.Must(t, x.Delete("a"))
	x.remember("a", session{Data: []byte("one"), Expiry: later})
	dbtest.Must(t, x.Commit("a", []byte("two"), later))
	signedIn(t, x, "a", "")
	signedIn(t, service(t, away(t), dir), "a", "")
	var n int
	dbtest.Must(t, d.QueryRow(t.Context(), "select count(*) from sessions").Scan(&n))
	if n != 0 {
		t.Errorf("%d sessions in the database", n)
	}
}

// TestCopiesAreNotBelievedAfterAnotherService but for what was deleted here.
func TestCopiesAreNotBelievedAfterAnotherService(t *testing.T) {
	t.Parallel()
	d, dir := dbtest.Migrated(t), t.TempDir()
	later := time.Now().Add(time.Hour)
	x := service(t, d, dir)
	dbtest.Must(t, x.Commit("a", []byte("one"), later))
	dbtest.Must(t, x.Commit("b", []byte("one"), later))
	x = service(t, away(t), dir)
	dbtest.Must(t, x.Delete("b"))
	x.Distrust()
	for _, x := range []*Sessions{x, service(t, away(t), dir)} {
		if _, _, err := x.Find("a"); err == nil {
			t.Error("a copy is believed")
		}
		signedIn(t, x, "b", "")
	}
	x = service(t, d, dir)
	dbtest.Must(t, x.Sweep(t.Context()))
	signedIn(t, x, "a", "one")
	signedIn(t, x, "b", "")
}
