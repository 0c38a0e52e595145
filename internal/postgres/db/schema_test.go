package db_test

import (
	"errors"
	"testing"

	"hotline12345/internal/devstack"
	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/dbtest"
)

// TestAnotherSchemaCountsAsAway: a service's connections wait for its schema, and a schema
// of a later program is left as it is.
func TestAnotherSchemaCountsAsAway(t *testing.T) {
	t.Parallel()
	url, ctx := devstack.TestPostgres(t), t.Context()
	command := dbtest.Open(t, url)
	service, err := db.Open(ctx, url, db.Options{Schema: true})
	dbtest.Must(t, err)
	defer service.Close()
	var other *db.SchemaError
	if err := service.Ping(ctx); !errors.As(err, &other) || !errors.Is(err, errs.ErrUnavailable) || other.Newer() {
		t.Fatalf("an empty database: %v", err)
	}
	dbtest.Must(t, command.Migrate(ctx))
	dbtest.Must(t, service.Ping(ctx))

	_, err = command.Exec(ctx, "update schema_version set version = version + 1")
	dbtest.Must(t, err)
	service.Reset() // as after a restart
	if err := service.Ping(ctx); !errors.As(err, &other) || !errors.Is(err, errs.ErrUnavailable) || !other.Newer() {
		t.Fatalf("the database of a later program: %v", err)
	}
	if err := command.Migrate(ctx); !errors.As(err, &other) || !other.Newer() {
		t.Errorf("it is migrated: %v", err)
	}
	have, want, err := command.SchemaVersion(ctx)
	dbtest.Must(t, err)
	if have != want+1 {
		t.Errorf("version %d after it, want %d", have, want+1)
	}
}
