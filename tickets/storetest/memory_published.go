package storetest

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

// FirstRegistered implements service.Store.
func (m *Memory) FirstRegistered(ctx context.Context) (first time.Time, err error) {
	return first, m.do(ctx, func() error {
		for _, t := range m.tickets {
			if first.IsZero() || t.CreatedAt.Before(first) {
				first = t.CreatedAt
			}
		}
		return nil
	})
}

// CountMonth implements service.Store.
func (m *Memory) CountMonth(ctx context.Context, month statistics.Month, now time.Time) (c statistics.MonthCount, err error) {
	return c, m.do(ctx, func() error {
		for _, t := range m.tickets {
			if t.CreatedAt.Before(month.From) || !t.CreatedAt.Before(month.To) || t.Declined != "" {
				continue
			}
			c.Categories = append(c.Categories, statistics.CategoryFigures{Category: t.Category, Figures: figuresOf(t, now)})
			for unit, w := range workOf(t) {
				c.Units = append(c.Units, statistics.UnitWork{Unit: unit, Work: w})
			}
			for _, e := range t.Entries {
				if e.Move != tickets.MoveRevisit {
					continue
				}
				excluded := slices.ContainsFunc(t.Entries, func(g tickets.Entry) bool { return g.Move == tickets.MoveGrant && g.Rated == e.Seq })
				c.Ratings = append(c.Ratings, statistics.RatingGroup{Rating: *e.Revisit, Unit: e.Assignee, Excluded: excluded, N: 1})
			}
		}
		return nil
	})
}

// figuresOf returns the figures of one ticket.
func figuresOf(t tickets.Ticket, now time.Time) statistics.Figures {
	has := func(is func(e tickets.Entry) bool) bool { return slices.ContainsFunc(t.Entries, is) }
	dispatched := t.Lead != "" || has(func(e tickets.Entry) bool { return e.Move == tickets.MoveDispatch })
	broken := has(func(e tickets.Entry) bool { return e.What == tickets.AlarmPromise })
	open := t.State.Open()
	answered := !open && t.Answer != nil
	kept := answered && !t.Promise.IsZero() && !t.Answer.At.After(t.Promise) && !broken
	missed := broken || open && !t.Promise.After(now) || answered && !t.Promise.IsZero() && t.Answer.At.After(t.Promise)
	return statistics.Figures{Accepted: 1, Direct: one(answered && !dispatched && t.Into == ""), Dispatched: one(dispatched),
		Kept: one(kept), Missed: one(missed), Open: one(open)}
}

// workOf returns what units did with one ticket; each counts once.
func workOf(t tickets.Ticket) map[string]statistics.Work {
	type done struct{ reported, late, inTime, missed bool }
	by := map[string]*done{}
	led := map[string]bool{}
	of := func(unit string) *done {
		if by[unit] == nil {
			by[unit] = &done{}
		}
		return by[unit]
	}
	for _, e := range t.Entries {
		if e.Unit != "" {
			led[e.Unit] = true
		}
		switch {
		case e.Move == tickets.MoveReport && e.To == tickets.Checking && e.From != tickets.Checking:
			of(e.Assignee).reported = true
			of(e.Assignee).late = of(e.Assignee).late || e.At.After(e.Due)
		case e.Move == tickets.MoveSupervise && e.What == tickets.AlarmOverdue && led[e.Assignee]:
			of(e.Assignee).late = true
		}
		if e.FirstContact != "" {
			of(e.Assignee).inTime = of(e.Assignee).inTime || e.FirstContact == tickets.ContactInTime
			of(e.Assignee).missed = of(e.Assignee).missed || e.FirstContact != tickets.ContactInTime
		}
	}
	work := map[string]statistics.Work{}
	for unit, d := range by {
		work[unit] = statistics.Work{Handled: one(d.reported), OnTime: one(d.reported && !d.late), Late: one(d.late),
			ContactInTime: one(d.inTime), ContactMissed: one(d.missed)}
	}
	return work
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// SavePublished implements service.Store.
func (m *Memory) SavePublished(ctx context.Context, p statistics.PublishedMonth) error {
	return m.do(ctx, func() error {
		m.published = put(m.published, clone(p), func(p statistics.PublishedMonth) string { return p.Month })
		return nil
	})
}

// PublishedRows implements service.Store.
func (m *Memory) PublishedRows(ctx context.Context) (list []statistics.PublishedRow, err error) {
	return list, m.do(ctx, func() error {
		for _, p := range m.published {
			list = append(list, statistics.PublishedRow{Month: p.Month, CountedAt: p.CountedAt, Accepted: p.Figures.Accepted})
		}
		slices.SortFunc(list, func(a, b statistics.PublishedRow) int { return strings.Compare(b.Month, a.Month) })
		return nil
	})
}

// Published implements service.Store.
func (m *Memory) Published(ctx context.Context, name string) (list []statistics.PublishedMonth, err error) {
	return list, m.do(ctx, func() error {
		for _, p := range m.published {
			if strings.HasPrefix(p.Month, name) {
				list = append(list, clone(p))
			}
		}
		slices.SortFunc(list, func(a, b statistics.PublishedMonth) int { return strings.Compare(a.Month, b.Month) })
		return nil
	})
}

// put returns a copy of the list in which v replaces the item with the same key, or is
// added.
func put[V any](list []V, v V, key func(V) string) []V {
	list = slices.Clone(list)
	for i := range list {
		if key(list[i]) == key(v) {
			list[i] = v
			return list
		}
	}
	return append(list, v)
}

// Written implements service.Store.
func (m *Memory) Written(ctx context.Context, units []string, day string, after tickets.Number, limit int) (list []tickets.Ticket, err error) {
	return list, m.do(ctx, func() error {
		for n, t := range m.tickets {
			if n > after && strings.HasPrefix(string(n), day) && (tickets.Filter{Units: units}).Selects(t) {
				t.Stored = true
				list = append(list, clone(t))
			}
		}
		slices.SortFunc(list, func(a, b tickets.Ticket) int { return cmp.Compare(a.Number, b.Number) })
		list = list[:min(len(list), limit)]
		return nil
	})
}
