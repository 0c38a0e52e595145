package tickets

import (
	"context"
	"fmt"
	"strings"
)

// Move makes a move. Errors: Illegal, Invalid, ErrConflict, ErrNotFound,
// ErrUnavailable.
func (s *Service) Move(ctx context.Context, by Actor, n Number, r Request) (Ticket, error) {
	ctx = context.WithoutCancel(ctx)
	r.Note = strings.ReplaceAll(r.Note, "\r\n", "\n")
	if t, key, ok := s.waitingTicket(n); ok {
		unlock := s.lock(key)
		defer unlock()
		if t, _, ok = s.waitingTicket(n); ok { // not delivered meanwhile
			return s.moveWaiting(ctx, by, key, t, r)
		}
	}
	t, err := s.stored(ctx, n)
	if err != nil {
		return Ticket{}, err
	}
	if t, err = s.moved(ctx, by, t, r); err != nil {
		return Ticket{}, err
	}
	err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Append(ctx, t) })
	if err != nil {
		return Ticket{}, fmt.Errorf("move ticket %s: %w", n, err)
	}
	return ForEyes(by, t), nil
}

// moveWaiting moves a ticket that is still in the spool.
func (s *Service) moveWaiting(ctx context.Context, by Actor, key string, t Ticket, r Request) (Ticket, error) {
	t, err := s.moved(ctx, by, t, r)
	if err != nil {
		return Ticket{}, err
	}
	p, _ := s.pending(key)
	p.Ticket = &t
	if err := s.spool(p); err != nil {
		return Ticket{}, err
	}
	return ForEyes(by, t), nil
}

func (s *Service) moved(ctx context.Context, by Actor, t Ticket, r Request) (Ticket, error) {
	tree := s.tree(ctx)
	if !MaySee(by, t.Lead, tree) {
		return Ticket{}, ErrNotFound
	}
	t, err := Apply(Case{Ticket: t, Request: r, By: by, Now: s.now(), Tree: tree})
	if err != nil {
		return Ticket{}, fmt.Errorf("ticket %s: %w", t.Number, err)
	}
	return t, nil
}

// stored reads a ticket from the store.
func (s *Service) stored(ctx context.Context, n Number) (Ticket, error) {
	var t Ticket
	err := s.try(ctx, func(ctx context.Context) (err error) {
		t, err = s.cfg.Store.Ticket(ctx, n)
		return err
	})
	if err != nil {
		return Ticket{}, fmt.Errorf("read ticket %s: %w", n, err)
	}
	t.Stored = true
	return t, nil
}

// waitingTicket finds a ticket in the spool.
func (s *Service) waitingTicket(n Number) (Ticket, string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, p := range s.waiting {
		if p.Ticket != nil && p.Ticket.Number == n {
			return *p.Ticket, key, true
		}
	}
	return Ticket{}, "", false
}
