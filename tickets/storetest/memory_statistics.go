package storetest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

// Loads implements service.Store.
func (m *Memory) Loads(ctx context.Context, units []string, now time.Time) (loads []statistics.Load, err error) {
	return loads, m.do(ctx, func() error {
		by := map[string]*statistics.Load{}
		for _, t := range m.tickets {
			for _, a := range t.Assignments {
				if !a.Open() || !t.State.Open() || units != nil && !slices.Contains(units, a.Unit) {
					continue
				}
				if by[a.Unit] == nil {
					by[a.Unit] = &statistics.Load{Unit: a.Unit}
				}
				l := by[a.Unit]
				l.Open++
				if a.State == tickets.ToSign {
					l.ToSign++
				}
				switch {
				case !a.Due.After(now):
					l.Overdue++
				case !a.WarnAt.After(now):
					l.DueSoon++
				}
				if a.Role == tickets.Lead && slices.Contains(t.Marks(), tickets.MarkSupervised) {
					l.Supervised++
				}
			}
		}
		for _, l := range by {
			loads = append(loads, *l)
		}
		slices.SortFunc(loads, func(a, b statistics.Load) int {
			return cmp.Or(b.Overdue-a.Overdue, b.Supervised-a.Supervised, b.DueSoon-a.DueSoon, b.Open-a.Open, cmp.Compare(a.Unit, b.Unit))
		})
		return nil
	})
}

// OpenMatters implements service.Store.
func (m *Memory) OpenMatters(ctx context.Context, units []string, since time.Time) (list []statistics.OpenMatter, err error) {
	return list, m.do(ctx, func() error {
		for _, t := range m.tickets {
			if (tickets.Filter{Units: units, From: since}).Selects(t) && t.State.Open() {
				list = append(list, statistics.OpenMatter{Number: t.Number, Category: t.Category, Place: t.Place})
			}
		}
		slices.SortFunc(list, func(a, b statistics.OpenMatter) int { return cmp.Compare(a.Number, b.Number) })
		return nil
	})
}

// Ratings implements service.Store.
func (m *Memory) Ratings(ctx context.Context, units []string, from, to time.Time) (list []statistics.RatingGroup, err error) {
	return list, m.do(ctx, func() error {
		m.rated(units, from, to, func(_ tickets.Ticket, e tickets.Entry, excluded bool) {
			list = append(list, statistics.RatingGroup{Rating: *e.Revisit, Unit: e.Assignee, Excluded: excluded, N: 1})
		})
		return nil
	})
}

// Exclusions implements service.Store.
func (m *Memory) Exclusions(ctx context.Context, units []string, from, to time.Time, limit int) (list []statistics.Exclusion, err error) {
	return list, m.do(ctx, func() error {
		m.rated(units, from, to, func(t tickets.Ticket, e tickets.Entry, excluded bool) {
			if !excluded {
				return
			}
			x := statistics.Exclusion{Number: t.Number, Unit: e.Assignee, At: e.At, Satisfied: e.Revisit.Satisfied}
			for _, asked := range t.Entries {
				if asked.Move == tickets.MoveExclude && asked.Rated == e.Seq && !t.IdentityProtected() {
					x.Note = asked.Note
				}
			}
			list = append(list, x)
		})
		slices.SortFunc(list, func(a, b statistics.Exclusion) int {
			return cmp.Or(b.At.Compare(a.At), cmp.Compare(b.Number, a.Number))
		})
		list = list[:min(len(list), limit)]
		return nil
	})
}

// rated walks the revisits of a period.
func (m *Memory) rated(units []string, from, to time.Time, each func(t tickets.Ticket, e tickets.Entry, excluded bool)) {
	for _, t := range m.tickets {
		for _, e := range t.Entries {
			if e.Move != tickets.MoveRevisit || e.At.Before(from) || !e.At.Before(to) || units != nil && !slices.Contains(units, e.Assignee) {
				continue
			}
			each(t, e, slices.ContainsFunc(t.Entries, func(g tickets.Entry) bool { return g.Move == tickets.MoveGrant && g.Rated == e.Seq }))
		}
	}
}
