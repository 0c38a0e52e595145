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

// offOn is the announced calendar with days that are free beside.
func offOn(t *testing.T, days ...string) workday.Calendar {
	t.Helper()
	c, err := workday.New(append(workday.Announced(), workday.Year{Year: 2026, Off: days}))
	must(t, err)
	return c
}

// TestTheLightIsYellowInTheLastFifth of the limit, not in the last half, and on the last
// working day at most (M51).
func TestTheLightIsYellowInTheLastFifth(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		at       time.Time
		limit    string
		due, yel time.Time
	}{
		{china(23, 10, 0), "10h", china(23, 20, 0), china(23, 18, 0)},
		{china(23, 10, 0), "24h", china(24, 10, 0), china(24, 5, 12)},
		{china(23, 10, 0), "100h", china(27, 14, 0), china(26, 18, 0)}, // a fifth is 20 hours
		{china(23, 10, 0), "50m", china(23, 10, 50), china(23, 10, 40)},
		{china(23, 17, 30), "1wd", china(24, 17, 30), china(24, 12, 42)},
		{china(23, 17, 30), "5wd", china(30, 17, 30), china(27, 17, 30)}, // the day before is Friday: two days are free
		{china(23, 10, 0), "4wd", china(27, 17, 30), china(26, 20, 48)},  // a fifth is 20.7 hours
		{china(23, 10, 0), "7wd", time.Date(2026, 12, 2, 17, 30, 0, 0, tickets.Zone), time.Date(2026, 12, 1, 17, 30, 0, 0, tickets.Zone)},
		{china(27, 10, 0), "1wd", china(30, 17, 30), china(30, 1, 36)}, // over a weekend, 15.9 hours
	} {
		p := dispatched(t, c.at, c.limit).Assignments[0]
		if !p.Due.Equal(c.due) || !p.WarnAt.Equal(c.yel) {
			t.Errorf("%s from %v: due %v, yellow from %v; want %v, %v", c.limit, c.at, p.Due.In(tickets.Zone), p.WarnAt.In(tickets.Zone), c.due, c.yel)
		}
	}
}

// TestTheLightIsNeverYellowBeforeTheDispatch, though all days between are free.
func TestTheLightIsNeverYellowBeforeTheDispatch(t *testing.T) {
	t.Parallel()
	b := storetest.RulebookWithSubunit()
	b.Calendar = offOn(t, "2026-11-24", "2026-11-25", "2026-11-26", "2026-11-27")
	at := china(23, 18, 0)
	ticket, err := tickets.Apply(tickets.Case{Ticket: storetest.In(tickets.Registered), By: supervisor, Now: at, Rules: b,
		Request: tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "1wd", Note: "请办理"}})
	must(t, err)
	if p := ticket.Assignments[0]; !p.Due.Equal(china(30, 17, 30)) || !p.WarnAt.Equal(china(23, 17, 30)) {
		t.Errorf("due %v, yellow from %v", p.Due.In(tickets.Zone), p.WarnAt.In(tickets.Zone))
	}
}

// TestAReminderGoesOutWhenTheLightTurnsYellow, once; at the end comes the supervision.
func TestAReminderGoesOutWhenTheLightTurnsYellow(t *testing.T) {
	t.Parallel()
	ticket := moved(t, dispatched(t, china(23, 10, 0), "100h"), storetest.Clerk("Y04"), china(23, 11, 0), tickets.Request{Move: tickets.MoveSign}, nil)
	ticket.Contact = ""
	ticket.Assignments[0].ContactBy = time.Time{}
	ticket.Promise = ticket.Promise.AddDate(0, 1, 0)
	p := ticket.Assignments[0]
	if _, rings := tickets.ClockMove(ticket, p.WarnAt.Add(-time.Nanosecond)); rings || !tickets.Wake(ticket).Equal(p.WarnAt) {
		t.Errorf("wakes at %v, want %v", tickets.Wake(ticket), p.WarnAt)
	}
	if s := tickets.Summarise(ticket); !s.Due.Equal(p.Due) || !s.WarnAt.Equal(p.WarnAt) {
		t.Errorf("in a list: due %v, yellow from %v", s.Due, s.WarnAt)
	}
	warned := ring(t, ticket, p.WarnAt)
	if e := last(warned); e.What != tickets.AlarmDue || e.Assignee != "Y04" || !e.Due.Equal(p.Due) || !tickets.Wake(warned).Equal(p.Due) {
		t.Errorf("reminded: %+v, wakes at %v", e, tickets.Wake(warned))
	}
	r, rings := tickets.ClockMove(warned, p.Due)
	if !rings || r.Move != tickets.MoveSupervise || r.Assignee != "Y04" {
		t.Errorf("at the end: %+v", r)
	}
	reported := moved(t, warned, storetest.Clerk("Y04"), p.Due, tickets.Request{Move: tickets.MoveReport, Note: "已办", Result: tickets.Solved}, nil)
	if r, rings := tickets.ClockMove(reported, p.Due.Add(time.Hour)); rings {
		t.Errorf("reported, and the clock does %+v", r)
	}
}

// TestTheClockOfEachState: what it looks at, by the state and what was done already.
func TestTheClockOfEachState(t *testing.T) {
	t.Parallel()
	at := func(n int) time.Time { return china(1, n, 0) }
	part := func(unit string, s tickets.AssignmentState, n int) tickets.Assignment {
		return tickets.Assignment{Unit: unit, State: s, SignBy: at(n), WarnAt: at(n + 1), ContactBy: at(n + 3), ContactWarnAt: at(n + 2), Due: at(n + 3)}
	}
	plain := func(s tickets.State) tickets.Ticket {
		return tickets.Ticket{State: s, Promise: at(20), Assignments: []tickets.Assignment{part("Y04", tickets.ToSign, 1), part("Y08", tickets.InHand, 6), part("A", tickets.Reported, 0)}}
	}
	atUnits := []tickets.State{tickets.Dispatched, tickets.Handling, tickets.Redo, tickets.Checking}
	for _, s := range append(tickets.States(), tickets.Unwritten) {
		want := []tickets.Alarm{tickets.AlarmPromise}
		var moves []tickets.Move
		switch {
		case slices.Contains(atUnits, s):
			want = []tickets.Alarm{tickets.AlarmSign, tickets.AlarmDue, "", "", tickets.AlarmDue, tickets.AlarmContact, tickets.AlarmPromise}
		case !s.Open():
			want = nil
		}
		ticket, got := plain(s), []tickets.Alarm{}
		for range 12 { // as if each was done
			wake := tickets.Wake(ticket)
			if wake.IsZero() || ticket.PromiseReminded {
				break
			}
			r, ok := tickets.ClockMove(ticket, wake)
			if early, before := tickets.ClockMove(ticket, wake.Add(-1)); !ok || before {
				t.Fatalf("%s: at %v %+v, before %+v", s, wake, r, early)
			}
			got, moves = append(got, r.What), append(moves, r.Move)
			done(&ticket, r)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: alarms %v (%v), want %v", s, got, moves, want)
		}
	}
	unverified := tickets.Ticket{State: tickets.Answered, Emergency: &tickets.Emergent{VerifyBy: at(3)}}
	for name, c := range map[string]struct {
		change func(x *tickets.Ticket)
		want   time.Time
	}{
		"unverified": {func(*tickets.Ticket) {}, at(3)}, "archived": {func(x *tickets.Ticket) { x.State = tickets.Archived }, time.Time{}},
		"reminded": {func(x *tickets.Ticket) { x.Emergency.Reminded = true }, time.Time{}},
		"verified": {func(x *tickets.Ticket) { x.Emergency.VerifiedAt = at(1) }, time.Time{}},
		"ended":    {func(x *tickets.Ticket) { x.Emergency.EndedAt = at(1) }, time.Time{}},
		"promise reminded": {func(x *tickets.Ticket) {
			x.State, x.Emergency, x.PromiseReminded, x.PromiseAgain = tickets.Checking, nil, true, at(9)
		}, at(9)},
		"by an old version": {func(x *tickets.Ticket) {
			x.State, x.Emergency, x.PromiseReminded, x.Promise = tickets.Answering, nil, true, at(7)
		}, at(7)},
		"with a unit": {func(x *tickets.Ticket) {
			x.State, x.Emergency, x.PromiseReminded, x.PromiseAgain = tickets.Handling, nil, true, at(9)
		}, time.Time{}},
		"merged": {func(x *tickets.Ticket) {
			x.State, x.Emergency, x.PromiseReminded, x.PromiseAgain = tickets.Merged, nil, true, at(9)
		}, at(9)},
	} {
		x, e := unverified, *unverified.Emergency
		x.Emergency = &e
		c.change(&x)
		if got := tickets.Wake(x); !got.Equal(c.want) {
			t.Errorf("%s: wakes at %v, want %v", name, got, c.want)
		}
	}
}

// done marks on a ticket that the clock did what it asked for.
func done(t *tickets.Ticket, r tickets.Request) {
	i := t.AssignmentIndex(r.Assignee)
	switch {
	case r.Move == tickets.MoveSupervise:
		t.Assignments[i].State = tickets.Reported
	case r.What == tickets.AlarmSign:
		t.Assignments[i].SignReminded = true
	case r.What == tickets.AlarmDue:
		t.Assignments[i].Reminded = true
	case r.What == tickets.AlarmContact:
		t.Assignments[i].ContactReminded = true
	default:
		t.PromiseReminded, t.PromiseAgain = true, time.Time{}
	}
}

// TestTheClockActsAlone: nobody else has its role.
func TestTheClockActsAlone(t *testing.T) {
	t.Parallel()
	for _, role := range org.Roles() {
		if storetest.By(role).Has(org.RoleClock) {
			t.Errorf("%s is the clock", role)
		}
	}
}
