package menus_test

import (
	"maps"
	"testing"

	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/postgres/jobs"
	pgmenus "hotline12345/internal/postgres/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/ivr/menus/storetest"
)

// stored returns a store of menus in a database of its own.
func stored(t testing.TB) *pgmenus.Store {
	t.Helper()
	return storedIn(t, dbtest.Migrated(t))
}

func storedIn(t testing.TB, d *db.DB) *pgmenus.Store {
	t.Helper()
	planner, err := jobs.NewPlanner(d)
	dbtest.Must(t, err)
	return pgmenus.New(d, planner)
}

func TestTheStoreInPostgreSQL(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) service.Store { return stored(t) })
}

// TestWhoTakesTheQueues: agents count, each once a queue; others, and those whose account is switched
// off, do not.
func TestWhoTakesTheQueues(t *testing.T) {
	t.Parallel()
	d := dbtest.Migrated(t)
	s := storedIn(t, d)
	_, err := d.Exec(t.Context(), "delete from users")
	dbtest.Must(t, err)
	for _, u := range []string{
		`'a', '1', '{agent}', '{general,general,typhoon}', false`, `'b', '2', '{agent,supervisor}', '{general}', false`,
		`'c', '3', '{agent}', '{complaint}', true`, `'d', '4', '{unit_clerk}', '{consult}', false`, `'e', '5', '{agent}', '{}', false`,
	} {
		_, err := d.Exec(t.Context(), "insert into users (login, number, roles, queues, disabled, name, password_hash, unit) values ("+u+", 'x', 'x', 'Y')")
		dbtest.Must(t, err)
	}
	got, err := s.QueueAgents(t.Context())
	dbtest.Must(t, err)
	if want := map[string]int{"general": 2, "typhoon": 1}; !maps.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
