package service

import (
	"context"
	"errors"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Rulebook returns the rulebook of now; while the store is away, the one that was read
// last.
func (s *Service) Rulebook(ctx context.Context) tickets.Rulebook {
	_, b, _ := s.ruleSet(ctx) // what could not be read stays as it was last
	return b
}

// ruleSet returns the rulebook of now and what it is made of; with an error, those that
// were read last.
func (s *Service) ruleSet(ctx context.Context) (tickets.RuleSet, tickets.Rulebook, error) {
	_, noUnits := s.Units(ctx)
	_, noList := s.Categories(ctx)
	_, noRules := s.Rules(ctx)
	var set tickets.RuleSet
	var reads [3]int
	set.Units, reads[0] = s.directory.Last()
	set.Categories, reads[1] = s.categories.Last()
	set.Rules, reads[2] = s.rules.Last()
	s.mu.Lock()
	defer s.mu.Unlock()
	if reads != s.bookOf || reads == [3]int{} {
		b, err := set.Rulebook()
		if err != nil {
			s.cfg.Report("the calendar in the database is not readable; the announced one is used", err)
		}
		b.Plan = s.cfg.Plan
		s.book, s.bookOf = b, reads
	}
	return set, s.book, errors.Join(noUnits, noList, noRules)
}

// RuleSet returns the rules of now as they are kept; while the store is away, those that
// were read last.
func (s *Service) RuleSet(ctx context.Context) (tickets.RuleSet, error) {
	set, _, err := s.ruleSet(ctx)
	return set, err
}

// Rules returns the rules beside units and categories; while the store is away, those that
// were read last.
func (s *Service) Rules(ctx context.Context) (tickets.RuleSettings, error) {
	return s.rules.Get(ctx)
}

// Propose returns which unit should handle a matter, and why. called is the number that
// the citizen dialled, if any.
func (s *Service) Propose(ctx context.Context, r tickets.Register, called string) tickets.Proposal {
	return s.Rulebook(ctx).ProposeFor(r, called)
}

// LegalMoves returns the moves that an actor may make with a ticket now.
func (s *Service) LegalMoves(ctx context.Context, by org.Actor, t tickets.Ticket) []tickets.Move {
	b := s.Rulebook(ctx)
	by.Unit = b.Tree.Current(by.Unit)
	return tickets.LegalMoves(t, by, b)
}

// Longest returns what is left of the longest time for a matter; nil where that is not
// counted.
func (s *Service) Longest(ctx context.Context, t tickets.Ticket) *tickets.Longest {
	return s.Rulebook(ctx).LongestOf(t, s.now())
}

// Units returns all units; while the store is away, those that were read last.
func (s *Service) Units(ctx context.Context) ([]org.Unit, error) { return s.directory.Units(ctx) }

// Categories returns the list of matters; while the store is away, the one that was read
// last.
func (s *Service) Categories(ctx context.Context) ([]tickets.Category, error) {
	return s.categories.Get(ctx)
}

// Visible returns the units whose tickets and calls an actor may see, by the tree of
// now; nil is all. ErrForbidden: none.
func (s *Service) Visible(ctx context.Context, by org.Actor) ([]string, error) {
	return s.directory.Visible(ctx, by)
}
