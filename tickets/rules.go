package tickets

import (
	"context"
	"errors"

	"hotline12345/tickets/workday"
)

// Rules are what an administrator may change beside units and categories.
type Rules struct {
	Limits    []LimitRule `json:"limits"`
	Years     []Year      `json:"years"` // beside the announced ones
	Directory Directions  `json:"directory"`
	Options   Options     `json:"options"`
	Lines     []Line      `json:"lines"` // by number
}

// Year is the notice of one year's holidays.
type Year = workday.Year

// Rulebook is the rulebook of now; the last known one while the store is away.
func (s *Service) Rulebook(ctx context.Context) Rulebook {
	_, b, _ := s.ruleSet(ctx) // what could not be read stays as it was last
	return b
}

// ruleSet is what the rulebook of now is made of, and the rulebook; with an error
// they are the last known ones.
func (s *Service) ruleSet(ctx context.Context) (RuleSet, Rulebook, error) {
	_, noUnits := s.Units(ctx)
	_, noList := s.Categories(ctx)
	_, noRules := s.Rules(ctx)
	var set RuleSet
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
		s.book, s.bookOf = b, reads
	}
	return set, s.book, errors.Join(noUnits, noList, noRules)
}

// Rules returns the rest of the rulebook; the last known one while the store is
// away.
func (s *Service) Rules(ctx context.Context) (Rules, error) {
	return s.rules.Get(ctx)
}

// Propose says who should handle a matter, and why; called is the number that the
// citizen dialled, if any.
func (s *Service) Propose(ctx context.Context, r Register, called string) Proposal {
	return s.Rulebook(ctx).ProposeFor(r, called)
}

// LegalMoves are the moves that an actor may make with a ticket now.
func (s *Service) LegalMoves(ctx context.Context, by Actor, t Ticket) []Move {
	b := s.Rulebook(ctx)
	by.Unit = b.Tree.Current(by.Unit)
	return LegalMoves(t, by, b)
}
