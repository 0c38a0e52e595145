package tickets

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// Preview is what would follow from a change of the rules: a dry run of what
// carries it out. Many tickets are looked at in several answers; the counts are
// of this one.
type Preview struct {
	Doubts []Doubt `json:"doubts" nullable:"false"`
	// Limits are categories whose limits change for tickets that are still to
	// come; limits that run stay as they are.
	Limits []LimitShift `json:"limits" nullable:"false"`
	Ending *Ending      `json:"ending,omitempty"`

	// Running is how many tickets there are to look at, Looked at how many this
	// answer has; Next is where to go on, "" if all were.
	Running int    `json:"running"`
	Looked  int    `json:"looked"`
	Next    Number `json:"next,omitempty"`
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
	Number Number    `json:"number"`
	Unit   string    `json:"unit,omitempty"` // whose; none: the promise to the citizen
	Before time.Time `json:"before"`
	After  time.Time `json:"after"`
}

// LimitShift is a category whose limits change, at its usual type and urgency.
type LimitShift struct {
	Category string     `json:"category"`
	Before   LimitsGive `json:"before"`
	After    LimitsGive `json:"after"`
}

// LimitsGive are what LimitsFor gives.
type LimitsGive struct {
	Unit    Limit `json:"unit"`
	Promise Limit `json:"promise"`
}

const (
	// previewed is how many tickets one answer looks at: about a second's work.
	previewed = 1000
	// soonestShown is how many examples an answer gives.
	soonestShown = 5
)

// PreviewRules says what would follow from a change, without making it; after
// goes on from an earlier answer. Errors as of ChangeRules.
func (s *Service) PreviewRules(ctx context.Context, staff Staff, by Actor, c RuleChange, after Number) (Preview, error) {
	p := Preview{Doubts: []Doubt{}, Limits: []LimitShift{}, Soonest: []Recount{}}
	if !by.Has(RoleAdministrator) {
		return p, fmt.Errorf("preview a change of the rules: %w", ErrForbidden)
	}
	s.ForgetRules()
	set, now, err := s.ruleSet(ctx)
	if err != nil {
		return p, fmt.Errorf("preview a change of the rules: %w", err)
	}
	if wrong := now.checkChange(c); len(wrong) > 0 {
		return p, &Invalid{Fields: wrong}
	}
	then, err := set.With(c).Rulebook()
	if err != nil {
		return p, fmt.Errorf("preview a change of the rules: %w", err)
	}
	if after == "" {
		p.Doubts = append(p.Doubts, then.doubts(c)...)
		p.Limits = append(p.Limits, shifts(now, then)...)
		if p.Ending, err = s.ending(ctx, staff, now, c); err != nil {
			return p, fmt.Errorf("preview a change of the rules: %w", err)
		}
	}
	if err := s.tryOut(ctx, &p, now, then, c, after); err != nil {
		return p, fmt.Errorf("preview a change of the rules: %w", err)
	}
	return p, nil
}

// shifts are the categories whose limits differ between two rulebooks.
func shifts(now, then Rulebook) (list []LimitShift) {
	for _, c := range then.Categories {
		if len(c.Code) != 4 || c.Ended {
			continue
		}
		if _, known := now.Category(c.Code); !known {
			continue
		}
		give := func(b Rulebook) (g LimitsGive) {
			r := Register{Type: c.Type, Category: c.Code}
			g.Unit, g.Promise = b.LimitsFor(r, b.UrgencyOf(c.Code))
			return g
		}
		if before, after := give(now), give(then); before != after {
			list = append(list, LimitShift{Category: c.Code, Before: before, After: after})
		}
	}
	return list
}

// tryOut does with running tickets what the change would do, and keeps nothing.
func (s *Service) tryOut(ctx context.Context, p *Preview, now, then Rulebook, c RuleChange, after Number) error {
	unit, look := s.looks(now, then, c)
	if look == nil {
		return nil
	}
	if err := s.countRunning(ctx, p, unit); err != nil {
		return err
	}
	for p.Looked < previewed {
		var list []Ticket
		err := s.try(ctx, func(ctx context.Context) (err error) {
			list, err = s.cfg.Store.Running(ctx, unit, after, batch)
			return err
		})
		if err != nil {
			return err
		}
		look(p, list)
		if p.Looked += len(list); len(list) < batch {
			return nil
		}
		after = list[len(list)-1].Number
	}
	p.Next = after
	return nil
}

// countRunning is how many tickets there are to look at, of all or of a unit.
func (s *Service) countRunning(ctx context.Context, p *Preview, unit string) error {
	var units []string
	if unit != "" {
		units = []string{unit}
	}
	return s.try(ctx, func(ctx context.Context) error {
		counts, err := s.cfg.Store.Counts(ctx, units, s.now())
		for _, n := range counts.States {
			p.Running += n
		}
		return err
	})
}

// looks is how a change is tried out with a list of running tickets, all or those
// of a unit; nil if it changes nothing about them.
func (s *Service) looks(now, then Rulebook, c RuleChange) (unit string, look func(*Preview, []Ticket)) {
	switch {
	case c.Year != nil, c.Options != nil && now.closing() != then.closing():
		return "", func(p *Preview, list []Ticket) { s.tryRecount(p, list, then) }
	case c.Unit != nil && c.Unit.Ended:
		needs := handingOver(c.Unit.Code, then.Tree.Current(c.Unit.Successor))
		return c.Unit.Code, func(p *Preview, list []Ticket) {
			changed, _ := s.clocked(list, then, needs)
			p.Handed += len(changed)
		}
	case c.Category != nil && c.Category.Ended:
		return "", func(p *Preview, list []Ticket) {
			for _, t := range list {
				if within(t.Category, c.Category.Code) {
					p.Kept++
				}
			}
		}
	}
	return "", nil
}

// tryRecount counts limits again as Recompute does.
func (s *Service) tryRecount(p *Preview, list []Ticket, then Rulebook) {
	was := make(map[Number]Ticket, len(list))
	for _, t := range list {
		was[t.Number] = t
	}
	changed, _ := s.clocked(list, then, recounting(then))
	for _, t := range changed {
		r := recountOf(was[t.Number], t)
		if r.Before.Equal(r.After) {
			continue // it is only provisional no more
		}
		p.Moved++
		if now := s.now(); r.Before.After(now) && !r.After.After(now) {
			p.Overdue++
		}
		p.Soonest = append(p.Soonest, r)
	}
	slices.SortFunc(p.Soonest, func(a, b Recount) int { return cmp.Or(a.After.Compare(b.After), cmp.Compare(a.Number, b.Number)) })
	p.Soonest = p.Soonest[:min(len(p.Soonest), soonestShown)]
}

// recountOf is what a recount did to a ticket: to the leading unit's limit, or
// where those stay, to the promise.
func recountOf(was, now Ticket) Recount {
	e := now.Entries[len(now.Entries)-1]
	if e.Due.IsZero() || e.Due.Equal(e.Before) {
		return Recount{Number: now.Number, Before: was.Promise, After: now.Promise}
	}
	return Recount{Number: now.Number, Unit: e.Part, Before: e.Before, After: e.Due}
}
