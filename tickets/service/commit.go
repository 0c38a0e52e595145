package service

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// firstMoves are the moves that may be made with a register that is just committed.
var firstMoves = []tickets.Move{tickets.MoveRegister, tickets.MoveAnswer, tickets.MoveDispatch, tickets.MoveDecline}

// Commit makes the draft a ticket and makes its first move: register, answer
// or dispatch. The same request again returns the same ticket.
func (s *Service) Commit(ctx context.Context, by org.Actor, call string, r tickets.Request) (tickets.Ticket, error) {
	ctx = context.WithoutCancel(ctx)
	facts, err := s.callFor(ctx, by, call)
	if err != nil {
		return tickets.Ticket{}, err
	}
	defer s.lock(call)()
	d, err := s.draft(ctx, facts)
	if err != nil {
		return tickets.Ticket{}, err
	}
	if d.Ticket != "" {
		return s.committed(ctx, d)
	}
	t, err := s.firstMoves(ctx, by, facts, d, r)
	if err != nil {
		return tickets.Ticket{}, err
	}
	return s.keepTicket(ctx, d, t)
}

// committed returns the ticket that a draft already has.
func (s *Service) committed(ctx context.Context, d tickets.Draft) (tickets.Ticket, error) {
	if p, ok := s.pending(d.Call); ok && p.Ticket != nil {
		return *p.Ticket, nil
	}
	return s.stored(ctx, d.Ticket)
}

// firstMoves writes the register into a ticket without a number, and makes the first moves
// with it.
func (s *Service) firstMoves(ctx context.Context, by org.Actor, facts CallFacts, d tickets.Draft, r tickets.Request) (tickets.Ticket, error) {
	d.Register = tickets.Tidy(d.Register, s.cfg.Plan)
	if wrong := s.complete(ctx, facts, d.Register, r); len(wrong) > 0 {
		return tickets.Ticket{}, &errs.Invalid{Fields: wrong}
	}
	now := s.now()
	return s.begin(ctx, by, tickets.Ticket{Call: d.Call, Caller: facts.Number, Called: facts.Called, Channel: tickets.ByCall, Register: d.Register,
		CreatedAt: now, CreatedBy: by.Person}, r)
}

// begin writes the register and makes the first move with it.
func (s *Service) begin(ctx context.Context, by org.Actor, t tickets.Ticket, r tickets.Request) (tickets.Ticket, error) {
	if !slices.Contains(firstMoves, r.Move) {
		return tickets.Ticket{}, &tickets.Illegal{From: tickets.Unwritten, Move: r.Move, Code: tickets.WrongState}
	}
	rules := s.Rulebook(ctx)
	by.Unit = rules.Tree.Current(by.Unit)
	c := tickets.Case{By: by, Now: t.CreatedAt, Rules: rules, Ticket: t, Request: tickets.Request{Move: tickets.MoveRegister}}
	if r.Move == tickets.MoveRegister {
		c.Request.Note = r.Note
	}
	t, err := tickets.Apply(c)
	if err != nil || r.Move == tickets.MoveRegister {
		return t, err
	}
	if r.Way == "" && t.Channel == tickets.ByCall {
		r.Way = tickets.InCall // the citizen hears it in the call
	}
	c.Ticket, c.Request = t, r
	return tickets.Apply(c)
}

// complete returns what is wrong with a register: by the rules of the register, and by the
// call, the first move, the list of categories and the city's rule of anonymous reports.
func (s *Service) complete(ctx context.Context, facts CallFacts, r tickets.Register, first tickets.Request) []errs.FieldError {
	wrong := tickets.Complete(r)
	if r.ContactDeclined && facts.Number != "" {
		wrong = append(wrong, errs.FieldError{Field: "contact", Code: tickets.CodeNotDeclinable})
	}
	if first.Move != tickets.MoveDecline && s.Rulebook(ctx).RefusesAnonymous(r, first.Urgent) {
		wrong = append(wrong, errs.FieldError{Field: "name", Code: tickets.CodeAnonymous})
	}
	if code := s.Rulebook(ctx).CheckType(r.Type); code != "" {
		wrong = append(wrong, errs.FieldError{Field: "type", Code: code})
	}
	list, err := s.Categories(ctx)
	i := slices.IndexFunc(list, func(c tickets.Category) bool { return c.Code == r.Category && c.Parent != "" })
	switch {
	case err != nil || r.Category == "" || !text.IsDigits(r.Category, 4):
	case i < 0:
		wrong = append(wrong, errs.FieldError{Field: "category", Code: errs.CodeUnknown})
	case list[i].Ended:
		wrong = append(wrong, errs.FieldError{Field: "category", Code: errs.CodeEnded})
	}
	return wrong
}

// keepTicket gives the ticket its number and stores it with its draft, or spools
// both. A number that another process took meanwhile is replaced.
func (s *Service) keepTicket(ctx context.Context, d tickets.Draft, t tickets.Ticket) (tickets.Ticket, error) {
	d.Rev, d.SavedAt = d.Rev+1, t.CreatedAt
	_, spooled := s.pending(d.Call)
	for range 3 {
		n, err := s.nextNumber(ctx, tickets.Day(t.CreatedAt))
		if err != nil {
			return tickets.Ticket{}, err
		}
		d.Ticket, t, t.Stored = n, t.WithNumber(n), true
		if !spooled {
			err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Commit(ctx, d, t) })
		} else {
			err = errs.ErrUnavailable
		}
		if errors.Is(err, tickets.ErrNumberTaken) {
			s.unseed()
			continue
		}
		if errors.Is(err, errs.ErrUnavailable) {
			t.Stored = false
			err = s.spool(Parcel{Key: d.Call, Draft: &d, Ticket: &t})
		}
		if err != nil {
			s.drafts.forget(d.Call)
			return tickets.Ticket{}, fmt.Errorf("commit register of call %s: %w", d.Call, err)
		}
		s.drafts.put(d.Call, d)
		return t, nil
	}
	return tickets.Ticket{}, fmt.Errorf("commit register of call %s: %w", d.Call, tickets.ErrNumberTaken)
}
