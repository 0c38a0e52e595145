package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	// ready is how many idle connections wait for the next callers.
	ready = 4
	// refill is how often those that were closed are replaced.
	refill = 10 * time.Second
)

// OpenReady is Open for a service: connections are made before they are needed,
// and each knows the pop before its first caller. PostgreSQL reads the
// description of every month's table once on each connection, which takes longer
// than the pop of a whole minute: 50 ms with three years of calls, while an
// agent's telephone rings.
func OpenReady(ctx context.Context, url string) (*Store, error) {
	cfg, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	cfg.MinIdleConns, cfg.HealthCheckPeriod = ready, refill
	cfg.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		_ = rehearse(ctx, conn) // the tables may not be there yet
		if conn.IsClosed() {
			return fmt.Errorf("rehearse on a new connection: %w", ctx.Err())
		}
		return nil
	}
	return openWith(ctx, cfg)
}

// rehearse looks up a number that nobody has.
func rehearse(ctx context.Context, conn *pgx.Conn) error {
	batch, _ := popBatch(nil, "", "")
	return conn.SendBatch(ctx, batch).Close()
}
