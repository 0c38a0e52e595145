package postgres

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres/db"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

// Commit stores the ticket and the committed draft in one transaction.
func (s *Store) Commit(ctx context.Context, d tickets.Draft, t tickets.Ticket) error {
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		if err := saveDraft(ctx, tx, d); err != nil {
			return err
		}
		return s.addTicket(ctx, tx, t)
	})
	return db.Fault(fmt.Sprintf("commit ticket %s", t.Number), ticketFault(err))
}

// Create stores a ticket that came from no call.
func (s *Store) Create(ctx context.Context, t tickets.Ticket) error {
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error { return s.addTicket(ctx, tx, t) })
	return db.Fault(fmt.Sprintf("create ticket %s", t.Number), ticketFault(err))
}

// Append stores tickets whose last entry is new, all or none. They are locked
// in the order of their numbers, so that two of us never wait for each other.
func (s *Store) Append(ctx context.Context, ts ...tickets.Ticket) error {
	ts = slices.SortedFunc(slices.Values(ts), func(a, b tickets.Ticket) int { return cmp.Compare(a.Number, b.Number) })
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		for _, t := range ts {
			if err := s.growTicket(ctx, tx, t, len(t.Entries)-1); err != nil {
				return err
			}
		}
		return nil
	})
	return db.Fault(fmt.Sprintf("append to %d tickets", len(ts)), ticketFault(err))
}

// Deliver stores what waited in the spool; twice is once.
func (s *Store) Deliver(ctx context.Context, p service.Parcel) error {
	err := pgx.BeginFunc(ctx, s.DB, func(tx pgx.Tx) error {
		if p.Ticket != nil {
			if err := s.deliverTicket(ctx, tx, *p.Ticket); err != nil {
				return err
			}
		}
		if p.Draft != nil {
			if err := deliverDraft(ctx, tx, *p.Draft); err != nil {
				return err
			}
		}
		if p.Access != nil {
			return insertAccessRecord(ctx, tx, *p.Access)
		}
		return nil
	})
	return db.Fault("deliver "+p.Key, ticketFault(err))
}

// deliverTicket adds the ticket, or the entries that it has grown by.
func (s *Store) deliverTicket(ctx context.Context, tx pgx.Tx, t tickets.Ticket) error {
	var call string
	var have []tickets.Entry
	err := tx.QueryRow(ctx, `select coalesce(call, ''), (select jsonb_agg(entry order by seq) from ticket_entries where ticket = number)
		from tickets where number = $1 for update`, t.Number).Scan(&call, &have)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return s.addTicket(ctx, tx, t)
	case err != nil:
		return err
	case call != t.Call:
		return tickets.ErrNumberTaken
	}
	switch service.Common(have, t.Entries) {
	case len(t.Entries):
		return nil // it is there, and more
	case len(have):
		return s.growTicket(ctx, tx, t, len(have))
	}
	return errs.ErrConflict
}

// ticketFault returns an error with the meaning of the unique name that it violates.
func ticketFault(err error) error {
	switch {
	case db.Violates(err, "tickets_pkey"):
		return fmt.Errorf("%w: %w", tickets.ErrNumberTaken, err)
	case db.Violates(err, "tickets_call_key"), db.Violates(err, "tickets_origin_key"):
		return fmt.Errorf("%w: %w", tickets.ErrCommitted, err)
	case db.Violates(err, "ticket_entries_pkey"):
		return fmt.Errorf("%w: %w", errs.ErrConflict, err)
	}
	return err
}

// LastNumber returns the highest counter of a day ("261123") below limit, 0 if none.
func (s *Store) LastNumber(ctx context.Context, day string, limit int) (int, error) {
	var last int
	err := s.DB.QueryRow(ctx, `select coalesce(max(substr(number, 7)::int), 0) from tickets
		where number > $1 || '000000' and number < $1 || $2`, day, fmt.Sprintf("%06d", limit)).Scan(&last)
	return last, db.Fault("read last ticket number", err)
}
