package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/tern/v2/migrate"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

const versionTable = "public.schema_version"

// Migrate brings the schema to this version. It may be repeated and run by two
// processes at once.
func (s *Store) Migrate(ctx context.Context) error {
	err := s.withMigrator(ctx, func(m *migrate.Migrator, conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, "set statement_timeout = 0; set lock_timeout = 0"); err != nil {
			return err
		}
		// Two processes may start at once.
		if _, err := conn.Exec(ctx, "select pg_advisory_lock(hashtext('hotline migrate'))"); err != nil {
			return err
		}
		if err := m.Migrate(ctx); err != nil {
			return err
		}
		return s.migrateJobs(ctx)
	})
	if err != nil {
		return fault("migrate the database", err)
	}
	return s.EnsurePartitions(ctx, clock())
}

// migrateJobs makes the tables of planned jobs.
func (s *Store) migrateJobs(ctx context.Context) error {
	m, err := rivermigrate.New(riverpgxv5.New(s.pool), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("read the migrations of jobs: %w", err)
	}
	_, err = m.Migrate(ctx, rivermigrate.DirectionUp, nil)
	return err
}

// SchemaVersion returns the schema's version and the version this program wants.
func (s *Store) SchemaVersion(ctx context.Context) (have, want int32, err error) {
	err = s.withMigrator(ctx, func(m *migrate.Migrator, _ *pgx.Conn) (err error) {
		want = int32(len(m.Migrations))
		have, err = m.GetCurrentVersion(ctx)
		return err
	})
	return have, want, fault("read the schema's version", err)
}

// withMigrator works on a connection of its own, which is closed afterwards with
// all that was set on it.
func (s *Store) withMigrator(ctx context.Context, work func(*migrate.Migrator, *pgx.Conn) error) error {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
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
