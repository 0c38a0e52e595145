package app

import (
	"context"
	"errors"
	"os"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/web"
)

// TestTheKeyOfSecondFactorsIsMadeOnce: while nothing is sealed; one that is lost later is not
// made anew, and is taken when it is put back.
func TestTheKeyOfSecondFactorsIsMadeOnce(t *testing.T) {
	t.Parallel()
	store, err := postgres.Open(t.Context(), dbtest.MigratedURL(t), postgres.Options{})
	dbtest.Must(t, err)
	t.Cleanup(store.Close)
	s := Settings{DataDir: t.TempDir()}
	name := s.keyFile("factors.key")
	key := s.factorKey(store.HasFactors)
	first, err := key(t.Context())
	dbtest.Must(t, err)
	dbtest.Must(t, os.Remove(name)) // nothing is lost with it
	second, err := key(t.Context())
	dbtest.Must(t, err)
	if len(first) != keySize || slices.Equal(first, second) {
		t.Fatalf("made %x, then %x", first, second)
	}
	var user string
	dbtest.Must(t, store.QueryRow(t.Context(), "insert into users (login, name, password_hash, roles, unit) values ('a', 'a', 'x', '{}', 'Y') returning id::text").Scan(&user))
	dbtest.Must(t, store.BeginFactor(t.Context(), user, []byte("sealed"), time.Now()))
	dbtest.Must(t, os.Rename(name, name+".lost"))
	for range 2 {
		if got, err := key(t.Context()); !errors.Is(err, web.ErrNoFactorKey) {
			t.Fatalf("lost, and %x is the key: %v", got, err)
		}
		if _, err := os.Stat(name); !errors.Is(err, os.ErrNotExist) {
			t.Fatalf("lost, and another was made: %v", err)
		}
	}
	dbtest.Must(t, os.Rename(name+".lost", name))
	if again, err := key(t.Context()); err != nil || !slices.Equal(again, second) {
		t.Errorf("put back, and %x is the key: %v", again, err)
	}
	away := s.factorKey(func(context.Context) (bool, error) { return false, errs.ErrUnavailable })
	dbtest.Must(t, os.Remove(name))
	if _, err := away(t.Context()); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("without the database: %v", err)
	}
}
