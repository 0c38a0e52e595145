package tickets_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// supervised lets the clock supervise the lead at a time.
func supervised(t *testing.T, ticket tickets.Ticket, at time.Time) tickets.Ticket {
	t.Helper()
	return moved(t, ticket, org.Clock(), at, tickets.Request{Move: tickets.MoveSupervise, Assignee: "Y04"}, nil)
}

// TestTheDaysToASecondSupervision: who is overdue is supervised in writing and gets
// three working days more; if those pass in vain too, comes the second, and the matter
// is put before the leader (S097, M44).
func TestTheDaysToASecondSupervision(t *testing.T) {
	t.Parallel()
	ticket := moved(t, dispatched(t, china(2, 10, 0), "5wd"), storetest.Clerk("Y04"), china(2, 11, 0), tickets.Request{Move: tickets.MoveSign}, nil)
	due := china(9, 17, 30)
	for i, want := range []struct {
		due      time.Time
		referred bool
	}{{china(12, 17, 30), false}, {china(17, 17, 30), true}, {china(20, 17, 30), true}, {china(25, 17, 30), true}} {
		if _, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: tickets.Request{Move: tickets.MoveSupervise, Assignee: "Y04"}, By: org.Clock(), Now: due.Add(-1), Rules: storetest.RulebookWithSubunit()}); !isCode(err, tickets.TooEarly) {
			t.Errorf("supervision %d comes too early: %v", i+1, err)
		}
		ticket = supervised(t, ticket, due)
		p, e := ticket.Assignments[0], last(ticket)
		if !p.Due.Equal(want.due) || p.Supervised != i+1 || !ticket.Referred.IsZero() != want.referred || p.Reminded {
			t.Fatalf("supervision %d: due %v, want %v; %d times; before the leader %v", i+1, p.Due.In(tickets.Zone), want.due, p.Supervised, ticket.Referred)
		}
		if e.What != tickets.AlarmOverdue || !e.Before.Equal(due) || !e.Due.Equal(want.due) || e.Limit != "3wd" || e.Serial == "" || !slices.Equal(e.Copies, []string{"Y", "Y00"}) {
			t.Errorf("supervision %d is written down as %+v", i+1, e)
		}
		due = want.due
	}
	if !ticket.Referred.Equal(china(12, 17, 30)) {
		t.Errorf("before the leader since %v: the second supervision counts", ticket.Referred.In(tickets.Zone))
	}
}

// TestASupervisionOfHours: who had hours has as many again, twice; then a working day.
func TestASupervisionOfHours(t *testing.T) {
	t.Parallel()
	ticket := moved(t, dispatched(t, china(2, 10, 0), "2h"), storetest.Clerk("Y04"), china(2, 10, 5), tickets.Request{Move: tickets.MoveSign}, nil)
	at := china(2, 12, 0)
	for i, want := range []time.Time{china(2, 14, 0), china(2, 16, 0), china(3, 17, 30), china(6, 17, 30)} {
		ticket = supervised(t, ticket, at)
		if p := ticket.Assignments[0]; !p.Due.Equal(want) {
			t.Errorf("supervision %d: due %v, want %v", i+1, p.Due.In(tickets.Zone), want)
		}
		at = want
	}
}

// TestPeopleSupervise at any time with words and a limit of their own; a person's is no
// alarm, and puts nothing before the leader.
func TestPeopleSupervise(t *testing.T) {
	t.Parallel()
	ticket := moved(t, dispatched(t, china(2, 10, 0), "5wd"), storetest.Clerk("Y04"), china(2, 11, 0), tickets.Request{Move: tickets.MoveSign}, nil)
	at := china(3, 10, 0)
	for _, c := range []struct {
		limit string
		want  time.Time
		code  tickets.IllegalCode
	}{
		{"", china(6, 17, 30), ""}, {"1wd", china(4, 17, 30), ""}, {"2h", china(3, 12, 0), ""}, {"29wd", time.Date(2026, 12, 14, 17, 30, 0, 0, tickets.Zone), ""}, // the 30th from the dispatch
		{"30wd", time.Time{}, tickets.OverCap},
	} {
		r := tickets.Request{Move: tickets.MoveSupervise, Note: "请速办", Limit: c.limit}
		got, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: supervisor, Now: at, Rules: storetest.RulebookWithSubunit()})
		if c.code != "" {
			if !isCode(err, c.code) {
				t.Errorf("%s: %v, want %s", c.limit, err, c.code)
			}
			continue
		}
		must(t, err)
		if p, e := got.Assignments[0], last(got); !p.Due.Equal(c.want) || p.Supervised != 1 || e.What != "" || !got.Referred.IsZero() {
			t.Errorf("%q: due %v, want %v; entry %+v", c.limit, p.Due.In(tickets.Zone), c.want, e)
		}
	}
	late := ticket
	late.Entries = slices.Clone(ticket.Entries)
	for i, e := range late.Entries {
		if e.Move == tickets.MoveDispatch {
			late.Entries[i].At = e.At.AddDate(0, -3, 0) // the thirty days are over
		}
	}
	for limit, code := range map[string]tickets.IllegalCode{"3wd": "", "4wd": tickets.OverCap} {
		got, err := tickets.Apply(tickets.Case{Ticket: late, Request: tickets.Request{Move: tickets.MoveSupervise, Note: "x", Limit: limit}, By: supervisor, Now: at, Rules: storetest.RulebookWithSubunit()})
		if (err == nil) != (code == "") || err != nil && !isCode(err, code) || err == nil && got.Referred.IsZero() {
			t.Errorf("after the thirty days, %s: %v", limit, err)
		}
	}
}

// TestThePromiseIsRemindedOf again each working day, of a merged ticket each week; the
// second time it is put before the leader, once.
func TestThePromiseIsRemindedOf(t *testing.T) {
	t.Parallel()
	remind := tickets.Request{Move: tickets.MoveRemind, What: tickets.AlarmPromise}
	for state, again := range map[tickets.State]time.Time{tickets.Checking: china(27, 9, 30), tickets.Merged: time.Date(2026, 12, 3, 9, 30, 0, 0, tickets.Zone)} {
		once := moved(t, storetest.In(state), org.Clock(), china(26, 16, 0), remind, nil)
		if !once.PromiseReminded || once.PromiseReferred || !once.Referred.IsZero() || !once.PromiseAgain.Equal(again) || !last(once).Promise.Equal(once.Promise) {
			t.Errorf("%s, once: again at %v, want %v; before the leader %v", state, once.PromiseAgain.In(tickets.Zone), again, once.Referred)
		}
		twice := moved(t, once, org.Clock(), again, remind, nil)
		if escalated := state != tickets.Merged; twice.PromiseReferred != escalated || twice.Referred.Equal(again) != escalated {
			t.Errorf("%s, twice: before the leader %v", state, twice.Referred)
		}
		instructed := twice
		instructed.Referred = time.Time{}
		if thrice := moved(t, instructed, org.Clock(), again.AddDate(0, 0, 7), remind, nil); !thrice.Referred.IsZero() {
			t.Errorf("%s: the leader has it again", state)
		}
	}
	before := storetest.In(tickets.Checking)
	before.Referred, before.PromiseReminded = china(24, 9, 0), true
	if after := moved(t, before, org.Clock(), china(26, 16, 0), remind, nil); !after.Referred.Equal(before.Referred) || !after.PromiseReferred {
		t.Errorf("before the leader since %v", after.Referred)
	}
}

// TestTheWorkOfAUnitThatEnds goes on with the successor, clock and all.
func TestTheWorkOfAUnitThatEnds(t *testing.T) {
	t.Parallel()
	part := func(unit string, role tickets.AssignmentRole, s tickets.AssignmentState, n int) tickets.Assignment {
		return tickets.Assignment{Unit: unit, Role: role, State: s, Supervised: n}
	}
	for name, c := range map[string]struct{ have, want []tickets.Assignment }{
		"alone":            {[]tickets.Assignment{part("Y04", tickets.Lead, tickets.InHand, 1)}, []tickets.Assignment{part("Y08", tickets.Lead, tickets.InHand, 1)}},
		"beside another":   {[]tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 1), part("Y04", tickets.Assist, tickets.ToSign, 2)}, []tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 1), part("Y08", tickets.Assist, tickets.ToSign, 2)}},
		"it led the other": {[]tickets.Assignment{part("Y04", tickets.Lead, tickets.Reported, 1), part("Y08", tickets.Assist, tickets.InHand, 2)}, []tickets.Assignment{part("Y08", tickets.Lead, tickets.Reported, 1)}},
		"the other led it": {[]tickets.Assignment{part("Y08", tickets.Lead, tickets.Reported, 1), part("Y04", tickets.Assist, tickets.InHand, 2)}, []tickets.Assignment{part("Y08", tickets.Lead, tickets.Reported, 1)}},
		"the other owes":   {[]tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 0), part("Y04", tickets.Assist, tickets.Reported, 1), part("Y08", tickets.Assist, tickets.InHand, 2)}, []tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 0), part("Y08", tickets.Assist, tickets.InHand, 2)}},
		"it owes":          {[]tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 0), part("Y08", tickets.Assist, tickets.Reported, 2), part("Y04", tickets.Assist, tickets.InHand, 1)}, []tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 0), part("Y08", tickets.Assist, tickets.InHand, 1)}},
		"both owe":         {[]tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 0), part("Y04", tickets.Assist, tickets.InHand, 1), part("Y08", tickets.Assist, tickets.InHand, 2)}, []tickets.Assignment{part("A", tickets.Lead, tickets.InHand, 0), part("Y08", tickets.Assist, tickets.InHand, 2)}},
	} {
		ticket := storetest.In(tickets.Handling)
		ticket.Assignments, ticket.Lead = c.have, c.have[slices.IndexFunc(c.have, func(p tickets.Assignment) bool { return p.Role == tickets.Lead })].Unit
		ticket.UnitRequests = []tickets.UnitRequest{{Kind: tickets.ReturnRequest, Unit: "Y04"}, {Kind: tickets.ReturnRequest, Unit: "A"}, {Kind: tickets.ExtensionRequest, Unit: "Y04", Days: 1}}
		got := moved(t, ticket, org.Clock(), china(26, 9, 0), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y04", Unit: "Y08"}, nil)
		lead := c.want[slices.IndexFunc(c.want, func(p tickets.Assignment) bool { return p.Role == tickets.Lead })].Unit
		if diff := cmp.Diff(c.want, got.Assignments); diff != "" || got.Lead != lead || got.Centre != "Y00" {
			t.Errorf("%s: lead %s, centre %s, parts (-want +got):\n%s", name, got.Lead, got.Centre, diff)
		}
		asked := []tickets.UnitRequest{{Kind: tickets.ReturnRequest, Unit: "Y08"}, {Kind: tickets.ReturnRequest, Unit: "A"}, {Kind: tickets.ExtensionRequest, Unit: "Y08", Days: 1}}
		if ticket.AssignmentIndex("Y08") >= 0 {
			asked = asked[1:] // a return of one part is none of the other's
		}
		if diff := cmp.Diff(asked, got.UnitRequests); diff != "" || ticket.UnitRequests[0].Unit != "Y04" {
			t.Errorf("%s: asked (-want +got):\n%s", name, diff)
		}
	}
	centre := storetest.In(tickets.Registered)
	centre.Centre = "A-00"
	if got := moved(t, centre, org.Clock(), china(26, 9, 0), tickets.Request{Move: tickets.MoveHandOver, Assignee: "A-00", Unit: "Y00"}, nil); got.Centre != "Y00" || got.Lead != "" {
		t.Errorf("a centre that ends: %s, lead %q", got.Centre, got.Lead)
	}
}
