package service

import (
	"context"
	"crypto/rand"
	"fmt"

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

// ChangeRules carries out an administrator's change. Errors: Invalid,
// ErrForbidden, ErrUnavailable.
func (s *Service) ChangeRules(ctx context.Context, by org.Actor, c tickets.RuleChange) error {
	if !by.Has(org.RoleAdministrator) {
		return fmt.Errorf("change the rules: %w", errs.ErrForbidden)
	}
	s.ForgetRules() // so that the record of what was before includes a change made a moment ago
	set, b, err := s.ruleSet(ctx)
	if err != nil {
		return fmt.Errorf("change the rules: %w", err)
	}
	if wrong := b.CheckChange(c); len(wrong) > 0 {
		return &errs.Invalid{Fields: wrong}
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
