package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Move makes a move. Errors: Illegal, Invalid, ErrConflict, ErrNotFound, ErrUnavailable.
func (s *Service) Move(ctx context.Context, by org.Actor, n tickets.Number, r tickets.Request) (tickets.Ticket, error) {
	ctx = context.WithoutCancel(ctx)
	r.Note = text.WithoutInvisible(strings.ReplaceAll(r.Note, "\r\n", "\n"))
	if _, key, ok := s.waitingTicket(n); ok {
		unlock := s.lock(key)
		defer unlock()
		if t, _, ok := s.waitingTicket(n); ok { // not delivered meanwhile
			return s.moveWaiting(ctx, by, key, t, r)
		}
	}
	t, err := s.stored(ctx, n)
	if err != nil {
		return tickets.Ticket{}, err
	}
	changed, before := make([]tickets.Ticket, 0, 2), t
	if t, err = s.moved(ctx, by, t, r, &changed); err != nil {
		return tickets.Ticket{}, err
	}
	if t.Repeats(before) { // sent again: it is made already
		return s.shown(ctx, by, before), nil
	}
	err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Append(ctx, append(changed, t)...) })
	if err != nil {
		return tickets.Ticket{}, fmt.Errorf("move ticket %s: %w", n, err)
	}
	return s.shown(ctx, by, t), nil
}

// moveWaiting moves a ticket that is still in the spool. Until the store has it, it cannot
// be merged and takes no file.
func (s *Service) moveWaiting(ctx context.Context, by org.Actor, key string, t tickets.Ticket, r tickets.Request) (tickets.Ticket, error) {
	if r.Move == tickets.MoveMerge || r.Move == tickets.MoveAttach {
		return tickets.Ticket{}, fmt.Errorf("%s ticket %s: %w", r.Move, t.Number, errs.ErrUnavailable)
	}
	before := t
	t, err := s.moved(ctx, by, t, r, nil)
	if err != nil {
		return tickets.Ticket{}, err
	}
	if t.Repeats(before) {
		return s.shown(ctx, by, before), nil
	}
	p, _ := s.pending(key)
	p.Ticket, p.Moves = &t, append(slices.Clone(p.Moves), Made{len(t.Entries), by, r})
	if err := s.spool(p); err != nil {
		return tickets.Ticket{}, err
	}
	return s.shown(ctx, by, t), nil
}

// moved applies a request. A merge and its undoing change the first ticket too, which is
// appended to also.
func (s *Service) moved(ctx context.Context, by org.Actor, t tickets.Ticket, r tickets.Request, also *[]tickets.Ticket) (tickets.Ticket, error) {
	rules := s.Rulebook(ctx)
	by.Unit = rules.Tree.Current(by.Unit)
	if !tickets.MaySee(by, t, rules.Tree) || r.Move == tickets.MoveAbsorb || r.Move == tickets.MoveLetGo {
		return tickets.Ticket{}, errs.ErrNotFound
	}
	if r.Changes != nil && r.Changes.Contact != nil {
		changes, contact := *r.Changes, s.cfg.Plan.Tidy(*r.Changes.Contact)
		changes.Contact = &contact
		r.Changes = &changes
	}
	c := tickets.Case{Ticket: t, Request: r, By: by, Now: s.now(), Rules: rules}
	other := r.Into
	if slices.Contains([]tickets.Move{tickets.MoveArchive, tickets.MoveSeparate, tickets.MoveReopen}, r.Move) && t.Into != "" {
		other = t.Into
	}
	if other != "" {
		first, err := s.stored(ctx, other)
		if err == nil && tickets.MaySee(by, first, rules.Tree) {
			c.Other = &first
		} else if err != nil && !errors.Is(err, errs.ErrNotFound) {
			return tickets.Ticket{}, err
		}
	}
	var err error
	if r.Move == tickets.MoveArchive {
		if c.Waiting, err = s.waitingFor(ctx, t); err != nil {
			return tickets.Ticket{}, err
		}
	}
	moved, err := tickets.Apply(c)
	if err != nil {
		return tickets.Ticket{}, fmt.Errorf("ticket %s: %w", t.Number, err)
	}
	switch {
	case r.Move == tickets.MoveMerge:
		return moved, s.alongside(c, *c.Other, tickets.MoveAbsorb, also)
	case (r.Move == tickets.MoveSeparate || r.Move == tickets.MoveReopen) && t.Into != "":
		return moved, s.letGo(ctx, c, also)
	}
	return moved, nil
}

// waitingFor returns the tickets merged into one whose citizens have no answer yet.
func (s *Service) waitingFor(ctx context.Context, t tickets.Ticket) (list []tickets.Number, err error) {
	for _, n := range t.Absorbed {
		other, err := s.stored(ctx, n)
		if err != nil {
			return nil, err
		}
		if other.State == tickets.Merged && other.Into == t.Number {
			list = append(list, n)
		}
	}
	return list, nil
}

// letGo moves the first ticket of a merge when the ticket of the case leaves it.
func (s *Service) letGo(ctx context.Context, c tickets.Case, also *[]tickets.Ticket) error {
	first, err := s.stored(ctx, c.Ticket.Into)
	if err != nil || !slices.Contains(first.Absorbed, c.Ticket.Number) {
		return err
	}
	return s.alongside(c, first, tickets.MoveLetGo, also)
}

// alongside moves the first ticket of a merge together with the one of the case.
func (s *Service) alongside(c tickets.Case, first tickets.Ticket, move tickets.Move, also *[]tickets.Ticket) error {
	t := c.Ticket
	moved, err := tickets.Apply(tickets.Case{Ticket: first, By: c.By, Now: c.Now, Rules: c.Rules, Other: &t,
		Request: tickets.Request{Move: move, Into: t.Number, Note: c.Request.Note}})
	if err != nil {
		return fmt.Errorf("ticket %s: %w", first.Number, err)
	}
	*also = append(*also, moved)
	return nil
}

// stored reads a ticket from the store.
func (s *Service) stored(ctx context.Context, n tickets.Number) (tickets.Ticket, error) {
	var t tickets.Ticket
	err := s.try(ctx, func(ctx context.Context) (err error) {
		t, err = s.cfg.Store.Ticket(ctx, n)
		return err
	})
	if err != nil {
		return tickets.Ticket{}, fmt.Errorf("read ticket %s: %w", n, err)
	}
	t.Stored = true
	return t, nil
}

// waitingTicket finds a ticket in the spool.
func (s *Service) waitingTicket(n tickets.Number) (tickets.Ticket, string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, p := range s.waiting {
		if p.Ticket != nil && p.Ticket.Number == n {
			return *p.Ticket, key, true
		}
	}
	return tickets.Ticket{}, "", false
}

// RecordAttempt records that an agent called a citizen about a ticket and did not reach
// them. The same call twice is recorded once; a ticket that needs no call any more is left
// as it is.
func (s *Service) RecordAttempt(ctx context.Context, by org.Actor, n tickets.Number, call string, outcome tickets.Outcome) error {
	t, err := s.stored(ctx, n)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(t.Attempts, func(a tickets.Attempt) bool { return a.Call == call }) ||
		!slices.Contains(s.LegalMoves(ctx, by, t), tickets.MoveAttempt) {
		return nil
	}
	_, err = s.Move(ctx, by, n, tickets.Request{Move: tickets.MoveAttempt, Outcome: outcome, Call: call, Seen: len(t.Entries)})
	return err
}
