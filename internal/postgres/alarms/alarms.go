// Package alarms keeps what was wrong with the hotline, from when to when, and who knew of it.
package alarms

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/postgres/db"
	"hotline12345/internal/status"
)

// Store keeps alarms.
type Store struct{ db *db.DB }

// New returns the alarms of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

// most bounds what is read: a part may come and go all day.
const most = 1000

// Alarms returns the alarms that last, and those that ended after a time; the latest end first.
func (s *Store) Alarms(ctx context.Context, after time.Time) ([]status.Alarm, error) {
	rows, err := s.db.Query(ctx, `select key, begun, part, state, says, seen, ended, after, acks from alarms
		where ended is null or ended > $1 order by ended desc nulls first limit $2`, after, most)
	if err != nil {
		return nil, db.Fault("read the alarms", err)
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (a status.Alarm, err error) {
		var ended, after *time.Time
		err = row.Scan(&a.Key, &a.From, &a.Part, &a.State, &a.Says, &a.Seen, &ended, &after, &a.Acks)
		a.From, a.Seen, a.To, a.After = a.From.UTC(), a.Seen.UTC(), db.TimeOf(ended), db.TimeOf(after)
		return a, err
	})
	return list, db.Fault("read the alarms", err)
}

// SaveAlarms writes alarms as they are now, and forgets those that ended before a time.
func (s *Store) SaveAlarms(ctx context.Context, list []status.Alarm, forget time.Time) error {
	batch := &pgx.Batch{}
	for _, a := range list {
		says, err := db.Encode(a.Says)
		if err != nil {
			return err
		}
		if a.Acks == nil {
			a.Acks = []status.Ack{}
		}
		acks, err := db.Encode(a.Acks)
		if err != nil {
			return err
		}
		batch.Queue(`insert into alarms (key, begun, part, state, says, seen, ended, after, acks) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
			on conflict (key, begun) do update set state = excluded.state, says = excluded.says, seen = excluded.seen, ended = excluded.ended, after = excluded.after, acks = excluded.acks`,
			db.Text(a.Key), a.From, string(a.Part), string(a.State), says, a.Seen, db.Moment(a.To), db.Moment(a.After), acks)
	}
	batch.Queue("delete from alarms where ended < $1", forget)
	return db.Fault("save the alarms", s.db.SendBatch(ctx, batch).Close())
}
