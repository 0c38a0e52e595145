package postgres

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
)

// Draft returns the draft of a call, or tickets.ErrNotFound if none was saved.
func (s *Store) Draft(ctx context.Context, call string) (tickets.Draft, error) {
	var d tickets.Draft
	err := s.DB.QueryRow(ctx, "select draft from drafts where call = $1", db.Text(call)).Scan(&d)
	return d, db.Fault("read draft of call "+call, err)
}

// SaveDraft stores d if the stored Rev is d.Rev-1.
func (s *Store) SaveDraft(ctx context.Context, d tickets.Draft) error {
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error { return saveDraft(ctx, tx, d) })
	return db.Fault("save draft of call "+d.Call, err)
}

// saveDraft compares and sets within a transaction.
func saveDraft(ctx context.Context, tx pgx.Tx, d tickets.Draft) error {
	raw, err := db.Encode(d)
	if err != nil {
		return err
	}
	var done bool
	if d.Rev == 1 {
		tag, err := tx.Exec(ctx, `insert into drafts (call, rev, ticket, saved_at, draft)
			values ($1, $2, nullif($3, ''), $4, $5) on conflict do nothing`, d.Call, d.Rev, d.Ticket, d.SavedAt, raw)
		if err != nil {
			return err
		}
		done = tag.RowsAffected() == 1
	} else {
		tag, err := tx.Exec(ctx, `update drafts set rev = $2, ticket = nullif($3, ''), saved_at = $4, draft = $5
			where call = $1 and rev = $2 - 1 and ticket is null`, d.Call, d.Rev, d.Ticket, d.SavedAt, raw)
		if err != nil {
			return err
		}
		done = tag.RowsAffected() == 1
	}
	if done {
		return nil
	}
	return draftFault(ctx, tx, d.Call)
}

// draftFault returns tickets.ErrCommitted for a draft that has become a ticket, and
// tickets.ErrConflict for one that changed meanwhile.
func draftFault(ctx context.Context, tx pgx.Tx, call string) error {
	var committed bool
	err := tx.QueryRow(ctx, "select ticket is not null from drafts where call = $1", call).Scan(&committed)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return errs.ErrConflict
	case err != nil:
		return err
	case committed:
		return tickets.ErrCommitted
	}
	return errs.ErrConflict
}

// deliverDraft stores a draft of the spool unless a later one is there.
func deliverDraft(ctx context.Context, tx pgx.Tx, d tickets.Draft) error {
	raw, err := db.Encode(d)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `insert into drafts (call, rev, ticket, saved_at, draft) values ($1, $2, nullif($3, ''), $4, $5)
		on conflict (call) do update set rev = excluded.rev, ticket = excluded.ticket,
			saved_at = excluded.saved_at, draft = excluded.draft
		where drafts.rev < excluded.rev and drafts.ticket is null`, d.Call, d.Rev, d.Ticket, d.SavedAt, raw)
	return err
}
