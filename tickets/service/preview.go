package service

import (
	"context"
	"fmt"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Preview is what would follow from a change of the rules: a dry run of what
// carries it out. Many tickets are looked at in several answers; the counts are
// of this one.
type Preview struct {
	Warnings []tickets.Warning `json:"warnings" nullable:"false"`
	// Limits are categories whose limits change for tickets that are still to
	// come; limits that run stay as they are.
	Limits []LimitShift    `json:"limits" nullable:"false"`
	Impact *tickets.Impact `json:"impact,omitempty"`

	// Running is how many tickets there are to look at, Looked at how many this
	// answer has; Next is where to go on, "" if all were.
	Running int            `json:"running"`
	Looked  int            `json:"looked"`
	Next    tickets.Number `json:"next,omitempty"`
	// Moved get another deadline, of which Overdue are overdue at once.
	Moved   int `json:"moved"`
	Overdue int `json:"overdue"`
	// Handed go to the successor of a unit that ends; Kept keep the category
	// that ends.
	Handed int `json:"handed"`
	Kept   int `json:"kept"`
	// Soonest are the few of Moved that end first.
	Soonest []Recount `json:"soonest" nullable:"false"`
}

// Recount is a limit that is counted again.
type Recount struct {
	Number tickets.Number `json:"number"`
	Unit   string         `json:"unit,omitempty"` // whose; none: the promise to the citizen
	Before time.Time      `json:"before"`
	After  time.Time      `json:"after"`
}

// LimitShift is a category whose limits change, at its usual type and urgency.
type LimitShift struct {
	Category string     `json:"category"`
	Before   LimitsGive `json:"before"`
	After    LimitsGive `json:"after"`
}

// LimitsGive are what LimitsFor gives.
type LimitsGive struct {
	Unit    tickets.Limit `json:"unit"`
	Promise tickets.Limit `json:"promise"`
}

const (
	// previewed is how many tickets one answer looks at: about a second's work.
	previewed = 1000
	// soonestShown is how many examples an answer gives.
	soonestShown = 5
)

// PreviewRules returns what would follow from a change, without making it; after
// goes on from an earlier answer. Errors as of ChangeRules, Stale too.
func (s *Service) PreviewRules(ctx context.Context, by org.Actor, c tickets.RuleChange, after tickets.Number) (Preview, error) {
	p := Preview{Warnings: []tickets.Warning{}, Limits: []LimitShift{}, Soonest: []Recount{}}
	if !by.Has(org.RoleAdministrator) {
		return p, fmt.Errorf("preview a change of the rules: %w", errs.ErrForbidden)
	}
	s.ForgetRules()
	set, now, err := s.ruleSet(ctx)
	if err != nil {
		return p, fmt.Errorf("preview a change of the rules: %w", err)
	}
	c = c.Tidy()
	if outdated(set, c) {
		return p, s.stale(ctx, set, c)
	}
	if wrong := now.CheckChange(c); len(wrong) > 0 {
		return p, &errs.Invalid{Fields: wrong}
	}
	then, err := set.With(c).Rulebook()
	if err != nil {
		return p, fmt.Errorf("preview a change of the rules: %w", err)
	}
	if after == "" {
		p.Warnings = append(p.Warnings, then.Warnings(c)...)
		p.Limits = append(p.Limits, shifts(now, then)...)
		if p.Impact, err = s.impact(ctx, now, c); err != nil {
			return p, fmt.Errorf("preview a change of the rules: %w", err)
		}
	}
	if err := s.dryRun(ctx, &p, now, then, c, after); err != nil {
		return p, fmt.Errorf("preview a change of the rules: %w", err)
	}
	return p, nil
}

// shifts returns the categories whose limits differ between two rulebooks.
func shifts(now, then tickets.Rulebook) (list []LimitShift) {
	for _, c := range then.Categories {
		if len(c.Code) != 4 || c.Ended {
			continue
		}
		if _, known := now.Category(c.Code); !known {
			continue
		}
		give := func(b tickets.Rulebook) (g LimitsGive) {
			r := tickets.Register{Type: c.Type, Category: c.Code}
			g.Unit, g.Promise = b.LimitsFor(r, b.UrgencyOf(c.Code))
			return g
		}
		if before, after := give(now), give(then); before != after {
			list = append(list, LimitShift{Category: c.Code, Before: before, After: after})
		}
	}
	return list
}
