package service

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"hotline12345/tickets"
)

// reserve begins the numbers that are given out when the day's last number cannot be told:
// this machine has lost its counter and the store is away. Ordinary days end far below it.
const reserve = 900000

// nextNumber gives out the next number of a day. A disk that takes nothing does not keep
// the store from a ticket: it refuses a number that was given, and nothing is spooled.
func (s *Service) nextNumber(ctx context.Context, day string) (tickets.Number, error) {
	if err := s.seedCounter(ctx, day); err != nil && !errors.Is(err, tickets.ErrDiskFull) {
		return "", fmt.Errorf("count tickets of %s: %w", day, err)
	}
	n, err := s.cfg.Counter.Next(day)
	if err != nil && !errors.Is(err, tickets.ErrDiskFull) {
		return "", fmt.Errorf("count tickets of %s: %w", day, err)
	}
	return tickets.MakeNumber(day, n)
}

// seedCounter compares the counter with the store, once.
func (s *Service) seedCounter(ctx context.Context, day string) error {
	s.mu.Lock()
	seeded := s.seeded
	s.mu.Unlock()
	if seeded {
		return nil
	}
	var last int
	err := s.try(ctx, func(ctx context.Context) (err error) {
		last, err = s.cfg.Store.LastNumber(ctx, day, tickets.ImportedFrom)
		return err
	})
	switch {
	case err == nil:
		s.mu.Lock()
		s.seeded = true
		s.mu.Unlock()
	case s.cfg.Counter.Fresh():
		last = reserve
	default:
		return nil // the counter on this machine goes on
	}
	return s.cfg.Counter.AtLeast(day, max(last, s.lastWaiting(day)))
}

// lastWaiting returns the last number of a day among the tickets that wait for the store,
// which knows nothing of them; 0 if there are none.
func (s *Service) lastWaiting(day string) (last int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.waiting {
		if p.Ticket == nil {
			continue
		}
		if digits, ok := strings.CutPrefix(string(p.Ticket.Number), day); ok {
			if n, err := strconv.Atoi(digits); err == nil {
				last = max(last, n)
			}
		}
	}
	return last
}

func (s *Service) unseed() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seeded = false
}
