package tickets

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// firstMoves may be made with a register that is just committed.
var firstMoves = []Move{MoveRegister, MoveAnswer, MoveDispatch, MoveDecline}

// Commit makes the draft a ticket and makes its first move: register, answer
// or dispatch. The same request again returns the same ticket.
func (s *Service) Commit(ctx context.Context, by Actor, call string, r Request) (Ticket, error) {
	ctx = context.WithoutCancel(ctx)
	facts, err := s.callFor(ctx, by, call)
	if err != nil {
		return Ticket{}, err
	}
	defer s.lock(call)()
	d, err := s.draft(ctx, facts)
	if err != nil {
		return Ticket{}, err
	}
	if d.Ticket != "" {
		return s.committed(ctx, d)
	}
	t, err := s.firstMoves(ctx, by, facts, d, r)
	if err != nil {
		return Ticket{}, err
	}
	return s.keepTicket(ctx, d, t)
}

// committed returns the ticket that a draft already has.
func (s *Service) committed(ctx context.Context, d Draft) (Ticket, error) {
	if p, ok := s.pending(d.Call); ok && p.Ticket != nil {
		return *p.Ticket, nil
	}
	return s.stored(ctx, d.Ticket)
}

// firstMoves writes the register into a ticket without a number, and moves it.
func (s *Service) firstMoves(ctx context.Context, by Actor, facts CallFacts, d Draft, r Request) (Ticket, error) {
	if wrong := s.complete(ctx, facts, d.Register, r); len(wrong) > 0 {
		return Ticket{}, &Invalid{Fields: wrong}
	}
	now := s.now()
	return s.begin(ctx, by, Ticket{Call: d.Call, Caller: facts.Number, Called: facts.Called, Channel: ByCall, Register: d.Register,
		CreatedAt: now, CreatedBy: by.Person}, r)
}

// begin writes the register and makes the first move with it.
func (s *Service) begin(ctx context.Context, by Actor, t Ticket, r Request) (Ticket, error) {
	if !slices.Contains(firstMoves, r.Move) {
		return Ticket{}, &Illegal{From: Unwritten, Move: r.Move, Code: WrongState}
	}
	rules := s.Rulebook(ctx)
	by.Unit = rules.Tree.Current(by.Unit)
	c := Case{By: by, Now: t.CreatedAt, Rules: rules, Ticket: t, Request: Request{Move: MoveRegister}}
	if r.Move == MoveRegister {
		c.Request.Note = r.Note
	}
	t, err := Apply(c)
	if err != nil || r.Move == MoveRegister {
		return t, err
	}
	if r.Way == "" && t.Channel == ByCall {
		r.Way = InCall // the citizen is on the line and hears it
	}
	c.Ticket, c.Request = t, r
	return Apply(c)
}

// complete adds to the rules of the register what needs the call, the first move,
// the list of categories and the city's rule of anonymous reports.
func (s *Service) complete(ctx context.Context, facts CallFacts, r Register, first Request) []FieldError {
	wrong := Complete(r)
	if r.ContactDeclined && facts.Number != "" {
		wrong = append(wrong, FieldError{"contact", CodeNotDeclinable})
	}
	if first.Move != MoveDecline && s.Rulebook(ctx).RefusesAnonymous(r, first.Urgent) {
		wrong = append(wrong, FieldError{"name", CodeAnonymous})
	}
	list, err := s.Categories(ctx)
	i := slices.IndexFunc(list, func(c Category) bool { return c.Code == r.Category && c.Parent != "" })
	switch {
	case err != nil || r.Category == "" || !digits(r.Category, 4):
	case i < 0:
		wrong = append(wrong, FieldError{"category", CodeUnknown})
	case list[i].Ended:
		wrong = append(wrong, FieldError{"category", CodeEnded})
	}
	return wrong
}

// keepTicket gives the ticket its number and stores it with its draft, or spools
// both. A number that another process took meanwhile is replaced.
func (s *Service) keepTicket(ctx context.Context, d Draft, t Ticket) (Ticket, error) {
	d.Rev, d.SavedAt = d.Rev+1, t.CreatedAt
	_, spooled := s.pending(d.Call)
	for range 3 {
		n, err := s.nextNumber(ctx, Day(t.CreatedAt))
		if err != nil {
			return Ticket{}, err
		}
		d.Ticket, t, t.Stored = n, t.numbered(n), true
		if !spooled {
			err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Commit(ctx, d, t) })
		} else {
			err = ErrUnavailable
		}
		if errors.Is(err, ErrNumberTaken) {
			s.unseed()
			continue
		}
		if errors.Is(err, ErrUnavailable) {
			t.Stored = false
			err = s.spool(Parcel{Key: d.Call, Draft: &d, Ticket: &t})
		}
		if err != nil {
			s.drafts.forget(d.Call)
			return Ticket{}, fmt.Errorf("commit register of call %s: %w", d.Call, err)
		}
		s.drafts.put(d.Call, d)
		return t, nil
	}
	return Ticket{}, fmt.Errorf("commit register of call %s: %w", d.Call, ErrNumberTaken)
}
