package devstack_test

import (
	"context"
	"crypto/rand"
	"os/exec"
	"strings"
	"testing"

	"hotline12345/internal/devstack"
)

func query(t *testing.T, url, statement string) string {
	t.Helper()
	out, err := exec.Command("psql", "-X", "-q", "-At", url, "-c", statement).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", statement, err, out)
	}
	return strings.TrimSpace(string(out))
}

func TestPostgresGivesAFreshDatabase(t *testing.T) {
	a, b := devstack.TestPostgres(t), devstack.TestPostgres(t)
	if a == b {
		t.Fatal("two tests share a database")
	}
	if got := query(t, a, "create table x (y int); select count(*) from x"); got != "0" {
		t.Errorf("a new table has %s rows", got)
	}
	if got := query(t, b, "select to_regclass('x') is null"); got != "t" {
		t.Error("a table of one test is in the database of another")
	}
}

// TestPreparedDatabaseIsCopied: prepare runs once, and what a test then writes
// stays its own.
func TestPreparedDatabaseIsCopied(t *testing.T) {
	key, runs := rand.Text(), 0
	prepare := func(url string) error {
		runs++
		query(t, url, "create table x (y int); insert into x values (1)")
		return nil
	}
	a := devstack.TestPostgresFrom(t, key, prepare)
	b := devstack.TestPostgresFrom(t, key, prepare)
	if runs != 1 {
		t.Errorf("prepare ran %d times, want once", runs)
	}
	query(t, a, "insert into x values (2)")
	if got := query(t, b, "select count(*) from x"); got != "1" {
		t.Errorf("the second copy has %s rows, want 1", got)
	}
}

// TestPostgresStartsAndStops: data outlives a stop, the password is needed, a
// server left behind by a killed run is replaced, and nothing stays.
func TestPostgresStartsAndStops(t *testing.T) {
	ctx := context.Background()
	o := devstack.PostgresOptions{Name: "test-" + strings.ToLower(rand.Text()[:8]), Volatile: true}
	left, err := devstack.StartPostgres(ctx, devstack.PostgresOptions{Name: o.Name, Volatile: true, Detached: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = left.Remove() })
	if err := left.CreateDatabase(ctx, "kept", ""); err != nil {
		t.Fatal(err)
	}
	p, err := devstack.StartPostgres(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	if left.Running() {
		t.Error("the server that was left behind still runs")
	}
	if !p.HasDatabase(ctx, "kept") {
		t.Error("the database is gone")
	}
	wrong := strings.Replace(p.URL("kept"), "hotline:", "hotline:x", 1)
	if out, err := exec.Command("psql", "-X", wrong, "-c", "select 1").CombinedOutput(); err == nil || !strings.Contains(string(out), "password") {
		t.Errorf("a wrong password: %v: %s", err, out)
	}
	pid := p.PID()
	if err := p.Stop(); err != nil {
		t.Error(err)
	}
	gone(t, pid)
	if p.Running() {
		t.Error("the port still answers")
	}
}
