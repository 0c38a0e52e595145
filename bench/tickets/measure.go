package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"hotline12345/bench/history"
	"hotline12345/internal/phone"
	"hotline12345/internal/postgres"
	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

// measuring asks the same many times, by several people at once.
type measuring struct {
	ctx      context.Context
	store    *postgres.Store
	history  *history.History
	rounds   int
	together int
}

// all measures everything and prints a line each.
func (m *measuring) all() error {
	pop := func(n int) error {
		_, err := m.store.ScreenPop(m.ctx, nil, phone.Plan{}.Spellings(m.history.Phone(n*7919%m.history.Calls)), "")
		return err
	}
	if err := m.measure("pop: right after a start", pop); err != nil {
		return err
	}
	for _, l := range m.lists() {
		err := m.measure("list: "+l.name, func(n int) error {
			_, err := m.store.List(m.ctx, l.filter(n))
			return err
		})
		if err != nil {
			return err
		}
	}
	if err := m.measure("counts of the centre", func(int) error {
		_, err := m.store.Counts(m.ctx, nil, m.history.To)
		return err
	}); err != nil {
		return err
	}
	if err := m.measure("pop: a caller's history", pop); err != nil {
		return err
	}
	if err := m.measure("repeats of what is typed", func(n int) error {
		_, err := m.store.Similar(m.ctx, nil, m.history.Register(n*7919%m.history.Calls), m.history.To.AddDate(0, 0, -90), 5)
		return err
	}); err != nil {
		return err
	}
	if err := m.figures(); err != nil {
		return err
	}
	return m.saving()
}

// figures measures what a leader reads of a month, and how long a month takes to
// count for the public.
func (m *measuring) figures() error {
	from := m.history.To.AddDate(0, -1, 0)
	if err := m.measure("units' conduct of a month", func(int) error {
		_, err := m.store.Performance(m.ctx, nil, from, m.history.To)
		return err
	}); err != nil {
		return err
	}
	if err := m.measure("the three rates of a month", func(int) error {
		_, err := m.store.Ratings(m.ctx, nil, from, m.history.To)
		return err
	}); err != nil {
		return err
	}
	once := *m
	once.rounds, once.together = max(m.rounds/20, 1), 1
	return once.measure("counting a month", func(n int) error {
		_, err := m.store.CountMonth(m.ctx, statistics.MonthOf(m.history.From.AddDate(0, 1+n%35, 0)), m.history.To)
		return err
	})
}

// list is a list that people ask for.
type list struct {
	name   string
	filter func(n int) tickets.Filter
}

func (m *measuring) lists() []list {
	fixed := func(f tickets.Filter) func(int) tickets.Filter {
		f.Limit = 50
		return func(int) tickets.Filter { return f }
	}
	text := func(format string, a ...any) func(int) tickets.Filter {
		return func(int) tickets.Filter { return tickets.Filter{Text: fmt.Sprintf(format, a...), Limit: 50} }
	}
	tree := m.history.Book.Tree
	return append(rareLists(), []list{
		{"the newest", fixed(tickets.Filter{})},
		{"a year ago", fixed(tickets.Filter{To: m.history.To.AddDate(-1, 0, 0)})},
		{"to dispatch", fixed(tickets.Filter{States: []tickets.State{tickets.Registered}})},
		{"archived complaints", fixed(tickets.Filter{States: []tickets.State{tickets.Archived}, Type: tickets.Complaint})},
		{"one category", fixed(tickets.Filter{Category: "0601"})},
		{"a county, all of it", fixed(tickets.Filter{Units: tree.Below("A")})},
		{"a village", fixed(tickets.Filter{Units: []string{"A1a"}})},
		{"a unit's, by limit", fixed(tickets.Filter{Units: []string{"Y04"}, Assignment: tickets.InHand, ByDue: true})},
		{"overdue", fixed(tickets.Filter{DueBefore: m.history.To, ByDue: true})},
		{"a telephone number", func(n int) tickets.Filter {
			return tickets.Filter{Number: m.history.Phone(n * 7919 % m.history.Calls), Limit: 50}
		}},
		{"search 施工噪声 (frequent)", text("施工噪声")},
		{"search 答复 (in nearly all)", text("答复")},
		{"search 路灯", text("路灯")},
		{"search 灯 (one character)", text("灯")},
		{"search a place", func(n int) tickets.Filter {
			return tickets.Filter{Text: fmt.Sprintf("临港路%d号", 1+n%400), Limit: 50}
		}},
		{"search two words", text("停车 湖心路")},
		{"search a name", text("王建军")},
		{"search what is not there", text("火星移民")},
		{"search in a village", func(int) tickets.Filter {
			return tickets.Filter{Text: "物业", Units: []string{"A1a"}, Masked: true, Limit: 50}
		}},
	}...)
}

// measure asks n times and prints what it took.
func (m *measuring) measure(name string, ask func(n int) error) error {
	var mu sync.Mutex
	var took []time.Duration
	g, _ := errgroup.WithContext(m.ctx)
	g.SetLimit(m.together)
	for n := range m.rounds {
		g.Go(func() error {
			began := time.Now()
			err := ask(n)
			mu.Lock()
			defer mu.Unlock()
			took = append(took, time.Since(began))
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	slices.Sort(took)
	at := func(share float64) time.Duration {
		return took[int(share*float64(len(took)-1))].Round(10 * time.Microsecond)
	}
	fmt.Printf("%-34s p50 %10v   p95 %10v   p99 %10v\n", name, at(0.5), at(0.95), at(0.99))
	return nil
}

func (m *measuring) explain() error {
	for _, l := range m.lists() {
		plan, err := m.store.Explain(m.ctx, l.filter(0))
		if err != nil {
			return err
		}
		fmt.Printf("\n== %s\n%s\n", l.name, plan)
	}
	return nil
}
