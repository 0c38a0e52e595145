package postgres

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/devstack"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
)

// TestConnectionsWaitForTheirCallers: without a request there are idle
// connections, and each has the screen pop's statements.
func TestConnectionsWaitForTheirCallers(t *testing.T) {
	s := openReady(t, dbtest.MigratedURL(t))
	eventually(t, "idle connections", func() bool { return s.DB.Stat().IdleConns() >= ready })
	for _, conn := range s.DB.AcquireAllIdle(t.Context()) {
		t.Cleanup(conn.Release)
		var known int
		must(t, conn.QueryRow(t.Context(), "select count(*) from pg_prepared_statements where statement = any($1)",
			pgx.QueryExecModeExec, []string{popTickets, popOpen, popName, popCalls}).Scan(&known))
		if known != 4 {
			t.Errorf("a connection knows %d of the pop's 4 statements", known)
		}
	}
}

// TestReadyAlsoForNothing: neither an empty database nor one that is away stops
// the service from starting.
func TestReadyAlsoForNothing(t *testing.T) {
	s := openReady(t, devstack.TestPostgres(t))
	if err := s.Ping(t.Context()); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("an empty database counts as there: %v", err)
	}
	must(t, s.Migrate(t.Context()))
	if _, err := s.ScreenPop(t.Context(), nil, []string{"13800138000"}, ""); err != nil {
		t.Errorf("pop after the tables were made: %v", err)
	}
	port, err := devstack.FreePort()
	must(t, err)
	away := devstack.Postgres{Port: port}
	began := time.Now()
	s = openReady(t, away.URL("hotline"))
	if took := time.Since(began); took > db.ConnectLimit/2 {
		t.Errorf("a database that is away held the start up for %v", took)
	}
	if s.Ping(t.Context()) == nil {
		t.Error("a database that is away answers")
	}
}

func openReady(t *testing.T, url string) *Store {
	t.Helper()
	s, err := OpenReady(context.Background(), url, Options{})
	must(t, err)
	t.Cleanup(s.Close)
	return s
}
