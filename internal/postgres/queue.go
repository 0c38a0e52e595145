package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// queued is how many statements go to the server together.
const queued = 500

// queue is an execer that sends statements together: one wait for many. The last
// ones go with flush.
type queue struct {
	tx    pgx.Tx
	batch pgx.Batch
}

// Exec implements execer; an error may belong to an earlier statement.
func (q *queue) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	q.batch.Queue(sql, args...)
	if q.batch.Len() < queued {
		return pgconn.CommandTag{}, nil
	}
	return pgconn.CommandTag{}, q.flush(ctx)
}

func (q *queue) flush(ctx context.Context) error {
	if q.batch.Len() == 0 {
		return nil
	}
	err := q.tx.SendBatch(ctx, &q.batch).Close()
	q.batch = pgx.Batch{}
	return err
}
