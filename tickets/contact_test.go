package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

var inTouch = tickets.Request{Move: tickets.MoveProgress, Note: "已致电诉求人，约定明日到现场。", Way: tickets.Telephone}

// signed is a matter with a limit of seven working days that Y04 has just signed:
// on Monday, 23 November, so that it has until Wednesday for its first contact.
func signed(t *testing.T, change func(*tickets.Ticket)) (ticket tickets.Ticket, at time.Time) {
	t.Helper()
	ticket, at = storetest.In(tickets.Registered), storetest.Start.Add(time.Hour)
	if change != nil {
		change(&ticket)
	}
	return run(t, ticket, at, step{supervisor, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd", Note: "请办理"}},
		step{storetest.Clerk("Y04"), storetest.Sign}), at.Add(2 * time.Minute)
}

func TestAUnitIsInTouchWithinTwoWorkingDays(t *testing.T) {
	t.Parallel()
	ticket, at := signed(t, nil)
	want := time.Date(2026, 11, 25, 17, 30, 0, 0, tickets.Zone)
	a := ticket.Assignments[0]
	if !a.ContactBy.Equal(want) || !a.ContactWarnAt.Before(want) || !a.ContactWarnAt.After(at) {
		t.Fatalf("first contact by %v, warned at %v; want %v", a.ContactBy, a.ContactWarnAt, want)
	}
	marked := func(x tickets.Ticket) bool { return slices.Contains(x.Marks(), tickets.MarkContact) }
	if early := ring(t, ticket, a.ContactWarnAt.Add(-time.Second)); marked(early) {
		t.Error("marked while there is time")
	}
	warned := ring(t, ticket, a.ContactWarnAt)
	if e := last(warned); !marked(warned) || e.What != tickets.AlarmContact || !e.Due.Equal(want) || e.Assignee != "Y04" {
		t.Errorf("near the end: marks %v, entry %+v", warned.Marks(), e)
	}
	again := 0
	for _, e := range ring(t, warned, want).Entries {
		if e.What == tickets.AlarmContact {
			again++
		}
	}
	if again != 1 {
		t.Errorf("reminded %d times", again)
	}
	for name, c := range map[string]struct {
		at   time.Time
		r    tickets.Request
		want tickets.FirstContact
	}{
		"a note in time":                  {want, inTouch, tickets.ContactInTime},
		"a note too late":                 {want.Add(time.Second), inTouch, tickets.ContactLate},
		"a report that tells":             {at, tickets.Request{Move: tickets.MoveReport, Result: tickets.Solved, Note: "已处理", Way: tickets.Visit}, tickets.ContactInTime},
		"a report that is silent":         {at, tickets.Request{Move: tickets.MoveReport, Result: tickets.Solved, Note: "已处理"}, tickets.ContactNever},
		"a note without a way of telling": {at, tickets.Request{Move: tickets.MoveProgress, Note: "已派人"}, ""},
	} {
		after := run(t, warned, c.at.Add(-time.Minute), step{storetest.Clerk("Y04"), c.r})
		if got := last(after).FirstContact; got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if got := after.Assignments[0].ContactedAt; (c.r.Way != "") != got.Equal(c.at) || marked(after) != (c.want == "") {
			t.Errorf("%s: contacted at %v, marks %v", name, got, after.Marks())
		}
	}
}

func TestOnlyTheFirstContactIsJudged(t *testing.T) {
	t.Parallel()
	ticket, at := signed(t, nil)
	ticket = run(t, ticket, at, step{storetest.Clerk("Y04"), inTouch}, step{storetest.Clerk("Y04"), inTouch}, step{storetest.Clerk("Y04"), storetest.Report})
	if n := len(ticket.Entries); ticket.Entries[n-3].FirstContact != tickets.ContactInTime || ticket.Entries[n-2].FirstContact+ticket.Entries[n-1].FirstContact != "" {
		t.Errorf("entries %+v", ticket.Entries[n-3:])
	}
	silent, at := signed(t, nil)
	silent = run(t, silent, at, step{storetest.Clerk("Y04"), storetest.Report}, step{supervisor, storetest.Redo}, step{storetest.Clerk("Y04"), inTouch})
	if last(silent).FirstContact != "" || silent.Assignments[0].ContactedAt.IsZero() {
		t.Errorf("judged again in the redo: %+v", last(silent))
	}
}

func TestWhoNeedNotCallTheCitizen(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*tickets.Ticket){
		"no number was left":           func(x *tickets.Ticket) { x.Contact = "" },
		"the name stays in the centre": func(x *tickets.Ticket) { x.Confidential = true },
		"a person was reported":        func(x *tickets.Ticket) { x.Type = tickets.Report },
	} {
		if ticket, _ := signed(t, change); !ticket.Assignments[0].ContactBy.IsZero() {
			t.Errorf("%s: first contact by %v", name, ticket.Assignments[0].ContactBy)
		}
	}
	ticket, at := signed(t, nil)
	ticket = run(t, ticket, at, step{supervisor, tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"}},
		step{storetest.Clerk("Y08"), tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}})
	if !ticket.Assignments[1].ContactBy.IsZero() {
		t.Error("an assisting unit has to call too")
	}
	byOffice := run(t, ticket, at, step{supervisor, inTouch})
	if !byOffice.Assignments[0].ContactedAt.IsZero() {
		t.Error("a call of the office is the unit's")
	}
	down := run(t, run(t, ticket, at, step{storetest.Clerk("Y04"), inTouch}), at, step{storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a"}},
		step{storetest.Clerk("Y04a"), tickets.Request{Move: tickets.MoveSign, Assignee: "Y04a"}})
	if a := down.Assignments[0]; a.Unit != "Y04a" || !a.ContactedAt.IsZero() || a.ContactBy.IsZero() {
		t.Errorf("the unit that handles it now: %+v", a)
	}
}

// TestTheLimitOfTheFirstContactFollowsTheOptions, and a short limit of the whole.
func TestTheLimitOfTheFirstContactFollowsTheOptions(t *testing.T) {
	t.Parallel()
	ticket, at := signed(t, nil)
	none, one := 0, 1
	recount := func(days *int) (tickets.Ticket, bool) {
		b := storetest.RulebookWithSubunit()
		b.Options.ContactDays = days
		stale := tickets.NeedsRecount(ticket, b)
		after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveRecompute}, By: org.Clock(), Now: at, Rules: b})
		must(t, err)
		if tickets.NeedsRecount(after, b) {
			t.Error("stale after it was counted again")
		}
		return after, stale
	}
	if _, stale := recount(nil); stale {
		t.Error("stale by the same rules")
	}
	off, stale := recount(&none)
	if !stale || !off.Assignments[0].ContactBy.IsZero() {
		t.Errorf("switched off: %+v", off.Assignments[0])
	}
	shorter, stale := recount(&one)
	if !stale || !shorter.Assignments[0].ContactBy.Equal(time.Date(2026, 11, 24, 17, 30, 0, 0, tickets.Zone)) {
		t.Errorf("one day: by %v", shorter.Assignments[0].ContactBy)
	}
	if urgent := storetest.In(tickets.Handling).Assignments[0]; !urgent.ContactBy.Equal(urgent.Due) {
		t.Errorf("a limit of a day: first contact by %v, the answer by %v", urgent.ContactBy, urgent.Due)
	}
}

// TestAConfidentialCitizenAwaitsNoContact: the unit cannot know the number any more.
func TestAConfidentialCitizenAwaitsNoContact(t *testing.T) {
	t.Parallel()
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

func TestHandingDownDoesNotHideAMissedContact(t *testing.T) {
	t.Parallel()
	ticket, _ := signed(t, nil)
	at := ticket.Assignments[0].ContactBy.Add(24 * time.Hour)
	ticket = ring(t, ticket, at)
	ticket = moved(t, ticket, storetest.Clerk("Y04"), at, tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a", Note: "转办"}, nil)
	if !slices.ContainsFunc(ticket.Entries, func(e tickets.Entry) bool { return e.FirstContact != "" }) {
		t.Errorf("Y04 was not in touch within its limit, handed down a day later, and nothing says so: %+v", last(ticket))
	}
}

func TestAContactOfBeforeTheDispatchIsNotInTime(t *testing.T) {
	t.Parallel()
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

func TestAnEmergencyShortensTheFirstContactToo(t *testing.T) {
	t.Parallel()
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
