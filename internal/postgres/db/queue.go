package db

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// queued is how many statements go to the server together.
const queued = 500

// Execer is a pool, a transaction or a Queue.
type Execer interface {
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// Queue is an Execer that sends statements together: one wait for many. The last
// ones go with Flush.
type Queue struct {
	tx    pgx.Tx
	batch pgx.Batch
}

// NewQueue returns a queue of statements of a transaction.
func NewQueue(tx pgx.Tx) *Queue { return &Queue{tx: tx} }

// Exec implements Execer; an error may belong to an earlier statement, and the tag is
// always empty.
func (q *Queue) Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error) {
	q.batch.Queue(sql, args...)
	if q.batch.Len() < queued {
		return pgconn.CommandTag{}, nil
	}
	return pgconn.CommandTag{}, q.Flush(ctx)
}

// Flush sends what waits.
func (q *Queue) Flush(ctx context.Context) error {
	if q.batch.Len() == 0 {
		return nil
	}
	err := q.tx.SendBatch(ctx, &q.batch).Close()
	q.batch = pgx.Batch{}
	return err
}

// ByKey reads all rows of a query within a transaction, by a key of each.
func ByKey[V any](ctx context.Context, tx pgx.Tx, sql string, scan pgx.RowToFunc[V], key func(V) string) (map[string]V, error) {
	rows, err := tx.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, scan)
	found := make(map[string]V, len(list))
	for _, v := range list {
		found[key(v)] = v
	}
	return found, err
}
