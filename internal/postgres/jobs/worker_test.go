package jobs

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"go.uber.org/zap"

	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
)

func newWorker(t *testing.T) (*Worker, *db.DB) {
	t.Helper()
	d := dbtest.Migrated(t)
	p, err := NewPlanner(d)
	dbtest.Must(t, err)
	return NewWorker(Config{DB: d, Planner: p, Log: zap.NewNop()}), d
}

// TestAJobThatKillsEndsAfterItsAttempts: it would otherwise be taken over for ever.
func TestAJobThatKillsEndsAfterItsAttempts(t *testing.T) {
	t.Parallel()
	w, d := newWorker(t)
	ctx := t.Context()
	dbtest.Must(t, pgx.BeginFunc(ctx, d, func(tx pgx.Tx) error { return w.Planner.Recompute(ctx, tx, "1", time.Now()) }))
	for _, c := range []struct{ attempt, want string }{{"max_attempts - 1", "available"}, {"max_attempts", "discarded"}} {
		_, err := d.Exec(ctx, "update river_job set state = 'running', attempted_at = now(), attempt = "+c.attempt)
		dbtest.Must(t, err)
		dbtest.Must(t, w.takeOver(ctx))
		var state string
		dbtest.Must(t, d.QueryRow(ctx, "select state from river_job").Scan(&state))
		if state != c.want {
			t.Errorf("a job begun in attempt %s is %s, want %s", c.attempt, state, c.want)
		}
	}
}

// TestWhatNoJobRingsIsPlannedOnce, a minute after it should have rung.
func TestWhatNoJobRingsIsPlannedOnce(t *testing.T) {
	t.Parallel()
	w, d := newWorker(t)
	ctx, rings := t.Context(), time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	const number = tickets.Number("261123000001")
	_, err := d.Exec(ctx, `insert into tickets (number, state, name, unit, contact, called_at, content, type, category, place,
			confidential, is_open, archived, created_at, updated_at, ticket, summary, wake_at)
		values ($1, 'dispatched', '', '', '', $2, 'x', 'help', '', '', false, true, false, $2, $2, '{}', '{}', $2)`, number, rings)
	dbtest.Must(t, err)
	for _, c := range []struct {
		after time.Duration
		want  int
	}{{time.Second, 0}, {2 * time.Minute, 1}, {2 * time.Minute, 0}} {
		if n, err := w.planLate(ctx, rings.Add(c.after)); err != nil || n != c.want {
			t.Errorf("%v after its time %d are planned, want %d (%v)", c.after, n, c.want, err)
		}
	}
	var planned string
	dbtest.Must(t, d.QueryRow(ctx, "select args->>'ticket' from river_job where kind = 'wake'").Scan(&planned))
	if planned != string(number) {
		t.Errorf("a look at %q is planned", planned)
	}
}
