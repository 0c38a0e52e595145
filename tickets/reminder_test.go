package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
	"hotline12345/tickets/workday"
)

func TestABrokenPromiseIsMarked(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Registered)
	late := ticket.Promise.Add(time.Minute)
	r, ok := tickets.ClockMove(ticket, late)
	if !ok {
		t.Fatal("nothing rings")
	}
	rung, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: org.Clock(), Now: late, Rules: storetest.RulebookWithSubunit()})
	must(t, err)
	if slices.Contains(ticket.Marks(), tickets.MarkPromise) || !slices.Contains(rung.Marks(), tickets.MarkPromise) {
		t.Errorf("marks %v, then %v", ticket.Marks(), rung.Marks())
	}
}

func TestSupervisionsGoALevelHigher(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Handling)
	ticket.Assignments[0].Limit = tickets.Limit{Clock: 2 * time.Hour}
	now := ticket.Assignments[0].Due
	for n := range 4 {
		now = ticket.Assignments[0].Due.Add(time.Minute)
		var err error
		ticket, err = tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveSupervise, Assignee: "Y04"}, By: org.Clock(), Now: now, Rules: storetest.RulebookWithSubunit()})
		must(t, err)
		if before := n == 0; before != ticket.Referred.IsZero() {
			t.Errorf("after supervision %d: referred %v", n+1, ticket.Referred)
		}
	}
	if d := ticket.Assignments[0].Due.Sub(now); d < 8*time.Hour {
		t.Errorf("the fourth supervision gives %s: a hundred papers over a holiday", d)
	}
}

// TestTheOfficeHasADayBeforeItsDelayIsReferred: the promise broke while the unit was
// late, and the office has the matter for a minute.
func TestTheOfficeHasADayBeforeItsDelayIsReferred(t *testing.T) {
	t.Parallel()
	ticket, _ := signed(t, nil)
	ticket.Promise = ticket.CreatedAt.Add(48 * time.Hour)
	at := ticket.Promise.Add(time.Hour)
	ticket = ring(t, ticket, at)
	if !ticket.PromiseReminded || !ticket.Referred.IsZero() {
		t.Fatalf("set-up: reminded %v referred %v", ticket.PromiseReminded, ticket.Referred)
	}
	at = at.Add(5 * 24 * time.Hour)
	ticket = ring(t, ticket, at)
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	n := len(ticket.Entries)
	ticket = ring(t, ticket, at)
	if !ticket.Referred.IsZero() {
		t.Errorf("in %s for zero minutes, and already before the leader; new entries: %d, what %s", ticket.State, len(ticket.Entries)-n, last(ticket).What)
	}
}

func TestAPromiseIsRemindedEachWorkingDayInTheOffice(t *testing.T) {
	t.Parallel()
	ticket := storetest.In(tickets.Checking)
	at := ticket.Promise.Add(time.Hour)
	for range 10 {
		ticket = ring(t, ticket, at)
		at = at.Add(24 * time.Hour)
	}
	n := 0
	for _, e := range ticket.Entries {
		if e.What == tickets.AlarmPromise {
			n++
		}
	}
	if n != 8 { // the first, and one each working day after it
		t.Errorf("%d reminders in 10 days", n)
	}
}

// TestAReturnedMatterIsStillReminded: the hotline itself has it now, reminded of its
// promise before.
func TestAReturnedMatterIsStillReminded(t *testing.T) {
	t.Parallel()
	tk := storetest.In(tickets.Handling)
	now := tk.Promise.Add(time.Second)
	tk = moved(t, tk, org.Clock(), now, tickets.Request{Move: tickets.MoveRemind, What: tickets.AlarmPromise}, nil)
	tk = moved(t, tk, storetest.Clerk("Y04"), now, tickets.Request{Move: tickets.MoveReturn, Note: "非我职责"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleSupervisor), now, tickets.Request{Move: tickets.MoveGrant}, nil)
	if tickets.Wake(tk).IsZero() {
		t.Errorf("%s, without a unit, and no clock will ever wake it", tk.State)
	}
}

// TestATicketWithoutTheNextReminderStillWakes: older versions stored no PromiseAgain.
func TestATicketWithoutTheNextReminderStillWakes(t *testing.T) {
	t.Parallel()
	ticket, at := signed(t, nil)
	ticket = moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveAssist, Unit: "Y08", Limit: "20wd", Note: "请协助"}, nil)
	ticket.PromiseReminded, ticket.PromiseAgain = true, time.Time{} // as stored by the version before
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at.Add(time.Hour), tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	open := 0
	for _, a := range ticket.Assignments {
		if a.Open() {
			open++
		}
	}
	if w := tickets.Wake(ticket); w.IsZero() {
		t.Errorf("in %s, %d assisting unit owes its answer by %v, and the clock never wakes it", ticket.State, open, ticket.Assignments[1].Due)
	}
}

// TestRecomputeMovesTheTimeToSign with the limit, when the holiday is lengthened.
func TestRecomputeMovesTheTimeToSign(t *testing.T) {
	t.Parallel()
	friday := time.Date(2026, 11, 27, 10, 0, 0, 0, tickets.Zone)
	tk := moved(t, storetest.In(tickets.Registered), storetest.By(org.RoleSupervisor), friday, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd", Note: "请办理"}, nil)
	before := tk.Assignments[0]
	b := storetest.RulebookWithSubunit()
	c, err := workday.New(append(workday.Announced(), workday.Year{Year: 2026, Off: []string{"2026-11-30"}}))
	must(t, err)
	b.Calendar = c
	after, err := tickets.Apply(tickets.Case{Ticket: tk, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: friday.Add(time.Hour), Rules: b})
	must(t, err)
	if a := after.Assignments[0]; !a.Due.After(before.Due) || !a.SignBy.After(before.SignBy) {
		t.Errorf("30 November is free now: due %v -> %v, to sign by %v -> %v (the holiday)", before.Due, a.Due, before.SignBy, a.SignBy)
	}
}

// TestTheEndOfDecemberIsProvisional: it depends on next year's notice too, as
// 2018-12-31 did.
func TestTheEndOfDecemberIsProvisional(t *testing.T) {
	t.Parallel()
	d := storetest.RulebookWithSubunit().Deadline(time.Date(2026, 12, 22, 10, 0, 0, 0, tickets.Zone), tickets.Limit{Days: 7})
	if !d.Provisional {
		t.Errorf("due %v, not provisional, though the notice of 2027 is not known", d.At.In(tickets.Zone))
	}
}
