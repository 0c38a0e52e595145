package storetest

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

var _ service.Store = (*Memory)(nil)

// Draft implements service.Store.
func (m *Memory) Draft(ctx context.Context, call string) (d tickets.Draft, err error) {
	return d, m.do(ctx, func() error {
		var ok bool
		if d, ok = m.drafts[call]; !ok {
			return errs.ErrNotFound
		}
		return nil
	})
}

// SaveDraft implements service.Store.
func (m *Memory) SaveDraft(ctx context.Context, d tickets.Draft) error {
	return m.do(ctx, func() error { return m.saveDraft(d) })
}

func (m *Memory) saveDraft(d tickets.Draft) error {
	last := m.drafts[d.Call]
	if last.Ticket != "" {
		return tickets.ErrCommitted
	}
	if last.Rev != d.Rev-1 {
		return errs.ErrConflict
	}
	m.drafts[d.Call] = clone(d)
	return nil
}

// Commit implements service.Store.
func (m *Memory) Commit(ctx context.Context, d tickets.Draft, t tickets.Ticket) error {
	return m.do(ctx, func() error {
		if _, taken := m.tickets[t.Number]; taken {
			return tickets.ErrNumberTaken
		}
		if err := m.saveDraft(d); err != nil {
			return err
		}
		m.tickets[t.Number] = clone(t)
		return nil
	})
}

// Create implements service.Store.
func (m *Memory) Create(ctx context.Context, t tickets.Ticket) error {
	return m.do(ctx, func() error {
		if _, taken := m.tickets[t.Number]; taken {
			return tickets.ErrNumberTaken
		}
		for _, other := range m.tickets {
			if other.Origin == t.Origin {
				return tickets.ErrCommitted
			}
		}
		m.tickets[t.Number] = clone(t)
		return nil
	})
}

// Append implements service.Store.
func (m *Memory) Append(ctx context.Context, ts ...tickets.Ticket) error {
	return m.do(ctx, func() error {
		for _, t := range ts {
			have, ok := m.tickets[t.Number]
			if !ok {
				return errs.ErrNotFound
			}
			if len(have.Entries) != len(t.Entries)-1 {
				return errs.ErrConflict
			}
		}
		for _, t := range ts {
			m.tickets[t.Number] = clone(t)
		}
		return nil
	})
}

// Deliver implements service.Store.
func (m *Memory) Deliver(ctx context.Context, p service.Parcel) error {
	return m.do(ctx, func() error {
		if t := p.Ticket; t != nil {
			have, ok := m.tickets[t.Number]
			if ok && have.Call != t.Call {
				return tickets.ErrNumberTaken
			}
			for _, other := range m.tickets {
				if other.Call == t.Call && other.Number != t.Number {
					return tickets.ErrCommitted
				}
			}
			switch service.Common(have.Entries, t.Entries) {
			case len(t.Entries):
			case len(have.Entries):
				m.tickets[t.Number] = clone(*t)
			default:
				return errs.ErrConflict
			}
		}
		if d := p.Draft; d != nil && m.drafts[d.Call].Rev < d.Rev && m.drafts[d.Call].Ticket == "" {
			m.drafts[d.Call] = clone(*d)
		}
		if record := p.Access; record != nil {
			m.accessLog[record.ID] = *record
		}
		return nil
	})
}

// Ticket implements service.Store.
func (m *Memory) Ticket(ctx context.Context, n tickets.Number) (t tickets.Ticket, err error) {
	return t, m.do(ctx, func() error {
		have, ok := m.tickets[n]
		if !ok {
			return errs.ErrNotFound
		}
		t = clone(have)
		t.Stored = true
		return nil
	})
}

// List implements service.Store.
func (m *Memory) List(ctx context.Context, f tickets.Filter) (list []tickets.Summary, err error) {
	return list, m.do(ctx, func() error {
		order := tickets.NewestFirst
		if f.ByDue {
			order = tickets.DueFirst
		}
		list = m.selected(f)
		slices.SortFunc(list, order)
		if last, ok := m.tickets[f.Before]; ok { // as it is placed now, selected or not
			list = slices.DeleteFunc(list, func(one tickets.Summary) bool { return order(one, tickets.Summarise(last)) <= 0 })
		}
		list = list[:min(len(list), f.Limit)]
		return nil
	})
}

func (m *Memory) selected(f tickets.Filter) []tickets.Summary {
	var list []tickets.Summary
	for _, t := range m.tickets {
		if f.Selects(t) && (f.Assignment == "" || t.State.Open()) {
			t.Stored = true
			list = append(list, tickets.Summarise(t))
		}
	}
	return list
}

// ScreenPop implements service.Store; it knows tickets only.
func (m *Memory) ScreenPop(ctx context.Context, units, numbers []string, exceptCall string) (p tickets.ScreenPop, err error) {
	return p, m.do(ctx, func() error {
		p.Number = numbers[0]
		all := m.selected(tickets.Filter{Number: numbers[0], Spellings: numbers, Units: units})
		slices.SortFunc(all, tickets.NewestFirst)
		for _, s := range all {
			if s.State.Open() {
				p.OpenTickets++
			}
			if p.Name == "" {
				p.Name, p.NameSource = s.Name, s.Number
			}
		}
		slices.SortStableFunc(all, func(a, b tickets.Summary) int {
			if a.State.Open() == b.State.Open() {
				return 0
			}
			if a.State.Open() {
				return -1
			}
			return 1
		})
		p.Tickets = all[:min(len(all), 5)]
		return nil
	})
}

// LastNumber implements service.Store.
func (m *Memory) LastNumber(ctx context.Context, day string, limit int) (last int, err error) {
	return last, m.do(ctx, func() error {
		for n := range m.tickets {
			var count int
			if _, err := fmt.Sscanf(string(n[6:]), "%d", &count); err == nil && strings.HasPrefix(string(n), day) && count < limit {
				last = max(last, count)
			}
		}
		return nil
	})
}

// Attached implements service.Store.
func (m *Memory) Attached(ctx context.Context, sums []string) (kept []string, err error) {
	return kept, m.do(ctx, func() error {
		for _, t := range m.tickets {
			for _, f := range t.Files {
				if slices.Contains(sums, f.Sum) && !slices.Contains(kept, f.Sum) {
					kept = append(kept, f.Sum)
				}
			}
		}
		return nil
	})
}

// Units implements service.Store.
func (m *Memory) Units(ctx context.Context) (list []org.Unit, err error) {
	return m.units, m.do(ctx, func() error { return nil })
}

// Categories implements service.Store.
func (m *Memory) Categories(ctx context.Context) ([]tickets.Category, error) {
	return m.list, m.do(ctx, func() error { return nil })
}
