package tickets

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Ticket returns a ticket as this actor may see it. The look is logged.
func (s *Service) Ticket(ctx context.Context, by Actor, n Number) (Ticket, error) {
	t, err := s.seen(ctx, by, n)
	if err != nil {
		return Ticket{}, err
	}
	if err := s.Look(ctx, by, "ticket", string(n)); err != nil {
		return Ticket{}, err
	}
	return s.shown(ctx, by, t), nil
}

// shown is a ticket as an actor may see it.
func (s *Service) shown(ctx context.Context, by Actor, t Ticket) Ticket {
	by, tree := s.directory.Current(ctx, by)
	return ForEyes(by, t, tree)
}

// Sees says whether this actor may see a ticket: nil, ErrNotFound, ErrForbidden or
// ErrUnavailable. Nothing of it is shown, so no look is logged. Pages ask it every few
// seconds, so it reads a line of the list, not the ticket.
func (s *Service) Sees(ctx context.Context, by Actor, n Number) error {
	if _, _, ok := s.waitingTicket(n); ok {
		_, err := s.seen(ctx, by, n)
		return err
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return fmt.Errorf("ticket %s: %w", n, err)
	}
	var list []Summary
	err = s.try(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.List(ctx, Filter{Number: string(n), Units: units, Limit: popSize}) // somebody's telephone may have that number
		return err
	})
	if err == nil && !slices.ContainsFunc(list, func(one Summary) bool { return one.Number == n }) {
		err = ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("ticket %s: %w", n, err)
	}
	return nil
}

// seen reads a ticket, in the spool or in the store, that the actor may see.
func (s *Service) seen(ctx context.Context, by Actor, n Number) (Ticket, error) {
	t, _, ok := s.waitingTicket(n)
	if !ok {
		var err error
		if t, err = s.stored(ctx, n); err != nil {
			return Ticket{}, err
		}
	}
	by, tree := s.directory.Current(ctx, by)
	if !MaySee(by, t, tree) {
		return Ticket{}, fmt.Errorf("ticket %s: %w", n, ErrNotFound)
	}
	return t, nil
}

// List returns tickets as this actor may see them, newest first.
func (s *Service) List(ctx context.Context, by Actor, f Filter) ([]Summary, error) {
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = 50
	}
	if n := Number(onlyDigits(f.Text)); f.Number == "" && n.Valid() && strings.Trim(narrow(f.Text), "0123456789 ") == "" {
		f.Number, f.Text = string(n), "" // what people copy into the search is often the number
	}
	if f.Category != "" && !digits(f.Category, 2) && !digits(f.Category, 4) {
		return nil, &Invalid{Fields: []FieldError{{"category", CodeUnknown}}}
	}
	by, tree := s.directory.Current(ctx, by)
	units, err := VisibleUnits(by, tree)
	if err != nil {
		return nil, fmt.Errorf("list tickets: %w", err)
	}
	f.Knows, f.Masked = citizensOf(by, tree, units)
	if f.Units = units; f.Unit != "" {
		f.Units = slices.DeleteFunc(tree.Below(f.Unit), func(u string) bool { return units != nil && !slices.Contains(units, u) })
	} else if f.Part != "" && units == nil {
		f.Units = tree.Below(by.Unit)
	}
	list := s.waitingSummaries(f)
	err = s.try(ctx, func(ctx context.Context) error {
		stored, err := s.cfg.Store.List(ctx, f)
		list = append(list, stored...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list tickets: %w", err)
	}
	list = list[:min(len(list), f.Limit)]
	for i := range list {
		list[i] = SummaryForEyes(by, list[i], tree)
	}
	return list, s.lookAtList(ctx, by, f)
}

// lookAtList logs what was asked for in the words of who asked: whoever answers
// for the data must see how each was found (M72).
func (s *Service) lookAtList(ctx context.Context, by Actor, f Filter) error {
	if f.Text == "" {
		return s.Look(ctx, by, "tickets", f.Number)
	}
	return s.Look(ctx, by, "search", strings.TrimSpace(f.Number+" "+f.Text))
}

// waitingSummaries are the tickets of the spool that a filter selects, newest
// first. They stand before all that the store has: on a page that goes on after one
// of the store's, all have been shown.
func (s *Service) waitingSummaries(f Filter) []Summary {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []Summary
	for _, p := range s.waiting {
		if p.Ticket != nil && f.Selects(*p.Ticket) {
			list = append(list, Summarise(*p.Ticket))
		}
	}
	slices.SortFunc(list, NewestFirst)
	if f.Before == "" {
		return list
	}
	i := slices.IndexFunc(list, func(one Summary) bool { return one.Number == f.Before })
	if i < 0 {
		return nil
	}
	return list[i+1:]
}

// Pop returns what is known of a call's number. The look is logged.
func (s *Service) Pop(ctx context.Context, by Actor, call string) (Pop, error) {
	facts, err := s.callFor(ctx, by, call)
	if err != nil {
		return Pop{}, err
	}
	if facts.Number == "" {
		return Pop{Tickets: []Summary{}, Calls: []CallSummary{}}, nil
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return Pop{}, fmt.Errorf("look up caller of %s: %w", call, err)
	}
	var pop Pop
	err = s.try(ctx, func(ctx context.Context) (err error) {
		pop, err = s.cfg.Store.Pop(ctx, units, facts.Number, call)
		return err
	})
	key := call + " " + strings.Join(units[:min(len(units), 1)], "") // people of another area know something else
	if err == nil {
		s.pops.put(key, pop)
	} else if known, ok := s.pops.get(key); ok {
		pop = known
	} else {
		return Pop{}, fmt.Errorf("look up caller of %s: %w", call, err)
	}
	pop.Number = facts.Number
	return s.popForEyes(ctx, by, s.withWaiting(pop, units)), s.Look(ctx, by, "pop", call)
}

// popForEyes is a pop as an actor may see it. The name comes from a ticket; of one
// that is not shown, who sees only a part cannot know whether it is a secret.
func (s *Service) popForEyes(ctx context.Context, by Actor, pop Pop) Pop {
	by, tree := s.directory.Current(ctx, by)
	named := tree.Oversees(by.Unit, "")
	for i, t := range pop.Tickets {
		t = SummaryForEyes(by, t, tree)
		pop.Tickets[i] = t
		if t.Number == pop.NameSource {
			named = !t.Masked
		}
	}
	if !named {
		pop.Name, pop.NameSource = "", ""
	}
	return pop
}

// popSize is how many tickets and calls a pop shows.
const popSize = 5

// withWaiting adds the tickets that are still in the spool.
func (s *Service) withWaiting(pop Pop, units []string) Pop {
	waiting := s.waitingSummaries(Filter{Number: pop.Number, Units: units})
	for _, w := range waiting {
		if w.State.Open() {
			pop.OpenTickets++
		}
		if pop.Name == "" {
			pop.Name, pop.NameSource = w.Name, w.Number
		}
	}
	all := append(waiting, pop.Tickets...)
	slices.SortStableFunc(all, func(a, b Summary) int {
		if a.State.Open() != b.State.Open() {
			if a.State.Open() {
				return -1
			}
			return 1
		}
		return b.CreatedAt.Compare(a.CreatedAt)
	})
	pop.Tickets = append([]Summary{}, all[:min(len(all), popSize)]...)
	pop.Calls = append([]CallSummary{}, pop.Calls...)
	return pop
}
