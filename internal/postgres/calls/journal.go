// Package calls keeps the journal of telephony and the rows of calls that come of it.
package calls

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/postgres/db"
)

// Store keeps calls and their journal.
type Store struct{ db *db.DB }

// New returns the calls of a database.
func New(d *db.DB) *Store { return &Store{db: d} }

var _ loop.Store = (*Store)(nil)

// shipLimit bounds one batch; a longer one is tried again.
const shipLimit = 30 * time.Second

// LastJournalSeq returns how far a journal was shipped.
func (s *Store) LastJournalSeq(ctx context.Context, journal string) (uint64, error) {
	ctx, cancel := db.Limited(ctx)
	defer cancel()
	var seq uint64
	err := s.db.QueryRow(ctx, "select seq from journal_progress where journal = $1", journal).Scan(&seq)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return seq, db.Fault("ask how far the journal is shipped", err)
}

// Ship stores entries and the rows of calls in one transaction; what is already
// there stays, and of two revisions of a call the newer wins.
func (s *Store) Ship(ctx context.Context, journal string, entries []loop.Entry, calls []cti.CallRecord) error {
	for _, e := range entries {
		if err := s.db.EnsureMonth(ctx, e.At); err != nil {
			return err
		}
	}
	for _, c := range calls {
		if err := s.db.EnsureMonth(ctx, c.ArrivedAt); err != nil {
			return err
		}
	}
	var batch pgx.Batch
	for _, e := range entries {
		if err := queueEntry(&batch, journal, e); err != nil {
			return err
		}
	}
	for _, c := range calls {
		if err := queueCall(&batch, c); err != nil {
			return err
		}
	}
	if n := len(entries); n > 0 {
		batch.Queue(`insert into journal_progress (journal, seq) values ($1, $2)
			on conflict (journal) do update set seq = greatest(journal_progress.seq, excluded.seq)`, journal, entries[n-1].Seq)
	}
	ctx, cancel := context.WithTimeout(ctx, shipLimit)
	defer cancel()
	err := pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error { return tx.SendBatch(ctx, &batch).Close() })
	return db.Fault("store the journal", err)
}

func queueEntry(batch *pgx.Batch, journal string, e loop.Entry) error {
	event, commands, err := e.Encoded()
	if err != nil {
		return fmt.Errorf("journal entry %d: %w", e.Seq, err)
	}
	event = db.JSONB(event)
	list := make([]json.RawMessage, len(commands))
	for i, c := range commands {
		list[i] = db.JSONB(c)
	}
	crc, err := checksum(event, list)
	if err != nil {
		return fmt.Errorf("journal entry %d: %w", e.Seq, err)
	}
	batch.Queue(`insert into journal (journal, seq, at, event, commands, crc) values ($1, $2, $3, $4, $5, $6)
		on conflict do nothing`, journal, e.Seq, e.At, event, list, crc)
	if started, ok := e.Event.(cti.Started); ok && started.Follows != "" {
		batch.Queue(`insert into journals (journal, follows, after, began) values ($1, $2, $3, $4)
			on conflict do nothing`, started.Journal, started.Follows, started.After, e.At)
	}
	return nil
}
