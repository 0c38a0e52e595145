package devstack_test

import (
	"os/exec"
	"strings"
	"testing"

	"hotline12345/internal/devstack"
)

func TestPostgresGivesAFreshDatabase(t *testing.T) {
	a, b := devstack.TestPostgres(t), devstack.TestPostgres(t)
	if a == b {
		t.Fatal("two tests share a database")
	}
	out, err := exec.Command("psql", "-At", a, "-c", "create table x (y int); select count(*) from x").CombinedOutput()
	if err != nil || !strings.HasSuffix(strings.TrimSpace(string(out)), "0") {
		t.Fatalf("%v: %s", err, out)
	}
}
