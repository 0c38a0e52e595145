package tickets

import (
	"context"
	"fmt"
	"time"

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

// RuleChange is one change of the rulebook; exactly one of its parts is set.
type RuleChange struct {
	ID   string    `json:"id"`
	At   time.Time `json:"at"`
	By   Person    `json:"by"`
	Addr string    `json:"addr,omitempty"`
	Note string    `json:"note,omitempty"`

	Unit      *Unit        `json:"unit,omitempty"`
	Category  *Category    `json:"category,omitempty"`
	Limits    *[]LimitRule `json:"limits,omitempty"`
	Year      *Year        `json:"year,omitempty"`
	Directory *Directions  `json:"directory,omitempty"`
	Options   *Options     `json:"options,omitempty"`
	Line      *Line        `json:"line,omitempty"`
}

// Recounts says whether running limits must be counted again.
func (c RuleChange) Recounts() bool { return c.Year != nil || c.Options != nil }

// Rulebook is the rulebook of now; the last known one while the store is away.
func (s *Service) Rulebook(ctx context.Context) Rulebook {
	_, _ = s.Units(ctx) // what could not be read stays as it was last
	_, _ = s.Categories(ctx)
	_, _ = s.Rules(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	reads := [3]int{s.units.reads, s.list.reads, s.rules.reads}
	if reads == s.bookOf && reads != [3]int{} {
		return s.book
	}
	b := DefaultRulebook()
	b.Tree, b.Categories = NewTree(s.units.value), s.list.value
	if r := s.rules.value; s.rules.reads > 0 {
		b.Limits, b.Directory, b.Options, b.Lines = r.Limits, r.Directory, r.Options, r.Lines
		if c, err := workday.New(append(workday.Announced(), r.Years...)); err == nil {
			b.Calendar = c
		} else {
			s.cfg.Report("the calendar in the database is not readable; the announced one is used", err)
		}
	}
	s.book, s.bookOf = b, reads
	return b
}

// Rules returns the rest of the rulebook; the last known one while the store is
// away.
func (s *Service) Rules(ctx context.Context) (Rules, error) {
	return lookUp(ctx, s, &s.rules, s.cfg.Store.Rules)
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

// RuleChanges are the changes of the rules, newest first: who changed what, when.
func (s *Service) RuleChanges(ctx context.Context) ([]RuleChange, error) {
	var list []RuleChange
	err := s.try(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.RuleChanges(ctx, ruleChangesShown)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list changes of the rules: %w", err)
	}
	return list, nil
}

// ruleChangesShown is how many changes of the rules a page shows.
const ruleChangesShown = 200

// ChangeRules carries out an administrator's change. Errors: Invalid,
// ErrForbidden, ErrUnavailable.
func (s *Service) ChangeRules(ctx context.Context, by Actor, c RuleChange) error {
	if !by.Has(RoleAdministrator) {
		return fmt.Errorf("change the rules: %w", ErrForbidden)
	}
	b := s.Rulebook(ctx)
	if wrong := b.checkChange(c); len(wrong) > 0 {
		return &Invalid{Fields: wrong}
	}
	c.ID, c.At, c.By, c.Addr = randomID(), s.now(), by.Person, by.From
	if c.Directory != nil {
		d := *c.Directory
		d.Version, d.At, d.By = b.Directory.Version+1, c.At, c.By
		c.Directory = &d
	}
	err := s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.ChangeRules(ctx, c) })
	if err != nil {
		return fmt.Errorf("change the rules: %w", err)
	}
	s.ForgetRules()
	return nil
}
