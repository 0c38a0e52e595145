package service

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// RuleChanges returns the changes of the rules, newest first: who changed what, when, and
// what was before.
func (s *Service) RuleChanges(ctx context.Context, f tickets.ChangeFilter) ([]tickets.RuleChange, error) {
	if f.Limit <= 0 || f.Limit > ruleChangesShown {
		f.Limit = ruleChangesShown
	}
	var list []tickets.RuleChange
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

// ChangeRules carries out an administrator's change. One that says what stands there already
// changes nothing and is not written down. Errors: Invalid, ErrForbidden, ErrUnavailable;
// Stale if the rule is not the one that the change was made up against.
func (s *Service) ChangeRules(ctx context.Context, by org.Actor, c tickets.RuleChange) error {
	if !by.Has(org.RoleAdministrator) {
		return fmt.Errorf("change the rules: %w", errs.ErrForbidden)
	}
	err := s.changeRules(ctx, by, c)
	if errors.Is(err, errs.ErrConflict) && c.Seen == nil {
		err = s.changeRules(ctx, by, c) // another was first; nothing was to be compared
	}
	if err != nil {
		return fmt.Errorf("change the rules: %w", err)
	}
	return nil
}

func (s *Service) changeRules(ctx context.Context, by org.Actor, c tickets.RuleChange) error {
	s.ForgetRules() // so that the record of what was before includes a change made a moment ago
	set, b, err := s.ruleSet(ctx)
	if err != nil {
		return err
	}
	if set.Holds(c) || set.Holds(c.Tidy()) {
		return nil
	}
	c = c.Tidy()
	c.Before = set.Before(c)
	if outdated(set, c) {
		return s.stale(ctx, set, c)
	}
	if wrong := b.CheckChange(c); len(wrong) > 0 {
		return &errs.Invalid{Fields: wrong}
	}
	c.ID, c.At, c.By, c.Addr = rand.Text(), s.now(), by.Person, by.From
	if c.Directory != nil {
		d := *c.Directory
		d.Version, d.At, d.By = b.Directory.Version+1, c.At, c.By
		c.Directory = &d
	}
	err = s.try(ctx, func(ctx context.Context) error { return s.cfg.Store.ChangeRules(ctx, c) })
	s.ForgetRules()
	if !errors.Is(err, errs.ErrConflict) || c.Seen == nil {
		return err
	}
	set, _, unread := s.ruleSet(ctx) // another was first, by a moment
	if unread != nil {
		return unread
	}
	return s.stale(ctx, set, c)
}

// outdated reports whether a change was made up against something else than what stands
// there.
func outdated(set tickets.RuleSet, c tickets.RuleChange) bool {
	return c.Seen != nil && c.Single() && *c.Seen != set.Before(c).Rev()
}

// stale returns what stands in the place of a change, and who made it so.
func (s *Service) stale(ctx context.Context, set tickets.RuleSet, c tickets.RuleChange) error {
	now := set.Before(c)
	stale := &tickets.Stale{Now: *now, Rev: now.Rev()}
	list, err := s.RuleChanges(ctx, tickets.ChangeFilter{Kind: c.Kind()})
	if err != nil {
		return stale // the comparison is what matters
	}
	i := slices.IndexFunc(list, func(last tickets.RuleChange) bool { return last.Key() == c.Key() })
	if i >= 0 && set.Holds(list[i]) { // else a table was imported since
		stale.By, stale.At = &list[i].By, list[i].At
	}
	return stale
}
