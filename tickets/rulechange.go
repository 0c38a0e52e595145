package tickets

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"
)

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

	// Before is what it took the place of; nil for changes of long ago.
	Before *Replaced `json:"before,omitempty"`
}

// Replaced is what a change took the place of: the same part as it was; none if
// it was new.
type Replaced struct {
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

// RuleKind is what a change is about: the name of its part, or ImportedRules.
type RuleKind string

// The kinds.
const (
	UnitRules      RuleKind = "unit"
	CategoryRules  RuleKind = "category"
	LimitRules     RuleKind = "limits"
	YearRules      RuleKind = "year"
	DirectoryRules RuleKind = "directory"
	OptionRules    RuleKind = "options"
	LineRules      RuleKind = "line"
	ImportedRules  RuleKind = "import" // a table; its note says what came of it
)

// RuleKinds are all kinds.
func RuleKinds() []RuleKind {
	return []RuleKind{UnitRules, CategoryRules, LimitRules, YearRules, DirectoryRules, OptionRules, LineRules, ImportedRules}
}

// Kind is what the change is about.
func (c RuleChange) Kind() RuleKind {
	for i, has := range c.has() {
		if has {
			return RuleKinds()[i]
		}
	}
	return ImportedRules
}

// has says which parts are set, in the order of RuleKinds.
func (c RuleChange) has() []bool {
	return []bool{c.Unit != nil, c.Category != nil, c.Limits != nil, c.Year != nil, c.Directory != nil, c.Options != nil, c.Line != nil}
}

// parts is how many of its parts a change has.
func (c RuleChange) parts() (n int) {
	for _, has := range c.has() {
		if has {
			n++
		}
	}
	return n
}

// ChangeFilter selects changes of the rules; empty fields hold for all.
type ChangeFilter struct {
	Kind RuleKind
	// Before continues a list after this change, by its ID.
	Before string
	Limit  int
}

// RuleChanges are the changes of the rules, newest first: who changed what, when,
// and what was before.
func (s *Service) RuleChanges(ctx context.Context, f ChangeFilter) ([]RuleChange, error) {
	if f.Limit <= 0 || f.Limit > ruleChangesShown {
		f.Limit = ruleChangesShown
	}
	var list []RuleChange
	err := s.try(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.RuleChanges(ctx, f)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list changes of the rules: %w", err)
	}
	return list, nil
}

// ruleChangesShown is how many changes of the rules a page shows.
const ruleChangesShown = 50

// ChangeRules carries out an administrator's change. Errors: Invalid,
// ErrForbidden, ErrUnavailable.
func (s *Service) ChangeRules(ctx context.Context, by Actor, c RuleChange) error {
	if !by.Has(RoleAdministrator) {
		return fmt.Errorf("change the rules: %w", ErrForbidden)
	}
	s.ForgetRules() // the record tells what was before: another's change of a moment ago too
	set, b, err := s.ruleSet(ctx)
	if err != nil {
		return fmt.Errorf("change the rules: %w", err)
	}
	if wrong := b.checkChange(c); len(wrong) > 0 {
		return &Invalid{Fields: wrong}
	}
	c.ID, c.At, c.By, c.Addr, c.Before = rand.Text(), s.now(), by.Person, by.From, set.Before(c)
	if c.Directory != nil {
		d := *c.Directory
		d.Version, d.At, d.By = b.Directory.Version+1, c.At, c.By
		c.Directory = &d
	}
	err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.ChangeRules(ctx, c) })
	if err != nil {
		return fmt.Errorf("change the rules: %w", err)
	}
	s.ForgetRules()
	return nil
}
