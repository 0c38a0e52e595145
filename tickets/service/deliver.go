package service

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/tickets"
)

// Run delivers the spool whenever the store is there, until ctx ends.
func (s *Service) Run(ctx context.Context) {
	tick := time.NewTicker(breaker.RetryAfter)
	defer tick.Stop()
	for {
		s.Deliver(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Deliver brings what waits in the spool to the store. It stops when the store
// is away. It reads the rulebook too, so that the one that serves while the store is away
// is of a minute ago, also if nobody asked for it.
func (s *Service) Deliver(ctx context.Context) {
	s.Rulebook(ctx)
	s.mu.Lock()
	keys := make([]string, 0, len(s.waiting))
	for key := range s.waiting {
		keys = append(keys, key)
	}
	s.mu.Unlock()
	slices.Sort(keys)
	for _, key := range keys {
		if err := s.deliver(ctx, key); err != nil {
			return
		}
	}
}

// deliver stores one parcel. What the store refuses for good is set aside for a person, so
// that it does not hold up the rest.
func (s *Service) deliver(ctx context.Context, key string) error {
	defer s.lock(key)()
	p, ok := s.pending(key)
	if !ok {
		return nil
	}
	if p.Ticket != nil {
		t := *p.Ticket
		t.Stored = true
		p.Ticket = &t
	}
	err := s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Deliver(ctx, p) })
	if errors.Is(err, errs.ErrConflict) && p.Ticket != nil {
		err = s.again(ctx, p)
	}
	var illegal *tickets.Illegal
	switch {
	case err == nil:
		err = s.cfg.Spool.Remove(key)
		if err != nil { // delivered again after a restart, which is harmless
			s.cfg.Report("a delivered parcel cannot be removed from the spool", err)
		}
	case errors.Is(err, tickets.ErrNumberTaken), errors.Is(err, tickets.ErrCommitted), errors.Is(err, errs.ErrRefused), errors.As(err, &illegal):
		s.cfg.Report("the database refuses what waited for it; it is set aside", fmt.Errorf("deliver %s: %w", key, err))
		if err := s.cfg.Spool.SetAside(key); err != nil {
			s.cfg.Report("a refused parcel cannot be set aside", err)
		}
	case errors.Is(err, errs.ErrUnavailable), ctx.Err() != nil:
		return fmt.Errorf("deliver %s: %w", key, err)
	default: // a fault of the store itself; later it may take the parcel
		s.complain(key, err)
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.waiting, key)
	delete(s.faulty, key)
	return nil
}

// again makes the moves of a parcel once more, in the ticket as it is stored: an earlier
// delivery arrived although its answer was lost, and others have moved the ticket since.
func (s *Service) again(ctx context.Context, p Parcel) error {
	t, err := s.stored(ctx, p.Ticket.Number)
	if err != nil {
		return err
	}
	common := Common(t.Entries, p.Ticket.Entries)
	for _, made := range p.Moves {
		if made.Seq <= common {
			continue
		}
		made.Request.Seen = 0
		t, err = tickets.Apply(tickets.Case{Ticket: t, Request: made.Request, By: made.By, Now: s.now(), Rules: s.Rulebook(ctx)})
		if err != nil {
			return fmt.Errorf("make %s of %s again in ticket %s: %w", made.Request.Move, made.By.Name, t.Number, err)
		}
		if err := s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.Append(ctx, t) }); err != nil {
			return err
		}
	}
	return nil
}

// complain reports once that a parcel cannot be delivered now.
func (s *Service) complain(key string, err error) {
	s.mu.Lock()
	reported := s.faulty[key]
	s.faulty[key] = true
	s.mu.Unlock()
	if !reported {
		s.cfg.Report("the database cannot take what waits for it; it is tried again", fmt.Errorf("deliver %s: %w", key, err))
	}
}
