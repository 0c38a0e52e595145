package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// ErrWithdrawn: the file was withdrawn and is not served.
var ErrWithdrawn = errors.New("withdrawn")

// attachTries is how often a file is added anew when others wrote into its ticket
// at the same moment: several files come at once.
const attachTries = 10

// MayAttach checks, before the content has come, that an actor may add a file to a ticket:
// ErrNotFound, Illegal, ErrUnavailable; nil if they may.
func (s *Service) MayAttach(ctx context.Context, by org.Actor, n tickets.Number) error {
	t, err := s.seen(ctx, by, n)
	if err != nil {
		return err
	}
	if !t.Stored {
		return fmt.Errorf("add a file to ticket %s: %w", n, errs.ErrUnavailable)
	}
	rules := s.Rulebook(ctx)
	by.Unit = rules.Tree.Current(by.Unit)
	return tickets.Permitted(tickets.Case{Ticket: t, Request: tickets.Request{Move: tickets.MoveAttach}, By: by, Now: s.now(), Rules: rules})
}

// Attach adds a file whose content is kept already. The same file of the same
// person twice is one: after a lost answer it may be sent again. Errors: those of
// Move.
func (s *Service) Attach(ctx context.Context, by org.Actor, n tickets.Number, f tickets.File) (t tickets.Ticket, err error) {
	f.Name = tickets.FileName(f.Name, f.Type)
	for range attachTries {
		if t, err = s.seen(ctx, by, n); err != nil {
			return tickets.Ticket{}, err
		}
		if slices.ContainsFunc(t.Files, func(have tickets.File) bool {
			return have.Sum == f.Sum && have.Kind == f.Kind && have.By.ID == by.ID && have.Withdrawn == nil
		}) {
			return s.shown(ctx, by, t), nil
		}
		t, err = s.Move(ctx, by, n, tickets.Request{Move: tickets.MoveAttach, Attach: &f})
		if !errors.Is(err, errs.ErrConflict) {
			break
		}
	}
	return t, err
}

// File returns a file of a ticket for this actor; the access is recorded. A reason shows a
// withheld file to those who may unmask the ticket (M71). Errors: ErrNotFound,
// ErrForbidden (withheld), ErrWithdrawn, ErrUnavailable.
func (s *Service) File(ctx context.Context, by org.Actor, n tickets.Number, seq int, reason string) (tickets.File, error) {
	t, err := s.seen(ctx, by, n)
	if err != nil {
		return tickets.File{}, err
	}
	f, ok := s.shown(ctx, by, t).File(seq)
	reason = strings.TrimSpace(reason)
	if f.Withheld && reason != "" && text.Clean(reason, text.MaxPlace) && s.mayUnmask(ctx, by, t) {
		f, ok = t.File(seq)
	}
	switch {
	case !ok:
		return tickets.File{}, fmt.Errorf("file %d of ticket %s: %w", seq, n, errs.ErrNotFound)
	case f.Withheld:
		return tickets.File{}, fmt.Errorf("file %d of ticket %s: %w", seq, n, errs.ErrForbidden)
	case f.Withdrawn != nil:
		return tickets.File{}, fmt.Errorf("file %d of ticket %s: %w", seq, n, ErrWithdrawn)
	}
	return f, s.recordAccess(ctx, by, tickets.AccessRecord{What: "file", Key: string(n) + "/" + strconv.Itoa(seq), Reason: reason})
}

// Withdrawable returns the files of a ticket that an actor may withdraw now, by their
// entries.
func (s *Service) Withdrawable(ctx context.Context, by org.Actor, t tickets.Ticket) []int {
	by, tree := s.directory.Current(ctx, by)
	if !slices.Contains(tickets.LegalMoves(t, by, s.Rulebook(ctx)), tickets.MoveWithdrawFile) {
		return []int{}
	}
	return tickets.Withdrawable(t, by, tree)
}

// Attached returns those of some contents, by their sums, that belong to tickets. It is
// for sweeping what failed uploads left.
func (s *Service) Attached(ctx context.Context, sums []string) (kept []string, err error) {
	err = s.try(ctx, func(ctx context.Context) error {
		kept, err = s.cfg.Store.Attached(ctx, sums)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("ask for the files of tickets: %w", err)
	}
	return kept, nil
}
