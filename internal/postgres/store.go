package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"

	"hotline12345/tickets"
)

// Store is the database. It is a tickets.Store and a loop.Store.
type Store struct {
	pool     *pgxpool.Pool
	months   months
	sessions *Sessions
	planner  *river.Client[pgx.Tx]
	words    Words // nil: nothing is found by its words
	send     Send  // nil: messages to webhooks wait
}

const (
	connectLimit = 2 * time.Second
	// answerLimit is how long a page waits, also where the network swallows
	// what the database says.
	answerLimit = 3 * time.Second
	// connections at once: many agents save at the same moment.
	connections    = 16
	statementLimit = "5s"
)

// Open returns a store for a URL such as
// postgres://hotline@127.0.0.1:5432/hotline. It does not connect: the service
// starts also while the database is away. See Ping.
func Open(ctx context.Context, url string) (*Store, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	return openWith(ctx, cfg)
}

func openWith(ctx context.Context, cfg *pgxpool.Config) (*Store, error) {
	cfg.ConnConfig.ConnectTimeout = connectLimit
	cfg.MaxConns = connections
	params := cfg.ConnConfig.RuntimeParams
	params["application_name"] = "hotline"
	params["timezone"] = "UTC"
	for name, value := range map[string]string{
		"statement_timeout": statementLimit, "lock_timeout": "3s", "idle_in_transaction_session_timeout": "10s",
		"jit": "off", // compiling takes longer than what is asked here
	} {
		if _, given := params[name]; !given {
			params[name] = value
		}
	}
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	planner, err := newPlanner(pool)
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &Store{pool: pool, sessions: newSessions(pool), planner: planner}, nil
}

// Close gives all connections back.
func (s *Store) Close() { s.pool.Close() }

// limited bounds the wait for an answer.
func limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, answerLimit)
}

// Ping says whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	ctx, cancel := limited(ctx)
	defer cancel()
	return fault("ask the database", s.pool.Ping(ctx))
}

// Sessions returns the store of sessions; it fits scs.Store and scs.CtxStore.
func (s *Store) Sessions() *Sessions { return s.sessions }

var _ tickets.Store = (*Store)(nil)
