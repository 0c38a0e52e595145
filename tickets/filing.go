package tickets

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// ErrWithdrawn: the file was withdrawn and is not served.
var ErrWithdrawn = errors.New("withdrawn")

// attachTries is how often a file is added anew when others wrote into its ticket
// at the same moment: several files come at once.
const attachTries = 10

// MayAttach says why an actor may not add a file to a ticket, before its content
// has come: ErrNotFound, Illegal, ErrUnavailable; nil if they may.
func (s *Service) MayAttach(ctx context.Context, by Actor, n Number) error {
	t, err := s.seen(ctx, by, n)
	if err != nil {
		return err
	}
	if !t.Stored {
		return fmt.Errorf("add a file to ticket %s: %w", n, ErrUnavailable)
	}
	rules := s.Rulebook(ctx)
	by.Unit = rules.Tree.Current(by.Unit)
	return Permitted(Case{Ticket: t, Request: Request{Move: MoveAttach}, By: by, Now: s.now(), Rules: rules})
}

// Attach adds a file whose content is kept already. The same file of the same
// person twice is one: after a lost answer it may be sent again. Errors: those of
// Move.
func (s *Service) Attach(ctx context.Context, by Actor, n Number, f File) (t Ticket, err error) {
	f.Name = FileName(f.Name, f.Type)
	for range attachTries {
		if t, err = s.seen(ctx, by, n); err != nil {
			return Ticket{}, err
		}
		if slices.ContainsFunc(t.Files, func(have File) bool {
			return have.Sum == f.Sum && have.Kind == f.Kind && have.By.ID == by.ID && have.Withdrawn == nil
		}) {
			return s.shown(ctx, by, t), nil
		}
		t, err = s.Move(ctx, by, n, Request{Move: MoveAttach, Attach: &f})
		if !errors.Is(err, ErrConflict) {
			break
		}
	}
	return t, err
}

// File is a file of a ticket for this actor; the look is logged. A reason shows a
// file that is withheld to those who may unmask the ticket (M71). Errors:
// ErrNotFound, ErrForbidden (withheld), ErrWithdrawn, ErrUnavailable.
func (s *Service) File(ctx context.Context, by Actor, n Number, seq int, reason string) (File, error) {
	t, err := s.seen(ctx, by, n)
	if err != nil {
		return File{}, err
	}
	f, ok := s.shown(ctx, by, t).File(seq)
	reason = strings.TrimSpace(reason)
	if f.Withheld && reason != "" && cleanText(reason, maxPlace) && s.mayUnmask(ctx, by, t) {
		f, ok = t.File(seq)
	}
	switch {
	case !ok:
		return File{}, fmt.Errorf("file %d of ticket %s: %w", seq, n, ErrNotFound)
	case f.Withheld:
		return File{}, fmt.Errorf("file %d of ticket %s: %w", seq, n, ErrForbidden)
	case f.Withdrawn != nil:
		return File{}, fmt.Errorf("file %d of ticket %s: %w", seq, n, ErrWithdrawn)
	}
	return f, s.look(ctx, by, Look{What: "file", Key: string(n) + "/" + strconv.Itoa(seq), Reason: reason})
}

// Withdrawable are the files of a ticket, by their entries, that an actor may
// withdraw now.
func (s *Service) Withdrawable(ctx context.Context, by Actor, t Ticket) []int {
	by, tree := s.directory.Current(ctx, by)
	if !slices.Contains(LegalMoves(t, by, s.Rulebook(ctx)), MoveWithdrawFile) {
		return []int{}
	}
	return Withdrawable(t, by, tree)
}

// Attached says which of some contents, by their sums, belong to tickets. It is
// for sweeping what was left by uploads that failed.
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
