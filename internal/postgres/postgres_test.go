package postgres

import (
	"context"
	"net/netip"
	"testing"
	"time"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/tokenizer"
	"hotline12345/internal/webhook"
	"hotline12345/tickets/storetest"
)

// sends delivers messages to receivers on this machine.
var sends = webhook.New(webhook.Config{Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}, Timeout: time.Second}).Send

// chinese is shared, as its dictionary takes a second to read.
var chinese = tokenizer.New()

// open returns a store with a tokenizer and a sender of webhooks.
func open(t testing.TB, url string) *Store {
	t.Helper()
	chinese.Index("词") // its dictionary takes seconds with the race detector: longer than a page waits
	return openFor(t, url, Options{Tokenizer: chinese, Send: sends})
}

// wordless returns another store on a database, which cuts no words.
func wordless(t testing.TB, s *Store) *Store {
	t.Helper()
	return openFor(t, s.Config().ConnString(), Options{})
}

func openFor(t testing.TB, url string, o Options) *Store {
	t.Helper()
	s, err := Open(context.Background(), url, o)
	must(t, err)
	t.Cleanup(s.Close)
	return s
}

// migrated returns a store on a new database with tables, units, categories and
// users, but no history.
func migrated(t testing.TB) *Store {
	t.Helper()
	return open(t, dbtest.MigratedURL(t))
}

// withStore prepares a database through a store.
func withStore(ctx context.Context, url string, prepare func(s *Store) error) error {
	s, err := Open(ctx, url, Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	return prepare(s)
}

var must = dbtest.Must

func TestTicketStore(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T) storetest.Store { return migrated(t) })
}
