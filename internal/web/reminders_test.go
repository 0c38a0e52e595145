package web

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"hotline12345/internal/breaker"
	"hotline12345/internal/errs"
	"hotline12345/internal/web/reminderapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/reminders"
)

// reminderShelf keeps reminders in memory; what PostgreSQL makes of them is tested there.
type reminderShelf struct {
	mu   sync.Mutex
	list []tickets.Reminder
}

func (s *reminderShelf) UnreadReminders(_ context.Context, scopes []tickets.ReminderScope, _ time.Time, _ int) ([]tickets.Reminder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []tickets.Reminder
	for _, r := range s.list {
		if len(r.Receipts) == 0 && slices.ContainsFunc(scopes, func(scope tickets.ReminderScope) bool { return scope.Has(r) }) {
			found = append(found, r)
		}
	}
	return found, nil
}

func (s *reminderShelf) RemindersOf(_ context.Context, n tickets.Number) ([]tickets.Reminder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(s.list), func(r tickets.Reminder) bool { return r.Ticket != n }), nil
}

func (s *reminderShelf) Reminder(_ context.Context, id string) (tickets.Reminder, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(r tickets.Reminder) bool { return r.ID == id })
	if i < 0 {
		return tickets.Reminder{}, errs.ErrNotFound
	}
	return s.list[i], nil
}

func (s *reminderShelf) AddReceipt(_ context.Context, id string, c tickets.Receipt) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(r tickets.Reminder) bool { return r.ID == id })
	s.list[i].Receipts = append(s.list[i].Receipts, c)
	return nil
}

// TestCopiesHaveReceipts: who has to read a reminder sees it, signs, and the ticket says
// who read it when; nobody signs for others.
func TestCopiesHaveReceipts(t *testing.T) {
	t.Parallel()
	shelf := &reminderShelf{}
	o := newOffice(t, func(c *Config) {
		b := breaker.New(nil, nil)
		c.Reminders = reminders.New(shelf, directory.New(b, c.Tickets.Units), b)
	})
	n := written(t, o, "1.1", `{"move":"dispatch","unit":"Y04"}`).Number
	shelf.list = []tickets.Reminder{
		{ID: "r1", Ticket: n, Seq: 3, Unit: "Y04", Kind: tickets.ReminderSupervise, At: o.now(), Receipts: []tickets.Receipt{}},
		{ID: "r2", Ticket: n, Seq: 3, Unit: "Y", Kind: tickets.ReminderCopy, At: o.now(), Receipts: []tickets.Receipt{}},
	}
	mine := func(login string) (ids []string) {
		for _, r := range read[[]tickets.Reminder](o.as(t, login).do("GET", "/api/reminders", "").want(200, "")) {
			ids = append(ids, r.ID)
		}
		return ids
	}
	for login, want := range map[string][]string{"unit_clerk": {"r1"}, "leader": {"r2"}, "dispatcher": nil, "agent": nil, "a-clerk": nil} {
		if got := mine(login); !slices.Equal(got, want) {
			t.Errorf("%s has to read %v, want %v", login, got, want)
		}
	}
	o.as(t, "unit_clerk").do("POST", "/api/reminders/r2/receipt", "").want(403, "forbidden")
	o.as(t, "unit_clerk").do("POST", "/api/reminders/r9/receipt", "").want(404, "not_found")
	o.as(t, "leader").do("POST", "/api/reminders/r2/receipt", "").want(204, "")
	if got := mine("leader"); len(got) != 0 {
		t.Errorf("the leader has read it, and still has to read %v", got)
	}
	got := read[reminderapi.TicketReminders](o.as(t, "unit_clerk").do("GET", "/api/tickets/"+string(n)+"/reminders", "").want(200, ""))
	if len(got.Reminders) != 2 || !slices.Equal(got.Mine, []string{"r1"}) || len(got.Reminders[1].Receipts) != 1 || got.Reminders[1].Receipts[0].By.Name != "leader" || got.Reminders[1].Receipts[0].At.IsZero() {
		t.Errorf("the ticket says %+v", got)
	}
	o.as(t, "a-clerk").do("GET", "/api/tickets/"+string(n)+"/reminders", "").want(404, "not_found")
}
