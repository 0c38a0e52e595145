package demo_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/postgres/demo"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// seeded returns a store on a new database with the whole demo city.
func seeded(t *testing.T) *postgres.Store {
	t.Helper()
	return open(t, dbtest.Clone(t, "seeded", func(ctx context.Context, url string) error {
		s, err := postgres.Open(ctx, url, postgres.Options{})
		if err != nil {
			return err
		}
		defer s.Close()
		if err := s.Migrate(ctx); err != nil {
			return err
		}
		return demo.Seed(ctx, s, dbtest.PlainHash)
	}))
}

func open(t *testing.T, url string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(context.Background(), url, postgres.Options{})
	dbtest.Must(t, err)
	t.Cleanup(s.Close)
	return s
}

func TestDemoCity(t *testing.T) {
	t.Parallel()
	s, ctx := seeded(t), t.Context()
	dbtest.Must(t, demo.Seed(ctx, s, dbtest.PlainHash)) // again: nothing doubled
	units, err := s.Units(ctx)
	dbtest.Must(t, err)
	perLevel := map[int]int{}
	for _, u := range units {
		perLevel[u.Level]++
	}
	// The demo city has 33 city units, two offices below them and the
	// city itself; 5 counties with a sub-centre and 12 bureaus each.
	if perLevel[1] != 36 || perLevel[2] != 5*14 || perLevel[3] != 13 || perLevel[4] != 26 {
		t.Errorf("units per level: %v", perLevel)
	}
	tree := org.NewTree(units)
	if !tree.Within("A1a", "A") || !tree.Within("Y01-J", "Y01") || tree.Within("B1a", "A") {
		t.Error("the tree of units is wrong")
	}
	list, err := s.Categories(ctx)
	dbtest.Must(t, err)
	leaves := 0
	for _, c := range list {
		if c.Parent == "" {
			continue
		}
		leaves++
		if (c.Unit == "") == (c.Local == "") || !slices.Contains(tickets.Types(), c.Type) || c.Limit == "" || c.Urgency == "" {
			t.Errorf("category %+v is incomplete", c)
		}
	}
	if leaves != 74 {
		t.Errorf("%d categories, want 74", leaves)
	}
	var users, ticketCount, callCount int
	dbtest.Must(t, s.QueryRow(ctx, "select (select count(*) from users), (select count(*) from tickets), (select count(*) from calls)").
		Scan(&users, &ticketCount, &callCount))
	if users != 18 || ticketCount != 5 || callCount != 6 {
		t.Errorf("%d users, %d tickets, %d calls; want 18, 5, 6", users, ticketCount, callCount)
	}
}

func TestDemoCallerHasAnOpenTicket(t *testing.T) {
	t.Parallel()
	s, ctx := seeded(t), t.Context()
	p, err := s.ScreenPop(ctx, nil, []string{"13800138000"}, "demo-3")
	dbtest.Must(t, err)
	if p.Name != "王建军" || p.OpenTickets != 1 || len(p.Tickets) != 2 || len(p.Calls) != 2 {
		t.Fatalf("pop of the demo caller: %+v", p)
	}
	if first := p.Tickets[0]; first.State != tickets.Dispatched || first.Lead != "Y04" {
		t.Errorf("first ticket: %+v, want the open one", first)
	}
	if p.Calls[0].Call != "demo-2" || p.Calls[0].Ticket != p.Tickets[0].Number || p.Calls[0].Agent != "1003" {
		t.Errorf("last call: %+v", p.Calls[0])
	}
	ticket, err := s.Ticket(ctx, p.Tickets[1].Number)
	dbtest.Must(t, err)
	if ticket.State != tickets.Archived || ticket.Answer == nil || len(ticket.Entries) != 3 {
		t.Errorf("the older ticket: %+v, want archived with an answer", ticket)
	}
}

func TestUsers(t *testing.T) {
	t.Parallel()
	s, ctx := seeded(t), t.Context()
	u, err := s.UserByLogin(ctx, "1002")
	dbtest.Must(t, err)
	if u.Number != "1002" || u.UnitName != "市12345热线中心" || !slices.Equal(u.Languages, []string{"zh", "yue", "en"}) ||
		!slices.Equal(u.Roles, []org.Role{org.RoleAgent}) || u.PasswordHash != "hash of demo-12345" || len(u.Queues) != 4 {
		t.Fatalf("user 1002: %+v", u)
	}
	for _, login := range []string{"nobody", "1' or '1'='1", "\x00"} {
		if _, err := s.UserByLogin(ctx, login); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("look up %q: error %v, want not found", login, err)
		}
	}
}

// TestInvariant14 (requirements 1.2): 96 lines of 56 units are loadable, and a call to
// any merged number, with or without the area code, shows which was dialled. That the
// page shows it before the answer is tested end to end.
func TestInvariant14(t *testing.T) {
	t.Parallel()
	s, ctx := seeded(t), t.Context()
	loaded, err := s.Rules(ctx)
	dbtest.Must(t, err)
	book := tickets.Rulebook{MergedLines: loaded.MergedLines}
	units := map[string]bool{}
	for _, line := range book.MergedLines {
		units[line.Unit] = true
		for _, called := range []string{line.Number, "0571" + line.Number} {
			if l, ok := book.MergedLineOf(called); !ok || l.Number != line.Number || l.Name == "" {
				t.Errorf("%s was dialled, but it shows line %q", called, l.Number)
			}
		}
	}
	if len(book.MergedLines) != 96 || len(units) != 56 {
		t.Errorf("%d lines of %d units, want 96 of 56", len(book.MergedLines), len(units))
	}
}
