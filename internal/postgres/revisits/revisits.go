// Package revisits keeps the revisits by telephone, also those that have ended.
package revisits

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/revisits"
)

// Store keeps revisits. It is a revisits.Store.
type Store struct{ db *db.DB }

// New returns the revisits of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

var _ revisits.Store = (*Store)(nil)

// AddRevisit implements revisits.Store.
func (s *Store) AddRevisit(ctx context.Context, r revisits.PhoneRevisit) (revisits.PhoneRevisit, error) {
	raw, err := db.Encode(r)
	if err != nil {
		return r, err
	}
	actor, err := db.Encode(r.Actor)
	if err != nil {
		return r, err
	}
	err = s.db.QueryRow(ctx, "insert into phone_revisits (ticket, state, next_at, revisit, actor) values ($1, $2, $3, $4, $5) on conflict do nothing returning id",
		db.Text(string(r.Ticket)), r.State, db.Moment(r.Next), raw, actor).Scan(&r.ID)
	if errors.Is(err, pgx.ErrNoRows) { // one is open
		err = errs.ErrConflict
	}
	return r, db.Fault("add a revisit by telephone", err)
}

// SaveRevisit implements revisits.Store.
func (s *Store) SaveRevisit(ctx context.Context, r revisits.PhoneRevisit) error {
	raw, err := db.Encode(r)
	if err != nil {
		return err
	}
	_, err = s.db.Exec(ctx, "update phone_revisits set state = $2, next_at = $3, revisit = $4 where id = $1", r.ID, r.State, db.Moment(r.Next), raw)
	return db.Fault("save a revisit by telephone", err)
}

const selectRevisits = "select id, revisit, actor from phone_revisits "

func scan(row pgx.CollectableRow) (r revisits.PhoneRevisit, err error) {
	var id int64
	err = row.Scan(&id, &r, &r.Actor)
	r.ID = id // the row's is older than its number
	return r, err
}

// openAtOnce bounds how many are looked at together; the rest is due later.
const openAtOnce = 500

// OpenRevisits implements revisits.Store.
func (s *Store) OpenRevisits(ctx context.Context) ([]revisits.PhoneRevisit, error) {
	rows, err := s.db.Query(ctx, selectRevisits+"where state in ('waiting', 'calling') order by next_at nulls first, id limit $1", openAtOnce)
	if err != nil {
		return nil, db.Fault("list revisits by telephone", err)
	}
	list, err := pgx.CollectRows(rows, scan)
	return list, db.Fault("list revisits by telephone", err)
}

// LastRevisit implements revisits.Store.
func (s *Store) LastRevisit(ctx context.Context, n tickets.Number) (revisits.PhoneRevisit, error) {
	rows, err := s.db.Query(ctx, selectRevisits+"where ticket = $1 order by id desc limit 1", db.Text(string(n)))
	if err != nil {
		return revisits.PhoneRevisit{}, db.Fault("read a revisit by telephone", err)
	}
	r, err := pgx.CollectExactlyOneRow(rows, scan)
	return r, db.Fault("read a revisit by telephone", err)
}
