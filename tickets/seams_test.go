package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// The promise broke while the unit was late; the office has the matter for a minute.
func TestOfficeIsEscalatedAtOnce(t *testing.T) {
	ticket, at := signed(t, nil)
	at = ticket.Promise.Add(time.Hour)
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

func TestPromiseRingsEachDayInOffice(t *testing.T) {
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

// Confidential after signing: the unit cannot know the citizen's number.
func TestConfidentialStillAwaitsContact(t *testing.T) {
	ticket, at := signed(t, nil)
	yes := true
	ticket = moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveCorrect, Note: "诉求人要求保密", Changes: &tickets.Changes{Confidential: &yes}}, nil)
	seen := tickets.RedactFor(storetest.Clerk("Y04"), ticket, storetest.RulebookWithSubunit().Tree)
	due := ticket.Assignments[0].ContactBy
	warned := ring(t, ticket, due)
	n := 0
	for _, e := range warned.Entries {
		if e.What == tickets.AlarmContact {
			n++
		}
	}
	done := moved(t, warned, storetest.Clerk("Y04"), due.Add(time.Hour), tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	if n > 0 || last(done).FirstContact != "" {
		t.Errorf("the unit sees the number %q, is reminded %d times to call it, and is judged %q", seen.Contact, n, last(done).FirstContact)
	}
}

func TestHandDownHidesAMissedContact(t *testing.T) {
	ticket, _ := signed(t, nil)
	at := ticket.Assignments[0].ContactBy.Add(24 * time.Hour)
	ticket = ring(t, ticket, at)
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a", Note: "转办"}, nil)
	if !slices.ContainsFunc(ticket.Entries, func(e tickets.Entry) bool { return e.FirstContact != "" }) {
		t.Errorf("Y04 was not in touch within its limit, handed down a day later, and nothing says so: %+v", last(ticket))
	}
}

func TestBackdatedContact(t *testing.T) {
	ticket, _ := signed(t, nil)
	a := ticket.Assignments[0]
	at := a.ContactBy.Add(48 * time.Hour)
	ticket = ring(t, ticket, at)
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved, Way: tickets.Telephone,
		AnsweredAt: a.DispatchedAt.Add(-time.Minute)}, nil)
	if last(ticket).FirstContact == tickets.ContactInTime {
		t.Errorf("said on %v that the citizen was called at %v, before the dispatch at %v: %s", at, ticket.Assignments[0].ContactedAt, a.DispatchedAt, last(ticket).FirstContact)
	}
}

func TestEmergencyAndContact(t *testing.T) {
	ticket, at := signed(t, nil)
	was := ticket.Assignments[0].ContactBy
	ticket = moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveRaise, Note: "险情"}, nil)
	if a := ticket.Assignments[0]; a.ContactBy.After(a.Due) {
		t.Errorf("raised: contact by %v is after the answer by %v; stale %v", a.ContactBy, a.Due, tickets.NeedsRecount(ticket, storetest.RulebookWithSubunit()))
	}
	re, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: at, Rules: storetest.RulebookWithSubunit()})
	must(t, err)
	re = moved(t, re, supervisor, at.Add(time.Minute), tickets.Request{Move: tickets.MoveStandDown, Note: "误报"}, nil)
	if got := re.Assignments[0].ContactBy; !got.Equal(was) {
		t.Errorf("stood down: contact by %v, was %v (due %v)", got, was, re.Assignments[0].Due)
	}
}

// The second of a merge rings before the leader although the first is with a unit in
// its limit; the leader can neither instruct it nor is the mark taken off.
func TestMergedIsPutBeforeTheLeader(t *testing.T) {
	ticket := storetest.In(tickets.Merged)
	at := ticket.Promise.Add(time.Hour)
	n := len(ticket.Entries)
	for range 14 {
		ticket = ring(t, ticket, at)
		at = at.Add(24 * time.Hour)
	}
	_, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveInstruct, Note: "请速办"}, By: storetest.By(org.RoleLeader), Now: at, Rules: storetest.RulebookWithSubunit()})
	if !ticket.Referred.IsZero() && err != nil {
		t.Errorf("merged, %d reminders in 14 days, before the leader (marks %v), who may not: %v", len(ticket.Entries)-n, ticket.Marks(), err)
	}
}

func TestInstructedIsReferredAgainDaily(t *testing.T) {
	ticket := storetest.In(tickets.Checking)
	at := ticket.Promise.Add(time.Hour)
	again := 0
	for range 14 {
		was := ticket.Referred
		ticket = ring(t, ticket, at)
		if was.IsZero() && !ticket.Referred.IsZero() {
			again++
			ticket = moved(t, ticket, storetest.By(org.RoleLeader), at, tickets.Request{Move: tickets.MoveInstruct, Note: "请速办"}, nil)
		}
		at = at.Add(24 * time.Hour)
	}
	if again != 1 {
		t.Errorf("the leader instructed, and had it before them %d times in 14 days", again)
	}
}

// A ticket that was reminded of its promise before this version has no PromiseAgain.
func TestOldRemindedTicketNeverWakes(t *testing.T) {
	ticket, at := signed(t, nil)
	ticket = moved(t, ticket, supervisor, at, tickets.Request{Move: tickets.MoveAssist, Unit: "Y08", Limit: "20wd"}, nil)
	ticket.PromiseReminded, ticket.PromiseAgain = true, time.Time{} // as stored by the version before
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at.Add(time.Hour), tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	open := 0
	for _, a := range ticket.Assignments {
		if a.Open() {
			open++
		}
	}
	if w := tickets.Wake(ticket); w.IsZero() {
		t.Errorf("in %s, %d assisting unit owes its answer by %v, and the clock never looks again (wake zero)", ticket.State, open, ticket.Assignments[1].Due)
	}
}
