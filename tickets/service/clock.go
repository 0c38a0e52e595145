package service

import (
	"context"
	"errors"
	"fmt"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Wake makes the moves that the clock has to make with a ticket now: reminders, written
// supervision. Doing it twice changes nothing, as each thing done is written in the
// ticket.
func (s *Service) Wake(ctx context.Context, n tickets.Number) error {
	return s.clockMoves(ctx, n, func(t tickets.Ticket) (tickets.Request, bool) { return tickets.ClockMove(t, s.now()) })
}

// clockMoves makes the clock's moves with a ticket while it needs any. When it was moved
// by others meanwhile, what is stored then counts.
func (s *Service) clockMoves(ctx context.Context, n tickets.Number, needs func(tickets.Ticket) (tickets.Request, bool)) error {
	rules := s.Rulebook(ctx)
	for {
		t, err := s.cfg.Store.Ticket(ctx, n)
		if err != nil {
			return fmt.Errorf("wake ticket %s: %w", n, err)
		}
		r, ok := needs(t)
		if !ok {
			return nil
		}
		t, err = tickets.Apply(tickets.Case{Ticket: t, Request: r, By: org.Clock(), Now: s.now(), Rules: rules})
		if err == nil {
			err = s.cfg.Store.Append(ctx, t)
		}
		if err != nil && !errors.Is(err, errs.ErrConflict) {
			return fmt.Errorf("wake ticket %s: %w", n, err)
		}
	}
}

// batch is how many tickets are changed in one transaction.
const batch = 200

// Recompute counts the limits of all running tickets again, after a change of
// the calendar. A second run changes nothing.
func (s *Service) Recompute(ctx context.Context) error {
	s.ForgetRules()
	rules := s.Rulebook(ctx)
	return s.sweep(ctx, "", recounting(rules))
}

// recounting returns what a change of the calendar needs of a ticket.
func recounting(rules tickets.Rulebook) func(tickets.Ticket) (tickets.Request, bool) {
	return func(t tickets.Ticket) (tickets.Request, bool) {
		return tickets.Request{Move: tickets.MoveRecompute}, t.State.Open() && tickets.NeedsRecount(t, rules)
	}
}

// HandOver gives the running work of a unit that has ended to its successor. A
// second run changes nothing.
func (s *Service) HandOver(ctx context.Context, from, to string) error {
	s.ForgetRules()
	tree := s.Rulebook(ctx).Tree
	to = tree.Current(to) // it may have ended meanwhile, too
	return s.sweep(ctx, from, handingOver(from, to))
}

// handingOver returns what the end of a unit needs of a ticket.
func handingOver(from, to string) func(tickets.Ticket) (tickets.Request, bool) {
	return func(t tickets.Ticket) (tickets.Request, bool) {
		return tickets.Request{Move: tickets.MoveHandOver, Assignee: from, Unit: to}, t.AssignmentIndex(from) >= 0 || t.Centre == from
	}
}

// ForgetRules makes the rulebook be read anew when it is needed next. While the store is
// away, the one that was read last serves on.
func (s *Service) ForgetRules() {
	s.directory.Forget()
	s.categories.Forget()
	s.rules.Forget()
}

// sweep makes the clock's move with all running tickets that need it. A ticket that
// refuses the move does not hold up the others; its error is returned at the end.
func (s *Service) sweep(ctx context.Context, unit string, needs func(tickets.Ticket) (tickets.Request, bool)) error {
	rules := s.Rulebook(ctx)
	var refused []error
	for after := tickets.Number(""); ; {
		list, err := s.cfg.Store.Running(ctx, unit, after, batch)
		if err != nil || len(list) == 0 {
			return errors.Join(append(refused, err)...)
		}
		after = list[len(list)-1].Number
		changed, wrong := s.clocked(list, rules, needs)
		refused = append(refused, wrong...)
		if err := s.appendEach(ctx, changed, needs); err != nil {
			return err
		}
	}
}

// clocked returns the tickets that need the clock's move, after it, and the errors of
// those that refuse it. Nothing is stored.
func (s *Service) clocked(list []tickets.Ticket, rules tickets.Rulebook, needs func(tickets.Ticket) (tickets.Request, bool)) (changed []tickets.Ticket, refused []error) {
	for _, t := range list {
		r, ok := needs(t)
		if !ok {
			continue
		}
		moved, err := tickets.Apply(tickets.Case{Ticket: t, Request: r, By: org.Clock(), Now: s.now(), Rules: rules})
		if err != nil {
			refused = append(refused, fmt.Errorf("sweep ticket %s: %w", t.Number, err))
			continue
		}
		changed = append(changed, moved)
	}
	return changed, refused
}

// appendEach stores tickets at once; when someone moved one of them meanwhile,
// one by one, from what is stored now.
func (s *Service) appendEach(ctx context.Context, changed []tickets.Ticket, needs func(tickets.Ticket) (tickets.Request, bool)) error {
	if len(changed) == 0 {
		return nil
	}
	err := s.cfg.Store.Append(ctx, changed...)
	if !errors.Is(err, errs.ErrConflict) {
		return err
	}
	for _, c := range changed {
		if err := s.clockMoves(ctx, c.Number, needs); err != nil {
			return err
		}
	}
	return nil
}
