package postgres

import (
	"context"
	"io/fs"
	"strings"
	"testing"

	"hotline12345/internal/devstack"
	"hotline12345/internal/words"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// schemaKey changes with every change of the migrations or the demo data.
func schemaKey(t testing.TB) string {
	t.Helper()
	var key strings.Builder
	for _, files := range []fs.FS{migrationFiles, demoFiles} {
		err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			raw, err := fs.ReadFile(files, path)
			key.WriteString(path)
			key.Write(raw)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return key.String()
}

// withStore prepares a database through a store.
func withStore(url string, prepare func(ctx context.Context, s *Store) error) error {
	ctx := context.Background()
	s, err := Open(ctx, url)
	if err != nil {
		return err
	}
	defer s.Close()
	return prepare(ctx, s)
}

func open(t testing.TB, url string) *Store {
	t.Helper()
	s, err := Open(context.Background(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	s.SearchWith(cutter)
	cutter.Index("词") // its dictionary takes seconds with the race detector: longer than a page waits
	return s
}

// cutter is shared, as its dictionary takes a second to read.
var cutter = words.New()

// migrated returns a store on a new database with tables, units and categories,
// but no history.
func migrated(t testing.TB) *Store {
	t.Helper()
	return open(t, devstack.TestPostgresFrom(t, "migrated 1"+schemaKey(t), func(url string) error {
		return withStore(url, func(ctx context.Context, s *Store) error {
			if err := s.Migrate(ctx); err != nil {
				return err
			}
			return s.SeedDirectory(ctx, plainHash)
		})
	}))
}

// seeded returns a store on a new database with the whole demo city.
func seeded(t testing.TB) *Store {
	t.Helper()
	return open(t, devstack.TestPostgresFrom(t, "seeded 1"+schemaKey(t), func(url string) error {
		return withStore(url, func(ctx context.Context, s *Store) error {
			if err := s.Migrate(ctx); err != nil {
				return err
			}
			return s.SeedDemo(ctx, plainHash)
		})
	}))
}

func plainHash(password string) (string, error) { return "hash of " + password, nil }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestTicketStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) tickets.Store { return migrated(t) })
}
