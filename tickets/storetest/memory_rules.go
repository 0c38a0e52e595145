package storetest

import (
	"cmp"
	"context"
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

// RecordAccess implements service.Store.
func (m *Memory) RecordAccess(ctx context.Context, record tickets.AccessRecord) error {
	return m.do(ctx, func() error { m.accessLog[record.ID] = record; return nil })
}

// ByOrigin implements service.Store.
func (m *Memory) ByOrigin(ctx context.Context, origin string) (t tickets.Ticket, err error) {
	return t, m.do(ctx, func() error {
		for _, have := range m.tickets {
			if have.Origin == origin && origin != "" {
				t = clone(have)
				return nil
			}
		}
		return errs.ErrNotFound
	})
}

// Running implements service.Store.
func (m *Memory) Running(ctx context.Context, unit string, after tickets.Number, limit int) (list []tickets.Ticket, err error) {
	return list, m.do(ctx, func() error {
		for n, t := range m.tickets {
			if n > after && t.State != tickets.Archived && (unit == "" || slices.Contains(t.Units(), unit)) {
				t.Stored = true
				list = append(list, clone(t))
			}
		}
		slices.SortFunc(list, func(a, b tickets.Ticket) int { return cmp.Compare(a.Number, b.Number) })
		list = list[:min(len(list), limit)]
		return nil
	})
}

// Similar implements service.Store: open tickets of the same citizen, or of the
// same category and place.
func (m *Memory) Similar(ctx context.Context, units []string, r tickets.Register, since time.Time, limit int) (list []tickets.Summary, err error) {
	return list, m.do(ctx, func() error {
		for _, t := range m.tickets {
			same := sharesNumber(t.Contact, r.Contact) || t.Category == r.Category && t.Place == r.Place && r.Place != ""
			if same && (tickets.Filter{Units: units}).Selects(t) && t.State.Open() && t.State != tickets.Merged && !t.CreatedAt.Before(since) {
				t.Stored = true
				list = append(list, tickets.Summarise(t))
			}
		}
		slices.SortFunc(list, tickets.NewestFirst)
		list = list[:min(len(list), limit)]
		return nil
	})
}

// sharesNumber reports whether a ticket's contact field has one of the numbers that are typed.
func sharesNumber(contact, typed string) bool {
	return typed != "" && (contact == typed || slices.ContainsFunc(phone.Plan{}.Numbers(typed), func(n string) bool {
		return n == contact || slices.Contains(tickets.Contacts(contact), n)
	}))
}

// Counts implements service.Store.
func (m *Memory) Counts(ctx context.Context, units []string, now time.Time) (c statistics.Counts, err error) {
	c = statistics.Counts{States: map[tickets.State]int{}, Marks: map[tickets.Mark]int{}}
	return c, m.do(ctx, func() error {
		for _, t := range m.tickets {
			if !(tickets.Filter{Units: units}).Selects(t) {
				continue
			}
			m.count(&c, t, units, now)
		}
		return nil
	})
}

func (m *Memory) count(c *statistics.Counts, t tickets.Ticket, units []string, now time.Time) {
	if t.State == tickets.Archived && slices.Contains(t.Marks(), tickets.MarkExclusion) {
		c.Marks[tickets.MarkExclusion]++
	}
	if t.State != tickets.Archived {
		c.States[t.State]++
		for _, mark := range t.Marks() {
			c.Marks[mark]++
		}
		if t.Emergency.Unverified() && t.Emergency.RaisedAt.After(c.Raised) {
			c.Raised = t.Emergency.RaisedAt
		}
		if !t.TryAt.IsZero() && !t.TryAt.After(now) {
			c.TryNow++
		}
	}
	if !t.State.Open() {
		return
	}
	for _, a := range t.Assignments {
		if units != nil && !slices.Contains(units, a.Unit) || !a.Open() {
			continue
		}
		if a.State == tickets.ToSign {
			c.ToSign++
		} else {
			c.InHand++
		}
		switch {
		case !a.Due.After(now):
			c.Overdue++
		case !a.WarnAt.After(now):
			c.DueSoon++
		}
	}
}

// Rules implements service.Store.
func (m *Memory) Rules(ctx context.Context) (r tickets.RuleSettings, err error) {
	return r, m.do(ctx, func() error { r = clone(m.rules); return nil })
}

// RuleChanges implements service.Store.
func (m *Memory) RuleChanges(ctx context.Context, f tickets.ChangeFilter) (list []tickets.RuleChange, err error) {
	return list, m.do(ctx, func() error {
		all := slices.Clone(m.changes)
		slices.Reverse(all)
		if i := slices.IndexFunc(all, func(c tickets.RuleChange) bool { return c.ID == f.Before }); i >= 0 {
			all = all[i+1:]
		}
		for _, c := range all {
			if (f.Kind == "" || c.Kind() == f.Kind) && len(list) < f.Limit {
				list = append(list, c)
			}
		}
		return nil
	})
}

// ChangeRules implements service.Store.
func (m *Memory) ChangeRules(ctx context.Context, c tickets.RuleChange) error {
	return m.do(ctx, func() error {
		if c.Directory != nil && c.Directory.Version != m.rules.Directory.Version+1 {
			return errs.ErrConflict
		}
		set := tickets.RuleSet{Units: m.units, Categories: m.list, Rules: m.rules}
		if c.Before != nil && set.Before(c).Rev() != c.Before.Rev() {
			return errs.ErrConflict
		}
		set = set.With(c)
		m.units, m.list, m.rules = set.Units, set.Categories, set.Rules
		m.changes = append(m.changes, clone(c))
		return nil
	})
}
