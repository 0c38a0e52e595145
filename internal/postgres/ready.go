package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
)

// ready is how many idle connections wait for the next callers.
const ready = 4

// OpenReady is Open for a service: connections are made before they are needed,
// and each knows the screen pop before its first caller. PostgreSQL reads the
// description of every month's table once on each connection, which takes longer
// than the screen pops of a whole minute: 50 ms with three years of calls, while an
// agent's telephone rings.
func OpenReady(ctx context.Context, url string, o Options) (*Store, error) {
	return openWith(ctx, url, o, db.Options{Idle: ready, Rehearse: rehearse})
}

// rehearse looks up a number that nobody has.
func rehearse(ctx context.Context, conn *pgx.Conn) error {
	batch, _ := popBatch(nil, "", "")
	return conn.SendBatch(ctx, batch).Close()
}
