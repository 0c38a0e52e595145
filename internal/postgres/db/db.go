// Package db is what every store shares: one pool of connections to PostgreSQL with
// its time limits, the meaning of its errors, the values that it can hold, and its
// schema. It knows no ticket and no call.
package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"hotline12345/internal/trouble"
)

const (
	// ConnectLimit is how long a new connection may take.
	ConnectLimit = 2 * time.Second
	// AnswerLimit is how long a page waits, also where the network swallows
	// what the database sends.
	AnswerLimit = 3 * time.Second
	// connections at once: many agents save at the same moment.
	connections    = 16
	statementLimit = "5s"
	// refill is how often idle connections that were closed are replaced.
	refill = 10 * time.Second
)

// DB is a pool of connections. It connects when it is first used.
type DB struct {
	*pgxpool.Pool
	months months
}

// Options change how a DB connects; the zero value is for a short command.
type Options struct {
	// Idle is how many connections are made before they are needed.
	Idle int
	// Schema: a connection is used only where the database has this program's schema.
	// Elsewhere the database counts as away, with a *SchemaError.
	Schema bool
	// Rehearse runs on each new connection. An error does not stop the connection
	// from being used.
	Rehearse func(ctx context.Context, conn *pgx.Conn) error
}

// Open returns the database at a URL such as
// postgres://hotline@127.0.0.1:5432/hotline. It does not wait for a connection: the
// service starts also while the database is away. An error means that the URL cannot
// be read. See Ping.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", trouble.New(trouble.DatabaseAddress, "", errAddress))
	}
	configure(cfg, o)
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	return &DB{Pool: pool}, nil
}

func configure(cfg *pgxpool.Config, o Options) {
	cfg.ConnConfig.ConnectTimeout = ConnectLimit
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
	if o.Idle > 0 {
		cfg.MinIdleConns, cfg.HealthCheckPeriod = int32(o.Idle), refill
	}
	if o.Rehearse == nil && !o.Schema {
		return
	}
	cfg.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		if o.Schema {
			if err := checkSchema(ctx, conn); err != nil {
				return err
			}
		}
		if o.Rehearse == nil {
			return nil
		}
		_ = o.Rehearse(ctx, conn)
		if conn.IsClosed() {
			return fmt.Errorf("rehearse on a new connection: %w", ctx.Err())
		}
		return nil
	}
}

// Limited returns a context that ends after AnswerLimit: a page does not wait longer
// for an answer.
func Limited(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, AnswerLimit)
}

// Ping returns nil if the database answers, and tickets.ErrUnavailable if it is out
// of reach; see Fault.
func (d *DB) Ping(ctx context.Context) error {
	ctx, cancel := Limited(ctx)
	defer cancel()
	return Fault("ask the database", d.Pool.Ping(ctx))
}

// Writable is Ping for what has to be stored: a standby, or a database that was set to read
// only, answers and takes nothing.
func (d *DB) Writable(ctx context.Context) error {
	ctx, cancel := Limited(ctx)
	defer cancel()
	var readOnly bool
	err := d.QueryRow(ctx, "select current_setting('transaction_read_only')::bool").Scan(&readOnly)
	if err == nil && readOnly {
		err = &pgconn.PgError{Severity: "ERROR", Code: readOnlyState, Message: "transactions are read-only"}
	}
	return Fault("ask the database", err)
}
