// Package dbtest gives each test a PostgreSQL database of its own, cloned from one that
// is prepared once: tests may run at the same time.
package dbtest

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/tern/v2/migrate"

	"hotline12345/internal/devstack"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/demo"
)

// Migrated returns a new database with tables, units, categories and users, but no
// history.
func Migrated(t testing.TB) *db.DB {
	t.Helper()
	return Open(t, MigratedURL(t))
}

// MigratedURL returns the address of a new database as Migrated has it.
func MigratedURL(t testing.TB) string {
	t.Helper()
	return Clone(t, "migrated", func(ctx context.Context, url string) error {
		d, err := db.Open(ctx, url, db.Options{})
		if err != nil {
			return err
		}
		defer d.Close()
		if err := d.Migrate(ctx); err != nil {
			return err
		}
		return demo.SeedDirectory(ctx, d, PlainHash)
	})
}

// Clone returns the address of a copy of a database that prepare fills; it does so once
// for a name and a state of the schema and the demo city.
func Clone(t testing.TB, name string, prepare func(ctx context.Context, url string) error) string {
	t.Helper()
	return devstack.TestPostgresFrom(t, name+" 2"+schemaKey(t), func(url string) error { return prepare(context.Background(), url) })
}

// Open opens a database until the test ends.
func Open(t testing.TB, url string) *db.DB {
	t.Helper()
	d, err := db.Open(context.Background(), url, db.Options{})
	Must(t, err)
	t.Cleanup(d.Close)
	return d
}

// PlainHash stands for the hash of a password, which takes long.
func PlainHash(password string) (string, error) { return "hash of " + password, nil }

// Must ends the test if there is an error.
func Must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// schemaKey changes with every change of the migrations or the demo city.
func schemaKey(t testing.TB) string {
	t.Helper()
	var key strings.Builder
	for _, files := range []fs.FS{db.Migrations(), demo.Files()} {
		err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := fs.ReadFile(files, path)
			key.WriteString(path)
			key.Write(raw)
			return err
		})
		Must(t, err)
	}
	return key.String()
}

// MigrateTo brings the schema to a version of before, or to one between: what a
// database of then holds can be written in its own form, and migrated.
func MigrateTo(t testing.TB, url string, version int32) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	Must(t, err)
	defer conn.Close(context.WithoutCancel(t.Context()))
	m, err := migrate.NewMigrator(t.Context(), conn, "public.schema_version")
	Must(t, err)
	files, err := fs.Sub(db.Migrations(), "migrations")
	Must(t, err)
	Must(t, m.LoadMigrations(files))
	Must(t, m.MigrateTo(t.Context(), version))
}
