package reminders_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"hotline12345/internal/postgres"
	"hotline12345/internal/postgres/dbtest"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestADoneMatterRemindsNobody: neither pages nor mails do, from the move on that ends it for
// those whom it reminds.
func TestADoneMatterRemindsNobody(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	mails := 0
	store, err := postgres.Open(ctx, dbtest.MigratedURL(t), postgres.Options{Mail: func(context.Context, tickets.Reminder, []string) error { mails++; return nil }})
	dbtest.Must(t, err)
	defer store.Close()
	units, err := store.Units(ctx)
	dbtest.Must(t, err)
	for _, u := range units {
		if u.Code == "Y" { // above all: whoever has no address of their own
			u.Mail = "top@hotline.test"
			dbtest.Must(t, store.ChangeRules(ctx, tickets.RuleChange{ID: "c1", At: storetest.Start, Unit: &u}))
		}
	}
	remind := func(what tickets.Alarm, unit string) tickets.Request {
		return tickets.Request{Move: tickets.MoveRemind, What: what, Assignee: unit}
	}
	urge, supervise := tickets.Request{Move: tickets.MoveRemind, Note: "请抓紧"}, tickets.Request{Move: tickets.MoveSupervise, Note: "请速办"}
	rest := func(from tickets.State) []tickets.Request {
		return storetest.WayTo(tickets.Archived)[len(storetest.WayTo(from)):]
	}
	for n, c := range []struct {
		name  string
		in    tickets.State // when it is reminded
		by    org.Actor
		r     tickets.Request
		kind  tickets.ReminderKind
		after tickets.State // from here on it reminds nobody
	}{
		{"nobody signed", tickets.Dispatched, org.Clock(), remind(tickets.AlarmSign, "Y04"), tickets.ReminderSign, tickets.Handling},
		{"a limit ends", tickets.Handling, org.Clock(), remind(tickets.AlarmDue, "Y04"), tickets.ReminderDue, tickets.Checking},
		{"no contact", tickets.Handling, org.Clock(), remind(tickets.AlarmContact, "Y04"), tickets.ReminderContact, tickets.Checking},
		{"a person urges", tickets.Handling, storetest.By(org.RoleSupervisor), urge, tickets.ReminderUrge, tickets.Checking},
		{"a supervision", tickets.Handling, storetest.By(org.RoleSupervisor), supervise, tickets.ReminderSupervise, tickets.Checking},
		{"its copy upward", tickets.Handling, storetest.By(org.RoleSupervisor), supervise, tickets.ReminderCopy, tickets.Answered},
		{"the promise", tickets.Handling, org.Clock(), remind(tickets.AlarmPromise, ""), tickets.ReminderPromise, tickets.Answered},
		{"the office is urged", tickets.Checking, storetest.By(org.RoleSupervisor), urge, tickets.ReminderUrge, tickets.Answered},
	} {
		d, ticket := storetest.Written(n+1, "13800138000", storetest.WayTo(c.in)...)
		dbtest.Must(t, store.Commit(ctx, d, ticket))
		at := ticket.UpdatedAt.Add(time.Hour)
		ticket, err = tickets.Apply(tickets.Case{Ticket: ticket, Request: c.r, By: c.by, Now: at, Rules: storetest.Rulebook()})
		dbtest.Must(t, err)
		dbtest.Must(t, store.Append(ctx, ticket))
		list, err := store.RemindersOf(ctx, ticket.Number)
		dbtest.Must(t, err)
		i := slices.IndexFunc(list, func(r tickets.Reminder) bool { return r.Kind == c.kind })
		if i < 0 {
			t.Fatalf("%s: no %s in %+v", c.name, c.kind, list)
		}
		r, scope := list[i], []tickets.ReminderScope{{Units: []string{list[i].Unit}, Kinds: []tickets.ReminderKind{c.kind}}}
		done := false
		for _, move := range append([]tickets.Request{{}}, rest(c.in)...) {
			if move.Move != "" {
				ticket = storetest.Moved(ticket, move)
				dbtest.Must(t, store.Append(ctx, ticket))
			}
			done = done || ticket.State == c.after
			shown, err := store.UnreadReminders(ctx, scope, storetest.Start.Add(-time.Hour), 100)
			dbtest.Must(t, err)
			there := slices.ContainsFunc(shown, func(x tickets.Reminder) bool { return x.ID == r.ID })
			before := mails
			_, err = store.MailReminder(ctx, r.ID, at)
			dbtest.Must(t, err)
			if mailed := mails > before; there == done || mailed == done {
				t.Errorf("%s: in %s shown %v, mailed %v, done %v", c.name, ticket.State, there, mailed, done)
			}
			_, err = store.Exec(ctx, "update reminders set mailed_at = null where id = $1", r.ID) // as one whose first tries failed
			dbtest.Must(t, err)
		}
	}
}
