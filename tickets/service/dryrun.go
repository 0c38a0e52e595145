package service

import (
	"cmp"
	"context"
	"slices"

	"hotline12345/tickets"
)

// dryRun does with running tickets what the change would do, and keeps nothing.
func (s *Service) dryRun(ctx context.Context, p *Preview, now, then tickets.Rulebook, c tickets.RuleChange, after tickets.Number) error {
	unit, try := s.dryRunOf(now, then, c)
	if try == nil {
		return nil
	}
	if err := s.countRunning(ctx, p, unit); err != nil {
		return err
	}
	for p.Looked < previewed {
		var list []tickets.Ticket
		err := s.try(ctx, func(ctx context.Context) (err error) {
			list, err = s.cfg.Store.Running(ctx, unit, after, batch)
			return err
		})
		if err != nil {
			return err
		}
		try(p, list)
		if p.Looked += len(list); len(list) < batch {
			return nil
		}
		after = list[len(list)-1].Number
	}
	p.Next = after
	return nil
}

// countRunning counts the tickets that there are to look at, of all or of a unit.
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

// dryRunOf returns how a change is tried with a list of running tickets, all or those
// of a unit; nil if it changes nothing about them.
func (s *Service) dryRunOf(now, then tickets.Rulebook, c tickets.RuleChange) (unit string, try func(*Preview, []tickets.Ticket)) {
	switch {
	case c.Year != nil, c.Options != nil && (now.ClosingTime() != then.ClosingTime() || now.Options.FirstContactDays() != then.Options.FirstContactDays()):
		return "", func(p *Preview, list []tickets.Ticket) { s.dryRecount(p, list, then) }
	case c.Unit != nil && c.Unit.Ended:
		needs := handingOver(c.Unit.Code, then.Tree.Current(c.Unit.Successor))
		return c.Unit.Code, func(p *Preview, list []tickets.Ticket) {
			changed, _ := s.clocked(list, then, needs)
			p.Handed += len(changed)
		}
	case c.Category != nil && c.Category.Ended:
		return "", func(p *Preview, list []tickets.Ticket) {
			for _, t := range list {
				if tickets.InCategory(t.Category, c.Category.Code) {
					p.Kept++
				}
			}
		}
	}
	return "", nil
}

// dryRecount counts limits again as Recompute does.
func (s *Service) dryRecount(p *Preview, list []tickets.Ticket, then tickets.Rulebook) {
	was := make(map[tickets.Number]tickets.Ticket, len(list))
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

// recountOf returns what a recount did to a ticket: to the leading unit's limit, or
// where those stay, to the promise.
func recountOf(was, now tickets.Ticket) Recount {
	e := now.Entries[len(now.Entries)-1]
	if e.Due.IsZero() || e.Due.Equal(e.Before) {
		return Recount{Number: now.Number, Before: was.Promise, After: now.Promise}
	}
	return Recount{Number: now.Number, Unit: e.Assignee, Before: e.Before, After: e.Due}
}
