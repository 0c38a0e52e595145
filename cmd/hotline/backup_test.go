package main

import (
	"context"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotline12345/internal/devstack"
)

// TestRestoreDrill backs an installation up while a citizen waits, puts it back beside
// it, and serves on it: nothing that the backup had is gone, and the call that was not
// over then is told by its row.
func TestRestoreDrill(t *testing.T) {
	in := install(t)
	in.start()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	citizen := in.dial(ctx)
	if err := citizen.Until(ctx, "a first prompt", func() bool { return !citizen.FirstSound().IsZero() }); err != nil {
		t.Fatal(err)
	}
	backups := t.TempDir()
	was := in.rows()
	in.run("backup", "-keep", "3", backups)
	made, err := filepath.Glob(filepath.Join(backups, "2*Z"))
	if err != nil || len(made) != 1 {
		t.Fatalf("backups %v, error %v", made, err)
	}
	if err := citizen.HangUp(); err != nil {
		t.Fatal(err)
	}
	in.stop(syscall.SIGTERM)

	in.store, in.dir = devstack.TestPostgres(t), filepath.Join(t.TempDir(), "data")
	in.env = append(in.env, "HOTLINE_DATABASE_URL="+in.store, "HOTLINE_DATA_DIR="+in.dir)
	in.run("verify", made[0])
	in.run("restore", made[0])
	if out, err := in.command("restore", made[0]).CombinedOutput(); err == nil || !strings.Contains(string(out), "never writes over") {
		t.Errorf("a second restore: %v\n%s", err, out)
	}
	in.run("migrate")
	in.start()
	for table, n := range in.rows() {
		if n < was[table] {
			t.Errorf("%s has %d rows, had %d", table, n, was[table])
		}
	}
	eventually(ctx, t, "the row of the call that was not over", func() bool {
		return in.sql("select count(*) from calls where ended_at is not null and call not like 'demo-%'") == "1"
	})
}
