package tickets_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// dispatchTo is a dispatch with a limit and a reason.
func dispatchTo(unit, limit string) tickets.Request {
	return tickets.Request{Move: tickets.MoveDispatch, Unit: unit, Limit: limit, Note: "改派"}
}

func leaderOfCity() org.Actor {
	leader := storetest.By(org.RoleLeader)
	leader.ID, leader.Unit = "leader", "Y"
	return leader
}

// TestTheThirtyDaysCannotBeStretched: each way that sends a matter from unit to unit, back,
// into another ticket or round the loop again, late in its thirty working days.
func TestTheThirtyDaysCannotBeStretched(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 9, 1, 10, 0, 0, 0, tickets.Zone)
	late := time.Date(2026, 10, 15, 10, 0, 0, 0, tickets.Zone) // two working days are left
	end := time.Date(2026, 10, 19, 17, 30, 0, 0, tickets.Zone) // thirty from the 1st of September
	y04, y08 := storetest.Clerk("Y04"), storetest.Clerk("Y08")
	sign, back := tickets.Request{Move: tickets.MoveSign}, tickets.Request{Move: tickets.MoveReturn, Note: "非我单位职责"}
	grant := tickets.Request{Move: tickets.MoveGrant}
	withdrawn := tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Withdrawn, Note: "来电人撤回"}
	reopen := tickets.Request{Move: tickets.MoveReopen, Note: "又来电"}
	for name, way := range map[string][]step{
		"to another unit":       {},
		"to two others":         {{supervisor, dispatchTo("Y08", "1wd")}, {supervisor, dispatchTo("A", "1wd")}},
		"back and dispatched":   {{y04, back}, {supervisor, grant}},
		"back twice":            {{y04, back}, {supervisor, grant}, {supervisor, dispatchTo("Y08", "1wd")}, {y08, back}, {supervisor, grant}},
		"archived and reopened": {{supervisor, withdrawn}, {supervisor, reopen}},
		"by a dispute":          {{y04, tickets.Request{Move: tickets.MoveDispute, Note: "职责不清"}}, {leaderOfCity(), tickets.Request{Move: tickets.MoveDecide, Note: "由人社局主办", Unit: "Y08"}}},
		"handed down":           {{y04, tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a"}}},
		"an assistant more":     {{supervisor, tickets.Request{Move: tickets.MoveAssist, Unit: "A"}}},
		"signed by the first":   {{y04, sign}},
		"an emergency and none": {{supervisor, tickets.Request{Move: tickets.MoveRaise, Note: "有人被困"}},
			{storetest.Of("Y", org.RoleDutyOfficer), tickets.Request{Move: tickets.MoveVerify, Note: "已核实"}},
			{storetest.Of("Y", org.RoleDutyOfficer), tickets.Request{Move: tickets.MoveStandDown, Note: "不属实"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ticket := moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "5wd"), nil)
			ticket = run(t, ticket, late, way...)
			if !ticket.Dispute.Open() && ticket.Dispute == nil {
				refused(t, ticket, late.Add(time.Hour), supervisor, dispatchTo("Y08a", "7wd"), tickets.UnknownUnit)
				to := "Y08"
				if ticket.Lead == to {
					to = "A"
				}
				refused(t, ticket, late.Add(time.Hour), supervisor, dispatchTo(to, "3wd"), tickets.OverCap)
				refused(t, ticket, late.Add(time.Hour), supervisor, dispatchTo(to, "20wd"), tickets.OverCap)
				refused(t, ticket, end.Add(time.Minute), supervisor, dispatchTo(to, ""), tickets.OverCap)
				ticket = moved(t, ticket, supervisor, late.Add(time.Hour), dispatchTo(to, ""), nil)
				ticket = moved(t, ticket, storetest.Clerk(to), late.Add(time.Hour), sign, nil)
				refused(t, ticket, late.Add(2*time.Hour), storetest.Clerk(to), tickets.Request{Move: tickets.MoveExtend, Note: "x", Limit: "3wd"}, tickets.OverCap)
			}
			for _, a := range ticket.Assignments {
				if a.Due.After(end) {
					t.Errorf("%s is due %v, the thirty days end %v", a.Unit, a.Due.In(tickets.Zone), end)
				}
			}
			left := storetest.RulebookWithSubunit().LongestOf(ticket, late)
			if left == nil || !left.By.Equal(end) || left.DaysLeft != 2 {
				t.Errorf("left: %+v, want 2 days until %v", left, end)
			}
		})
	}
}

// TestTheLoopDoesNotStretchTheThirtyDays: a redo during the check ends within them; one after
// the citizen's answer, and a matter reopened then, have thirty days of their own.
func TestTheLoopDoesNotStretchTheThirtyDays(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 9, 1, 10, 0, 0, 0, tickets.Zone)
	late := time.Date(2026, 10, 15, 10, 0, 0, 0, tickets.Zone)
	y04 := storetest.Clerk("Y04")
	redo := func(limit string) tickets.Request {
		return tickets.Request{Move: tickets.MoveRedo, Note: "请到现场核实", Limit: limit}
	}
	checking := run(t, moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "5wd"), nil), first, step{y04, storetest.Sign}, step{y04, storetest.Report})
	answering := run(t, checking, first, step{supervisor, storetest.Pass})
	for _, ticket := range []tickets.Ticket{checking, answering} {
		refused(t, ticket, late, supervisor, redo("3wd"), tickets.OverCap)
		refused(t, ticket, late.AddDate(0, 1, 0), supervisor, redo("1wd"), tickets.OverCap)
		again := moved(t, ticket, supervisor, late, redo("2wd"), nil)
		refused(t, again, late.Add(time.Hour), y04, tickets.Request{Move: tickets.MoveExtend, Note: "x", Limit: "1wd"}, tickets.OverCap)
		refused(t, again, late.Add(time.Hour), supervisor, dispatchTo("Y08", "7wd"), tickets.OverCap)
	}
	answered := run(t, answering, first, step{supervisor, storetest.Answer})
	for name, ticket := range map[string]tickets.Ticket{
		"redo":   moved(t, answered, supervisor, late, redo("7wd"), nil),
		"badly":  moved(t, answered, supervisor, late, storetest.Badly, nil),
		"reopen": run(t, answered, late, step{supervisor, tickets.Request{Move: tickets.MoveReopen, Note: "又来电"}}, step{supervisor, dispatchTo("Y08", "7wd")}),
	} {
		left := storetest.RulebookWithSubunit().LongestOf(ticket, late)
		if left == nil || left.DaysLeft != 30 {
			t.Errorf("%s after the answer: %+v are left, want 30 days", name, left)
		}
	}
	if left := storetest.RulebookWithSubunit().LongestOf(answered, late); left != nil {
		t.Errorf("the citizen was answered, and %+v are left", left)
	}
}

// TestASupervisionDoesNotStretchTheThirtyDays: while they run it ends within them, and a person
// who wants longer is refused.
func TestASupervisionDoesNotStretchTheThirtyDays(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 9, 1, 10, 0, 0, 0, tickets.Zone)
	late := time.Date(2026, 10, 15, 10, 0, 0, 0, tickets.Zone) // two working days are left
	end := time.Date(2026, 10, 19, 17, 30, 0, 0, tickets.Zone)
	ticket := moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "5wd"), nil)
	supervise := func(limit string) tickets.Request {
		return tickets.Request{Move: tickets.MoveSupervise, Note: "请速办", Limit: limit}
	}
	refused(t, ticket, late, supervisor, supervise("3wd"), tickets.OverCap)
	for name, got := range map[string]tickets.Ticket{
		"a person":  moved(t, ticket, supervisor, late, supervise(""), nil),
		"in time":   moved(t, ticket, supervisor, late, supervise("2wd"), nil),
		"the clock": moved(t, ticket, org.Clock(), late, tickets.Request{Move: tickets.MoveSupervise, Assignee: "Y04"}, nil),
	} {
		if a := got.Assignments[0]; !a.Due.Equal(end) || !last(got).Due.Equal(end) {
			t.Errorf("%s: due %v, the thirty days end %v", name, a.Due.In(tickets.Zone), end)
		}
	}
}

// TestAPromiseThatMovesIsTold: whoever gives a unit longer than the citizen was promised moves
// the promise with it, and the citizen is told; one that is broken already is not mended so.
func TestAPromiseThatMovesIsTold(t *testing.T) {
	t.Parallel()
	first := china(23, 11, 0)
	handling := moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "2h"), nil)
	y04 := storetest.Clerk("Y04")
	checking := run(t, handling, first.Add(time.Minute), step{y04, storetest.Sign}, step{y04, storetest.Report})
	answered := run(t, checking, first.Add(time.Hour), step{supervisor, storetest.Pass}, step{supervisor, storetest.Answer})
	supervise := tickets.Request{Move: tickets.MoveSupervise, Note: "请速办", Limit: "20wd"}
	redo := tickets.Request{Move: tickets.MoveRedo, Note: "请到现场核实", Limit: "9wd"}
	for name, c := range map[string]struct {
		ticket tickets.Ticket
		r      tickets.Request
		at     time.Time
		by     org.Actor
		told   bool
	}{
		"supervised":                 {handling, supervise, first.Add(time.Hour), supervisor, true},
		"supervised within it":       {handling, tickets.Request{Move: tickets.MoveSupervise, Note: "请速办", Limit: "1h"}, first.Add(time.Hour), supervisor, false},
		"supervised when it is over": {handling, supervise, handling.Promise.Add(time.Hour), supervisor, false},
		"supervised by the clock":    {handling, tickets.Request{Move: tickets.MoveSupervise, Assignee: "Y04"}, handling.Assignments[0].Due, org.Clock(), false},
		"handled again":              {checking, redo, first.Add(time.Hour), supervisor, true},
		"again after the answer":     {answered, redo, first.Add(2 * time.Hour), supervisor, false},
	} {
		got := moved(t, c.ticket, c.by, c.at, c.r, nil)
		i := slices.IndexFunc(got.Tell, func(n tickets.Notice) bool { return n.What == c.r.Move })
		if told := i >= 0 && got.Tell[i].Promise.Equal(got.Promise) && got.Tell[i].Due.Equal(got.Assignments[0].Due); told != c.told {
			t.Errorf("%s: told %v, want %v: %+v", name, told, c.told, got.Tell)
		}
		if c.told && !got.Promise.After(got.Assignments[0].Due) {
			t.Errorf("%s: due %v, promised %v", name, got.Assignments[0].Due, got.Promise)
		}
	}
}

// TestAMergeDoesNotStretchTheThirtyDays: a matter that units have had goes into no ticket
// that has longer, brings its days along, and has them again when it is separated.
func TestAMergeDoesNotStretchTheThirtyDays(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 9, 1, 10, 0, 0, 0, tickets.Zone)
	late := time.Date(2026, 10, 15, 10, 0, 0, 0, tickets.Zone)
	end := time.Date(2026, 10, 19, 17, 30, 0, 0, tickets.Zone)
	book := storetest.RulebookWithSubunit()
	old := moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "5wd"), nil)
	newer := storetest.Other()
	newer.Assignments, newer.Lead, newer.State, newer.Entries = nil, "", tickets.Registered, newer.Entries[:1]
	merge := tickets.Request{Move: tickets.MoveMerge, Into: newer.Number, Note: "同一件事"}

	long := moved(t, *newer, supervisor, late, dispatchTo("Y04", "7wd"), nil)
	_, err := tickets.Apply(tickets.Case{Ticket: old, Request: merge, By: supervisor, Now: late, Rules: book, Other: &long})
	wantCode(t, "into one that has longer", err, tickets.OverCap)

	short := moved(t, *newer, supervisor, late, dispatchTo("Y04", "1wd"), nil)
	merged := moved(t, old, supervisor, late, merge, &short)
	absorb := tickets.Request{Move: tickets.MoveAbsorb, Into: old.Number}
	taken := moved(t, short, supervisor, late, absorb, &old)
	if left := book.LongestOf(taken, late); left == nil || !left.By.Equal(end) {
		t.Errorf("the first ticket took an old matter in, and has %+v", left)
	}
	refused(t, taken, late, supervisor, dispatchTo("Y08", "7wd"), tickets.OverCap)
	apart := moved(t, merged, supervisor, late, tickets.Request{Move: tickets.MoveSeparate, Note: "另一件事"}, &taken)
	refused(t, apart, late, supervisor, dispatchTo("Y08", "7wd"), tickets.OverCap)
	alone := moved(t, taken, supervisor, late, tickets.Request{Move: tickets.MoveLetGo, Into: old.Number}, &merged)
	if left := book.LongestOf(alone, late); left == nil || left.DaysLeft != 30 {
		t.Errorf("it let the old matter go, and has %+v", left)
	}

	// One that no unit had is with units from the merge on.
	fresh := storetest.In(tickets.Registered)
	first2 := moved(t, *newer, supervisor, first, dispatchTo("Y04", "5wd"), nil)
	inside := moved(t, fresh, supervisor, first.AddDate(0, 0, 1), merge, &first2)
	out := moved(t, inside, supervisor, late, tickets.Request{Move: tickets.MoveSeparate, Note: "另一件事"}, &first2)
	if left := book.LongestOf(out, late); left == nil || left.DaysLeft != 3 {
		t.Errorf("a day after the first dispatch it went in, and has %+v", left)
	}
	refused(t, out, late, supervisor, dispatchTo("Y08", "7wd"), tickets.OverCap)
}

// TestOnlyTheLeaderDecidesBeyondThirtyDays, for those who have the matter and for those who
// get it later; the promise moves, and the citizen is told why.
func TestOnlyTheLeaderDecidesBeyondThirtyDays(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 9, 1, 10, 0, 0, 0, tickets.Zone)
	late := time.Date(2026, 10, 15, 10, 0, 0, 0, tickets.Zone)
	longer := tickets.Request{Move: tickets.MoveProlong, Note: "案情复杂，需专家鉴定", Limit: "10wd"}
	want := time.Date(2026, 10, 29, 17, 30, 0, 0, tickets.Zone)
	ticket := moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "30wd"), nil)
	refused(t, ticket, late, supervisor, longer, tickets.WrongRole)
	refused(t, ticket, late, storetest.Clerk("Y04"), longer, tickets.WrongRole)
	leader := leaderOfCity()
	for code, r := range map[tickets.IllegalCode]tickets.Request{
		tickets.NotLonger: {Move: tickets.MoveProlong, Note: "x", Limit: "2wd"}, tickets.NeedsNote: {Move: tickets.MoveProlong, Limit: "10wd"},
		tickets.BadLimit: {Move: tickets.MoveProlong, Note: "x", Limit: "31wd"},
	} {
		refused(t, ticket, late, leader, r, code)
	}
	refused(t, ticket, late, leader, tickets.Request{Move: tickets.MoveProlong, Note: "x", Limit: "48h"}, tickets.BadLimit)
	refused(t, storetest.In(tickets.Registered), late, leader, longer, tickets.NeedsUnit)

	after := moved(t, ticket, leader, late, longer, nil)
	if a := after.Assignments[0]; !a.Due.Equal(want) || !after.Promise.After(want) {
		t.Errorf("prolonged: due %v, want %v; promised %v", a.Due.In(tickets.Zone), want, after.Promise.In(tickets.Zone))
	}
	n := after.Tell[len(after.Tell)-1]
	if n.What != tickets.MoveProlong || n.Why != longer.Note || !n.Due.Equal(want) {
		t.Errorf("the citizen is told %+v", n)
	}
	refused(t, after, late, supervisor, dispatchTo("Y08", "11wd"), tickets.OverCap)
	if other := moved(t, after, supervisor, late, dispatchTo("Y08", "10wd"), nil); !other.Assignments[0].Due.Equal(want) {
		t.Errorf("another unit is due %v, want %v", other.Assignments[0].Due, want)
	}
	over := want.AddDate(0, 1, 0)
	returned := run(t, after, late, step{storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveReturn, Note: "x"}}, step{supervisor, tickets.Request{Move: tickets.MoveGrant}})
	refused(t, returned, over, supervisor, dispatchTo("Y08", "1wd"), tickets.OverCap)
	again := run(t, returned, over, step{leader, longer}, step{supervisor, dispatchTo("Y08", "9wd")})
	if left := storetest.RulebookWithSubunit().LongestOf(again, over); left.DaysLeft != 10 {
		t.Errorf("decided a second time: %+v", left)
	}
	disputed := run(t, ticket, late, step{supervisor, tickets.Request{Move: tickets.MoveDispute, Note: "职责不清"}})
	decided := moved(t, disputed, leader, over, tickets.Request{Move: tickets.MoveDecide, Note: "由人社局主办", Unit: "Y08", Limit: "7wd"}, nil)
	if left := storetest.RulebookWithSubunit().LongestOf(decided, over); left.DaysLeft != 7 || !left.By.Equal(decided.Assignments[0].Due) {
		t.Errorf("the leader named another unit and a limit: %+v", left)
	}
	refused(t, disputed, over, leader, tickets.Request{Move: tickets.MoveDecide, Note: "x", Unit: "Y08"}, tickets.OverCap)
}

// TestDangerDoesNotWaitForTheLeader: an emergency is dispatched with hours, also when the
// thirty days are over.
func TestDangerDoesNotWaitForTheLeader(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 9, 1, 10, 0, 0, 0, tickets.Zone)
	over := time.Date(2026, 10, 20, 10, 0, 0, 0, tickets.Zone)
	ticket := run(t, moved(t, storetest.In(tickets.Registered), supervisor, first, dispatchTo("Y04", "5wd"), nil), over, step{supervisor, tickets.Request{Move: tickets.MoveRaise, Note: "有人被困"}})
	refused(t, ticket, over, supervisor, dispatchTo("Y08", "1wd"), tickets.OverCap)
	refused(t, ticket, over, supervisor, dispatchTo("Y08", "25h"), tickets.OverCap)
	if after := moved(t, ticket, supervisor, over, dispatchTo("Y08", "2h"), nil); !after.Assignments[0].Due.Equal(over.Add(2 * time.Hour)) {
		t.Errorf("due %v", after.Assignments[0].Due)
	}
}

// TestALimitBeyondThePromise needs a reason, moves the promise and tells the citizen; the
// table's own limit moves it too, where the office was late (M50).
func TestALimitBeyondThePromise(t *testing.T) {
	t.Parallel()
	book := storetest.RulebookWithSubunit()
	ticket := storetest.In(tickets.Registered)
	at := ticket.CreatedAt.Add(time.Hour)
	silent := tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "20wd"}
	refused(t, ticket, at, supervisor, silent, tickets.OverPromise)
	within := silent
	within.Limit = "30m"
	if after := moved(t, ticket, supervisor, at, within, nil); !after.Promise.Equal(ticket.Promise) || !after.Tell[0].Promise.IsZero() {
		t.Errorf("within the promise, but it moved to %v", after.Promise)
	}
	with := silent
	with.Note = "需要专家鉴定"
	after := moved(t, ticket, supervisor, at, with, nil)
	due := after.Assignments[0].Due
	if want := book.Deadline(due, tickets.Limit{Days: 3}).At; !after.Promise.Equal(want) || !last(after).Promise.Equal(want) {
		t.Errorf("promised %v, want %v", after.Promise, want)
	}
	if n := after.Tell[0]; n.What != tickets.MoveDispatch || n.Why != with.Note || !n.Promise.Equal(after.Promise) {
		t.Errorf("the citizen is told %+v", n)
	}
	late := moved(t, ticket, supervisor, ticket.Promise.Add(time.Hour), tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"}, nil)
	if !late.Promise.After(late.Assignments[0].Due) || late.Tell[0].Promise.IsZero() {
		t.Errorf("dispatched late: due %v, promised %v", late.Assignments[0].Due, late.Promise)
	}
	short := moved(t, ticket, supervisor, at, within, nil)
	more := tickets.Request{Move: tickets.MoveAssist, Unit: "Y08", Limit: "20wd"}
	refused(t, short, at, supervisor, more, tickets.OverPromise)
	more.Note = "需要会商"
	helped := moved(t, short, supervisor, at, more, nil)
	if n := helped.Tell[len(helped.Tell)-1]; n.What != tickets.MoveAssist || n.Why != more.Note || !helped.Promise.After(helped.Assignments[1].Due) {
		t.Errorf("an assisting unit has longer: told %+v, promised %v", n, helped.Promise)
	}
}

// longestModel knows of a matter when its thirty working days end, by its last entries alone.
type longestModel struct {
	answered bool
	end      time.Time // zero before the first dispatch
	leaders  time.Time // the latest that the leader gave
}

// after learns of a move, and says which unit has longer than thirty working days from the
// first dispatch, if it is not supervised, in danger, or the leader's decision.
func (m *longestModel) after(t tickets.Ticket) error {
	e := last(t)
	if m.answered && e.From != e.To && (e.To == tickets.Redo || e.To == tickets.Registered) {
		*m = longestModel{}
	}
	m.answered = m.answered || e.To == tickets.Answered
	if m.end.IsZero() && (e.Move == tickets.MoveDispatch || e.Move == tickets.MoveDecide && e.Unit != "" || e.To == tickets.Redo) {
		m.end = storetest.RulebookWithSubunit().Deadline(e.At, tickets.Limit{Days: 30}).At
	}
	if (e.Move == tickets.MoveProlong || e.Move == tickets.MoveDecide) && e.Due.After(m.leaders) {
		m.leaders = e.Due
	}
	for _, a := range t.Assignments {
		danger := t.Emergency != nil && a.Limit.Days == 0 && a.Limit.Clock <= 24*time.Hour
		if a.Open() && a.Due.After(m.end) && a.Due.After(m.leaders) && a.Supervised == 0 && !danger {
			return fmt.Errorf("%s is due %v, the thirty days end %v, the leader's %v", a.Unit, a.Due, m.end, m.leaders)
		}
	}
	return nil
}
