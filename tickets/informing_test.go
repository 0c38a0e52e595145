package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// TestADispatchThatAsksForNoAnswer starts no limit of the unit, leaves the citizen's answer
// to the office, and does not close the loop without one (S090, S011).
func TestADispatchThatAsksForNoAnswer(t *testing.T) {
	t.Parallel()
	at, clerk := storetest.Start.Add(2*time.Hour), storetest.Clerk("Y04")
	inform := tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Assist: []string{"Y08"}, ForInformation: true}
	ticket := moved(t, storetest.In(tickets.Registered), supervisor, at, inform, nil)
	if ticket.State != tickets.Answering || ticket.Lead != "Y04" || !last(ticket).ForInformation || len(ticket.Tell) != 0 {
		t.Fatalf("%s, led by %s: %+v", ticket.State, ticket.Lead, last(ticket))
	}
	for _, a := range ticket.Assignments {
		if a.Open() || !a.Due.IsZero() {
			t.Errorf("%s owes an answer by %v", a.Unit, a.Due)
		}
	}
	book := storetest.RulebookWithSubunit()
	if left := book.LongestOf(ticket, at); left != nil {
		t.Errorf("no answer is asked for, and %+v are left", left)
	}
	if wake, want := tickets.Wake(ticket), ticket.Promise; !wake.Equal(want) {
		t.Errorf("the clock looks at %v, want the promise at %v", wake, want)
	}
	if r, ok := tickets.ClockMove(ticket, at.Add(time.Minute)); ok {
		t.Errorf("at once the clock does %+v", r)
	}
	if r, ok := tickets.ClockMove(ticket, at.AddDate(0, 2, 0)); !ok || r.What != tickets.AlarmPromise {
		t.Errorf("months later the clock does %+v", r)
	}
	refused(t, ticket, at, supervisor, tickets.Request{Move: tickets.MoveArchive, Note: "x"}, tickets.NeedsAnswer)
	signed := moved(t, ticket, clerk, at, tickets.Request{Move: tickets.MoveSign}, nil)
	if a := signed.Assignments[0]; a.SignedAt.IsZero() || a.Open() || signed.State != tickets.Answering || !a.ContactBy.IsZero() {
		t.Errorf("signed: %+v", a)
	}
	refused(t, signed, at, clerk, tickets.Request{Move: tickets.MoveSign}, tickets.AlreadySigned)
	moved(t, signed, clerk, at, tickets.Request{Move: tickets.MoveProgress, Note: "已安排"}, nil)
	if answered := moved(t, signed, supervisor, at, storetest.Answer, nil); answered.State != tickets.Answered {
		t.Errorf("answered by the office: %s", answered.State)
	}

	// Later an answer is asked for after all: thirty days begin with it.
	later := at.AddDate(0, 2, 0)
	asked := moved(t, signed, supervisor, later, tickets.Request{Move: tickets.MoveRedo, Note: "请核实后反馈", Limit: "5wd"}, nil)
	if a := asked.Assignments[0]; !a.Open() || a.ForInformation || a.Due.IsZero() {
		t.Errorf("asked for an answer: %+v", a)
	}
	if left := book.LongestOf(asked, later); left == nil || left.DaysLeft != 30 {
		t.Errorf("asked for an answer: %+v are left", left)
	}

	// A unit that has it in hand already: the leading one's answer is not needed any more.
	handled := storetest.In(tickets.Handling)
	refused(t, handled, at, supervisor, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", ForInformation: true}, tickets.NeedsNote)
	gone := moved(t, handled, supervisor, at, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", Note: "只需知悉", ForInformation: true}, nil)
	if gone.State != tickets.Answering || slices.ContainsFunc(gone.Assignments, tickets.Assignment.Open) {
		t.Errorf("%s, %+v", gone.State, gone.Assignments)
	}
	helped := moved(t, handled, supervisor, at, tickets.Request{Move: tickets.MoveAssist, Unit: "Y08", ForInformation: true}, nil)
	reported := moved(t, helped, clerk, at.Add(24*time.Hour), storetest.Report, nil)
	if passed := moved(t, reported, supervisor, at.Add(24*time.Hour), storetest.Pass, nil); passed.State != tickets.Answering {
		t.Errorf("one that was only informed holds the check up: %s", passed.State)
	}
}

// TestMediaAtAnInvestigation stand beside the departments (S100).
func TestMediaAtAnInvestigation(t *testing.T) {
	t.Parallel()
	at := storetest.Start.Add(2 * time.Hour)
	r := tickets.Request{Move: tickets.MoveInvestigate, Note: "已到现场", People: "城管局", Media: "云湾电视台", Place: "临港路18号"}
	if e := last(moved(t, storetest.In(tickets.Handling), supervisor, at, r, nil)); e.Media != "云湾电视台" || e.People != "城管局" {
		t.Errorf("%+v", e)
	}
	r.Media = "a\x1b"
	refused(t, storetest.In(tickets.Handling), at, supervisor, r, tickets.BadNote)
}
