package menus_test

import (
	"testing"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/postgres/jobs"
	pgmenus "hotline12345/internal/postgres/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/ivr/menus/storetest"
)

// stored returns a store of menus in a database of its own.
func stored(t testing.TB) *pgmenus.Store {
	t.Helper()
	d := dbtest.Migrated(t)
	planner, err := jobs.NewPlanner(d)
	dbtest.Must(t, err)
	return pgmenus.New(d, planner)
}

func TestTheStoreInPostgreSQL(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) service.Store { return stored(t) })
}
