package service

import (
	"context"
	"errors"
	"fmt"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// TakeMessage makes a ticket of a message that a citizen left while no service was there;
// the same message again is the same ticket. Nothing is spooled: while the store is away, the
// error is ErrUnavailable, and the message stays where it is. The city's rule of anonymous
// reports does not refuse it: the name may be on the tape.
func (s *Service) TakeMessage(ctx context.Context, m tickets.Message) (tickets.Ticket, error) {
	ctx = context.WithoutCancel(ctx)
	defer s.lock(m.Call)()
	t, err := s.takeMessage(ctx, m)
	if err != nil {
		return tickets.Ticket{}, fmt.Errorf("make a ticket of the message of call %s: %w", m.Call, err)
	}
	return t, nil
}

func (s *Service) takeMessage(ctx context.Context, m tickets.Message) (t tickets.Ticket, err error) {
	origin := tickets.MessageOrigin + m.Call
	err = s.try(ctx, func(ctx context.Context) (err error) {
		t, err = s.cfg.Store.ByOrigin(ctx, origin)
		return err
	})
	if !errors.Is(err, errs.ErrNotFound) {
		return t, err
	}
	facts, err := s.callFacts(ctx, m.Call)
	if err != nil {
		return t, err
	}
	d, err := s.draft(ctx, facts)
	if err != nil {
		return t, err
	}
	rules, now := s.Rulebook(ctx), s.now()
	t = tickets.Ticket{Origin: origin, Channel: tickets.ByCall, Caller: m.Caller, Called: m.Called, Register: tickets.Tidy(m.Register(), s.cfg.Plan),
		Centre: rules.Tree.MainCentre(), CreatedAt: now, CreatedBy: org.Clock().Person}
	r := tickets.Request{Move: tickets.MoveRegister}
	// A call in which an agent was keeps its register for what was said there.
	own := d.Rev == 0 && d.Ticket == "" && len(facts.Agents) == 0
	if own {
		t.Call = m.Call
	} else {
		r.Call = m.Call
	}
	if t, err = tickets.Apply(tickets.Case{Ticket: t, Request: r, By: org.Clock(), Now: now, Rules: rules}); err != nil {
		return t, err
	}
	return s.storeMessage(ctx, d, t, own)
}

// storeMessage gives the ticket its number and stores it, with the call's draft if it is the
// call's own.
func (s *Service) storeMessage(ctx context.Context, d tickets.Draft, t tickets.Ticket, own bool) (tickets.Ticket, error) {
	for range 3 {
		n, err := s.nextNumber(ctx, tickets.Day(t.CreatedAt))
		if err != nil {
			return t, err
		}
		t = t.WithNumber(n)
		t.Stored = true
		d.Rev, d.Register, d.SavedAt, d.Ticket = 1, t.Register, t.CreatedAt, n
		err = s.try(ctx, func(ctx context.Context) error {
			if own {
				return s.cfg.Store.Commit(ctx, d, t)
			}
			return s.cfg.Store.Create(ctx, t)
		})
		if errors.Is(err, tickets.ErrNumberTaken) {
			s.unseed()
			continue
		}
		if err == nil && own {
			s.drafts.put(d.Call, d)
		}
		return t, err
	}
	return t, tickets.ErrNumberTaken
}
