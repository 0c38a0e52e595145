package db

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/tern/v2/migrate"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// Migrations returns the files of the schema, below "migrations".
func Migrations() fs.FS { return migrationFiles }

const versionTable = "public.schema_version"

// Migrate brings the schema to this version. It may be repeated and run by two
// processes at once. A later schema is a *SchemaError, and stays as it is.
func (d *DB) Migrate(ctx context.Context) error {
	err := d.withMigrator(ctx, func(m *migrate.Migrator, conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, "set statement_timeout = 0; set lock_timeout = 0"); err != nil {
			return err
		}
		// Two processes may start at once.
		if _, err := conn.Exec(ctx, "select pg_advisory_lock(hashtext('hotline migrate'))"); err != nil {
			return err
		}
		have, err := m.GetCurrentVersion(ctx)
		if err != nil {
			return err
		}
		if have > wanted {
			return &SchemaError{Have: have, Want: wanted}
		}
		if err := m.Migrate(ctx); err != nil {
			return err
		}
		return d.migrateJobs(ctx)
	})
	if err != nil {
		return Fault("migrate the database", err)
	}
	return d.EnsurePartitions(ctx, time.Now())
}

// migrateJobs makes the tables of planned jobs.
func (d *DB) migrateJobs(ctx context.Context) error {
	m, err := rivermigrate.New(riverpgxv5.New(d.Pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("read the migrations of jobs: %w", err)
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// SchemaVersion returns the schema's version and the version this program wants.
func (d *DB) SchemaVersion(ctx context.Context) (have, want int32, err error) {
	want = wanted
	err = d.withMigrator(ctx, func(m *migrate.Migrator, _ *pgx.Conn) (err error) {
		have, err = m.GetCurrentVersion(ctx)
		return err
	})
	return have, want, Fault("read the schema's version", err)
}

// Occupied reports whether the database has tables.
func (d *DB) Occupied(ctx context.Context) (bool, error) {
	var there bool
	err := d.QueryRow(ctx, `select exists (select from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace)`).Scan(&there)
	return there, Fault("look for tables", err)
}

// withMigrator runs work on a connection of its own, which is closed afterwards with
// all that was set on it.
func (d *DB) withMigrator(ctx context.Context, work func(*migrate.Migrator, *pgx.Conn) error) error {
	conn, err := pgx.ConnectConfig(ctx, d.Pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	m, err := migrate.NewMigrator(ctx, conn, versionTable)
	if err != nil {
		return err
	}
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return fmt.Errorf("open migrations: %w", err)
	}
	if err := m.LoadMigrations(files); err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	return work(m, conn)
}
