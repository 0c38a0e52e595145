package tickets_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
	"hotline12345/tickets/workday"
)

// TestACalendarDoesNotStretchTheThirtyDays: a day before a unit got the matter becomes a working
// day, so that the thirty days end a day earlier; what the unit had until the former end goes
// with them, and comes back when the day is free again.
func TestACalendarDoesNotStretchTheThirtyDays(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 9, 1, 10, 0, 0, 0, tickets.Zone)
	late := time.Date(2026, 10, 15, 10, 0, 0, 0, tickets.Zone)
	end, earlier := time.Date(2026, 10, 19, 17, 30, 0, 0, tickets.Zone), time.Date(2026, 10, 16, 17, 30, 0, 0, tickets.Zone)
	was, now := storetest.RulebookWithSubunit(), storetest.RulebookWithSubunit()
	calendar, err := workday.New(append(workday.Announced(), workday.Year{Year: 2026, Work: []string{"2026-09-05"}}))
	must(t, err)
	now.Calendar = calendar
	recount := func(t *testing.T, ticket tickets.Ticket, b tickets.Rulebook) tickets.Ticket {
		t.Helper()
		after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: late.Add(time.Hour), Rules: b})
		must(t, err)
		if tickets.NeedsRecount(after, b) {
			t.Error("counted again, and stale by the same calendar")
		}
		return after
	}
	begun := moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "5wd"), nil)
	begunLater := moved(t, begun, supervisor, late, dispatchTo("Y08", "1wd"), nil)
	y08 := storetest.Clerk("Y08")
	for name, ticket := range map[string]tickets.Ticket{
		"two days of its own": moved(t, begun, supervisor, late, dispatchTo("Y08", "2wd"), nil),
		"an assistant":        moved(t, begun, supervisor, late, tickets.Request{Move: tickets.MoveAssist, Unit: "A", Limit: "2wd", Note: "协助"}, nil),
		"a supervision":       moved(t, begun, supervisor, late, tickets.Request{Move: tickets.MoveSupervise, Note: "请速办", Limit: "2wd"}, nil),
		"extended": run(t, begunLater, late, step{y08, tickets.Request{Move: tickets.MoveSign}}, step{y08, tickets.Request{Move: tickets.MoveExtend, Note: "x", Limit: "1wd"}},
			step{supervisor, tickets.Request{Move: tickets.MoveGrant}}),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			i := len(ticket.Assignments) - 1
			if due := ticket.Assignments[i].Due; !due.Equal(end) {
				t.Fatalf("due %v before, want %v", due.In(tickets.Zone), end)
			}
			if !tickets.NeedsRecount(ticket, now) {
				t.Fatal("not stale though its thirty days end earlier")
			}
			after := recount(t, ticket, now)
			if due := after.Assignments[i].Due; !due.Equal(earlier) || !now.LongestOf(after, late).By.Equal(earlier) {
				t.Errorf("due %v, the thirty days end %v", due.In(tickets.Zone), earlier)
			}
			if due := recount(t, after, was).Assignments[i].Due; !due.Equal(end) {
				t.Errorf("free again, and due %v, want %v", due.In(tickets.Zone), end)
			}
		})
	}
	over := moved(t, begun, org.Clock(), end.Add(time.Hour), tickets.Request{Move: tickets.MoveSupervise, Assignee: "Y04"}, nil)
	if own := over.Assignments[0].Due; !own.After(end) || !recount(t, over, now).Assignments[0].Due.Equal(own) {
		t.Errorf("supervised when the thirty days were over: due %v, counted again %v", own, recount(t, over, now).Assignments[0].Due)
	}
}
