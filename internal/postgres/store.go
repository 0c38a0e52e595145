package postgres

import (
	"context"

	"hotline12345/internal/postgres/accounts"
	"hotline12345/internal/postgres/calls"
	"hotline12345/internal/postgres/db"
	"hotline12345/internal/postgres/jobs"
	"hotline12345/internal/postgres/statistics"
	"hotline12345/internal/postgres/webhooks"
	"hotline12345/tickets"
)

// Each aggregate has a package of its own; a Store has the methods of all.
type (
	accountStore    = accounts.Store
	callStore       = calls.Store
	statisticsStore = statistics.Store
	webhookStore    = webhooks.Store
)

// Store is the database. It is a tickets.Store and a loop.Store.
type Store struct {
	*db.DB
	*accountStore
	*callStore
	*statisticsStore
	*webhookStore
	sessions *accounts.Sessions
	planner  *jobs.Planner
	words    Words
}

// Options are what a Store works with; the zero value is for a short command.
type Options struct {
	// Words cuts texts for the search; nil: nothing is found by its words.
	Words Words
	// Send delivers messages to webhooks; nil: they wait.
	Send webhooks.Send
}

// Open returns a store for a URL such as
// postgres://hotline@127.0.0.1:5432/hotline. It does not connect: the service
// starts also while the database is away. See Ping.
func Open(ctx context.Context, url string, o Options) (*Store, error) {
	return openWith(ctx, url, o, db.Options{})
}

func openWith(ctx context.Context, url string, o Options, how db.Options) (*Store, error) {
	d, err := db.Open(ctx, url, how)
	if err != nil {
		return nil, err
	}
	planner, err := jobs.NewPlanner(d)
	if err != nil {
		d.Close()
		return nil, err
	}
	return &Store{DB: d, accountStore: accounts.New(d), callStore: calls.New(d), statisticsStore: statistics.New(d),
		webhookStore: webhooks.New(d, planner, o.Send), sessions: accounts.NewSessions(d), planner: planner, words: o.Words}, nil
}

// Sessions returns the store of sessions; it fits scs.Store and scs.CtxStore.
func (s *Store) Sessions() *accounts.Sessions { return s.sessions }

var _ tickets.Store = (*Store)(nil)
