package service

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/errs"
	"hotline12345/internal/fold"
	"hotline12345/internal/phone"
	"hotline12345/internal/text"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// Ticket returns a ticket as this actor may see it. The access is recorded.
func (s *Service) Ticket(ctx context.Context, by org.Actor, n tickets.Number) (tickets.Ticket, error) {
	t, err := s.seen(ctx, by, n)
	if err != nil {
		return tickets.Ticket{}, err
	}
	if err := s.RecordAccess(ctx, by, "ticket", string(n)); err != nil {
		return tickets.Ticket{}, err
	}
	return s.shown(ctx, by, t), nil
}

// shown returns a ticket as an actor may see it.
func (s *Service) shown(ctx context.Context, by org.Actor, t tickets.Ticket) tickets.Ticket {
	by, tree := s.directory.Current(ctx, by)
	return tickets.RedactFor(by, t, tree)
}

// Sees checks that this actor may see a ticket: nil, ErrNotFound, ErrForbidden or
// ErrUnavailable. It returns nothing of the ticket, so no access is recorded. Pages ask
// every few seconds, so it reads the row of the list, not the ticket.
func (s *Service) Sees(ctx context.Context, by org.Actor, n tickets.Number) error {
	if _, _, ok := s.waitingTicket(n); ok {
		_, err := s.seen(ctx, by, n)
		return err
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return fmt.Errorf("ticket %s: %w", n, err)
	}
	var list []tickets.Summary
	err = s.try(ctx, func(ctx context.Context) (err error) {
		list, err = s.cfg.Store.List(ctx, tickets.Filter{Number: string(n), Units: units, Limit: screenPopSize}) // a telephone may have that number, too
		return err
	})
	if err == nil && !slices.ContainsFunc(list, func(one tickets.Summary) bool { return one.Number == n }) {
		err = errs.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("ticket %s: %w", n, err)
	}
	return nil
}

// Whole returns a ticket as it is written, for what the service does by itself. Nobody sees
// it, so no access is recorded.
func (s *Service) Whole(ctx context.Context, n tickets.Number) (tickets.Ticket, error) {
	if t, _, ok := s.waitingTicket(n); ok {
		return t, nil
	}
	return s.stored(ctx, n)
}

// seen reads a ticket, in the spool or in the store, that the actor may see.
func (s *Service) seen(ctx context.Context, by org.Actor, n tickets.Number) (tickets.Ticket, error) {
	t, _, ok := s.waitingTicket(n)
	if !ok {
		var err error
		if t, err = s.stored(ctx, n); err != nil {
			return tickets.Ticket{}, err
		}
	}
	by, tree := s.directory.Current(ctx, by)
	if !tickets.MaySee(by, t, tree) {
		return tickets.Ticket{}, fmt.Errorf("ticket %s: %w", n, errs.ErrNotFound)
	}
	return t, nil
}

// List returns tickets as this actor may see them, newest first.
func (s *Service) List(ctx context.Context, by org.Actor, f tickets.Filter) ([]tickets.Summary, error) {
	if f.Limit <= 0 || f.Limit > 200 {
		f.Limit = 50
	}
	if n, ok := tickets.FindNumber(f.Text); ok && f.Number == "" {
		f.Number, f.Text = string(n), "" // what people copy into the search is often the number
	}
	f.Number = withoutLabel(f.Number)
	if d := text.DigitsOf(f.Number); f.Text == "" && (len(d) == lastFour || len(d) == lastEight) && strings.Trim(text.HalfWidth(f.Number), "0123456789 -") == "" {
		f.Number, f.Text = "", d // the end of a telephone number, which the search finds
	}
	if f.Number != "" {
		if n, ok := tickets.FindNumber(f.Number); ok {
			f.Number = string(n)
		}
		f.Number = strings.TrimSpace(text.WithoutInvisible(text.HalfWidth(f.Number)))
		f.Spellings = s.spellings(f.Number)
	}
	f.Text = wholeNumber(withoutLabel(f.Text))
	if f.Category != "" && !text.IsDigits(f.Category, 2) && !text.IsDigits(f.Category, 4) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "category", Code: errs.CodeUnknown}}}
	}
	by, tree := s.directory.Current(ctx, by)
	units, err := org.VisibleUnits(by, tree)
	if err != nil {
		return nil, fmt.Errorf("list tickets: %w", err)
	}
	f.Knows, f.Masked = tickets.KnownCitizens(by, tree, units)
	if f.Units = units; f.Unit != "" {
		f.Units = slices.DeleteFunc(tree.Below(f.Unit), func(u string) bool { return units != nil && !slices.Contains(units, u) })
	} else if f.Assignment != "" && units == nil {
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
	return s.rowsFor(ctx, by, list, tree), s.recordListAccess(ctx, by, f)
}

// rowsFor returns rows of a list as an actor may see them, with what is left of the longest
// time of each matter.
func (s *Service) rowsFor(ctx context.Context, by org.Actor, list []tickets.Summary, tree org.Tree) []tickets.Summary {
	rules, now := s.Rulebook(ctx), s.now()
	for i := range list {
		list[i] = rules.ShowLongest(tickets.RedactSummaryFor(by, list[i], tree), now)
	}
	return list
}

// spellings returns the forms in which a number, or each of several, may have been written down.
func (s *Service) spellings(numbers string) []string {
	list := s.cfg.Plan.Spellings(numbers)
	if several := s.cfg.Plan.Numbers(numbers); len(several) > 1 {
		for _, n := range several {
			list = append(list, s.cfg.Plan.Spellings(n)...)
		}
	}
	return list
}

// labelled is a telephone number, or its end, with the words that say so before it.
var labelled = regexp.MustCompile(`^(?:(?:联系|来电|主叫|本人)?(?:手机|电话|座机|固话)(?:号码|号)?|号码|(?:手机)?尾号|[后末最]+[四八48]位|tel|mobile|phone)(?:是|为|[ .:：])*(\+?[0-9][-0-9 ()]*)$`)

// withoutLabel returns a searched text without the words that say that it is a telephone number:
// 电话13800138000, 尾号 8000. Any other text stays as it is.
func withoutLabel(s string) string {
	if m := labelled.FindStringSubmatch(strings.TrimSpace(fold.String(s))); m != nil {
		return m[1]
	}
	return s
}

// wholeNumber returns a searched text in the normal form if it is one whole telephone number: a
// mobile, or one with its area or country. Fewer digits may be a date or an old number.
func wholeNumber(s string) string {
	n, ok := phone.Plan{}.Normal(s)
	if ok && (len(n) == len("13800138000") && n[0] == '1' || len(n) > len("01012345") && (n[0] == '0' || n[0] == '+')) {
		return n
	}
	return s
}

// waitingSummaries returns the tickets of the spool that a filter selects, newest first.
// They stand before all that the store has: on a page that goes on after one of the
// store's, all have been shown.
func (s *Service) waitingSummaries(f tickets.Filter) []tickets.Summary {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []tickets.Summary
	for _, p := range s.waiting {
		if p.Ticket != nil && f.Selects(*p.Ticket) {
			list = append(list, tickets.Summarise(*p.Ticket))
		}
	}
	slices.SortFunc(list, tickets.NewestFirst)
	if f.Before == "" {
		return list
	}
	i := slices.IndexFunc(list, func(one tickets.Summary) bool { return one.Number == f.Before })
	if i < 0 {
		return nil
	}
	return list[i+1:]
}

// ScreenPop returns what there is about a call's number. The access is recorded.
func (s *Service) ScreenPop(ctx context.Context, by org.Actor, call string) (tickets.ScreenPop, error) {
	facts, err := s.callFor(ctx, by, call)
	if err != nil {
		return tickets.ScreenPop{}, err
	}
	if facts.Number == "" {
		return tickets.ScreenPop{Tickets: []tickets.Summary{}, Calls: []tickets.CallSummary{}}, nil
	}
	units, err := s.Visible(ctx, by)
	if err != nil {
		return tickets.ScreenPop{}, fmt.Errorf("look up caller of %s: %w", call, err)
	}
	var pop tickets.ScreenPop
	err = s.try(ctx, func(ctx context.Context) (err error) {
		pop, err = s.cfg.Store.ScreenPop(ctx, units, s.cfg.Plan.Spellings(facts.Number), call)
		return err
	})
	key := call + " " + strings.Join(units[:min(len(units), 1)], "") // people of another area see others
	if err == nil {
		s.screenPops.put(key, pop)
	} else if last, ok := s.screenPops.get(key); ok {
		pop = last
	} else {
		return tickets.ScreenPop{}, fmt.Errorf("look up caller of %s: %w", call, err)
	}
	pop.Number = facts.Number
	return s.redactedScreenPop(ctx, by, s.withWaiting(pop, units)), s.RecordAccess(ctx, by, "screen_pop", call)
}

// redactedScreenPop returns a screen pop as an actor may see it. The name comes from a
// ticket. If that is not shown, an actor who does not oversee the whole city does not get
// the name: the ticket may be masked.
func (s *Service) redactedScreenPop(ctx context.Context, by org.Actor, pop tickets.ScreenPop) tickets.ScreenPop {
	by, tree := s.directory.Current(ctx, by)
	named := tree.Oversees(by.Unit, "")
	for _, t := range s.rowsFor(ctx, by, pop.Tickets, tree) {
		if t.Number == pop.NameSource {
			named = !t.Masked
		}
	}
	if !named {
		pop.Name, pop.NameSource = "", ""
	}
	return pop
}

// screenPopSize is how many tickets and calls a screen pop shows.
const screenPopSize = 5

// withWaiting adds the tickets that are still in the spool.
func (s *Service) withWaiting(pop tickets.ScreenPop, units []string) tickets.ScreenPop {
	waiting := s.waitingSummaries(tickets.Filter{Number: pop.Number, Spellings: s.cfg.Plan.Spellings(pop.Number), Units: units})
	for _, w := range waiting {
		if w.State.Open() {
			pop.OpenTickets++
		}
		if pop.Name == "" {
			pop.Name, pop.NameSource = w.Name, w.Number
		}
	}
	all := append(waiting, pop.Tickets...)
	slices.SortStableFunc(all, func(a, b tickets.Summary) int {
		if a.State.Open() != b.State.Open() {
			if a.State.Open() {
				return -1
			}
			return 1
		}
		return b.CreatedAt.Compare(a.CreatedAt)
	})
	pop.Tickets = append([]tickets.Summary{}, all[:min(len(all), screenPopSize)]...)
	pop.Calls = append([]tickets.CallSummary{}, pop.Calls...)
	return pop
}

// Telephone numbers are told by so many of their last digits.
const lastFour, lastEight = 4, 8
