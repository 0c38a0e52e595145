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

func moved(t *testing.T, tk tickets.Ticket, a org.Actor, now time.Time, r tickets.Request, o *tickets.Ticket) tickets.Ticket {
	t.Helper()
	out, err := tickets.Apply(tickets.Case{Ticket: tk, Request: r, By: a, Now: now, Rules: storetest.RulebookWithSubunit(), Other: o})
	if err != nil {
		t.Fatalf("%s in %s: %v", r.Move, tk.State, err)
	}
	return out
}

// A return that waited when the leader decided is granted afterwards: the decided lead is gone.
func TestPendingReturnGoesRoundTheLeader(t *testing.T) {
	now := storetest.Start.Add(20 * time.Hour)
	tk := storetest.In(tickets.Handling)
	tk = moved(t, tk, storetest.Clerk("Y04"), now, tickets.Request{Move: tickets.MoveReturn, Note: "非我职责"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleSupervisor), now, tickets.Request{Move: tickets.MoveDispute, Note: "职责不清"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleLeader), now, tickets.Request{Move: tickets.MoveDecide, Note: "由城管局主办"}, nil)
	tk, err := apply(tk, storetest.By(org.RoleDispatcher), tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ReturnRequest})
	if err != nil {
		return // refused: right
	}
	tk, err = apply(tk, storetest.By(org.RoleAgent), tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08"})
	if err == nil {
		t.Errorf("the leader decided for Y04, now %s leads by an agent's dispatch", tk.Lead)
	}
}

// Two units become one: the one assisted and has answered, the other assists and has not.
func TestHandOverKeepsTheOpenWork(t *testing.T) {
	tk := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"}, tickets.Request{Move: tickets.MoveAssist, Unit: "A-09"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"})
	tk = moved(t, tk, org.Clock(), storetest.Start.Add(40*time.Hour), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y08", Unit: "A-09"}, nil)
	i := slices.IndexFunc(tk.Assignments, func(a tickets.Assignment) bool { return a.Unit == "A-09" })
	if !tk.Assignments[i].Open() {
		t.Errorf("A-09 owed its answer, now it counts as answered by what Y08 said: %+v", tk.Assignments[i])
	}
}

// An assisting unit's return becomes the lead's when the two become one.
func TestHandOverOfAPleaTurnsIntoTheLeads(t *testing.T) {
	tk := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"})
	tk = moved(t, tk, storetest.Clerk("Y08"), storetest.Start.Add(20*time.Hour), tickets.Request{Move: tickets.MoveReturn, Note: "不需协办"}, nil)
	tk = moved(t, tk, org.Clock(), storetest.Start.Add(40*time.Hour), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y08", Unit: "Y04"}, nil)
	for _, req := range tk.UnitRequests {
		if req.Kind == tickets.ReturnRequest && req.Unit == tk.Lead {
			t.Errorf("the lead never asked to return the matter: %+v", req)
		}
	}
}

// The holiday is lengthened: the time to sign moves too.
func TestRecomputeMovesTheTimeToSign(t *testing.T) {
	friday := time.Date(2026, 11, 27, 10, 0, 0, 0, tickets.Zone)
	tk := moved(t, storetest.In(tickets.Registered), storetest.By(org.RoleSupervisor), friday, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd"}, nil)
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

// The unit's plea to exclude a rating is dropped when the matter goes elsewhere, and cannot be made again.
func TestExclusionPleaSurvivesARedispatch(t *testing.T) {
	for name, r := range map[string]struct {
		by org.Actor
		r  tickets.Request
	}{
		"dispatched to another": {storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", Note: "改派"}},
		"handed down":           {storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a"}},
	} {
		tk := storetest.After(storetest.In(tickets.Answered), storetest.Badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"})
		tk = moved(t, tk, r.by, storetest.Start.Add(40*time.Hour), r.r, nil)
		if !slices.Contains(tk.Marks(), tickets.MarkExclusion) {
			t.Errorf("%s: the plea is gone undecided, the rating counts", name)
		}
	}
}

// Archived on the day of the bad rating: the unit can no longer ask for its exclusion.
func TestExclusionAfterTheArchive(t *testing.T) {
	bad := storetest.Revisit
	bad.Revisit = &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}
	tk := storetest.After(storetest.In(tickets.Answered), bad, storetest.Archive)
	if _, err := apply(tk, storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveExclude, Note: "诉求不合理"}); err != nil {
		t.Errorf("the unit cannot ask to exclude the rating: %v", err)
	}
}

// After one reminder no clock looks at a ticket that the hotline itself holds.
func TestHotlinesOwnDelayRingsOnce(t *testing.T) {
	tk := storetest.In(tickets.Handling)
	now := tk.Promise.Add(time.Second)
	tk = moved(t, tk, org.Clock(), now, tickets.Request{Move: tickets.MoveRemind, What: tickets.AlarmPromise}, nil)
	tk = moved(t, tk, storetest.Clerk("Y04"), now, tickets.Request{Move: tickets.MoveReturn, Note: "非我职责"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleSupervisor), now, tickets.Request{Move: tickets.MoveGrant}, nil)
	if tickets.Wake(tk).IsZero() {
		t.Errorf("%s, without a unit, and no clock will ever look at it again", tk.State)
	}
}

// The successor's clerk cannot act for work that reached the ended unit after the sweep.
func TestWorkThatReachedAnEndedUnit(t *testing.T) {
	b := storetest.RulebookWithSubunit()
	var units []org.Unit
	for _, u := range append(storetest.Units(), org.Unit{Code: "Y04a", Parent: "Y04", Level: 2}) {
		if u.Code == "Y04" {
			u.Ended, u.Successor = true, "Y08"
		}
		units = append(units, u)
	}
	b.Tree = org.NewTree(units)
	tk := storetest.In(tickets.Dispatched)
	c := storetest.Clerk("Y08")
	if !tickets.MaySee(c, tk, b.Tree) {
		t.Fatal("not seen")
	}
	if _, err := tickets.Apply(tickets.Case{Ticket: tk, Request: tickets.Request{Move: tickets.MoveSign}, By: c, Now: storetest.Start.Add(9 * time.Hour), Rules: b}); err != nil {
		t.Errorf("the successor sees it and cannot sign: %v", err)
	}
}

// An emergency answered in the call: nobody reminds the duty room to verify.
func TestAnsweredEmergencyIsStillVerified(t *testing.T) {
	tk := moved(t, storetest.In(tickets.Registered), storetest.By(org.RoleAgent), storetest.Start.Add(10*time.Minute), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleAgent), storetest.Start.Add(11*time.Minute), storetest.Answer, nil)
	if _, rings := tickets.ClockMove(tk, storetest.Start.Add(2*time.Hour)); tk.Emergency.Unverified() && !rings {
		t.Error("unverified for two hours, and nothing rings")
	}
}

// Deadlines at the very end of December hang on next year's notice too (as 2018-12-31 did).
func TestEndOfDecemberIsProvisional(t *testing.T) {
	d := storetest.RulebookWithSubunit().Deadline(time.Date(2026, 12, 22, 10, 0, 0, 0, tickets.Zone), tickets.Limit{Days: 7})
	if !d.Provisional {
		t.Errorf("due %v, not provisional, though the notice of 2027 is not known", d.At.In(tickets.Zone))
	}
}

// An archived emergency that is reopened.
func TestReopenedEmergency(t *testing.T) {
	now := storetest.Start.Add(10 * time.Minute)
	tk := moved(t, storetest.In(tickets.Registered), storetest.By(org.RoleAgent), now, tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleDutyOfficer), now, tickets.Request{Move: tickets.MoveVerify, Note: "属实"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleAgent), now, storetest.Answer, nil)
	tk = moved(t, tk, storetest.By(org.RoleAgent), now, storetest.Archive, nil)
	tk = moved(t, tk, storetest.By(org.RoleSupervisor), now.Add(99*time.Hour), tickets.Request{Move: tickets.MoveReopen, Note: "又来电"}, nil)
	if tk.Urgency == tickets.Emergency && !tk.Emergency.Ongoing() {
		t.Error("urgency says emergency, the emergency has ended: the duty room is not told")
	}
}

// A re-dispatch that names one assisting unit.
func TestARedispatchKeepsTheOtherAssistants(t *testing.T) {
	tk := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"}, tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"},
		tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"})
	one, err := apply(tk, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"A1"}, Note: "改派"})
	must(t, err)
	if !slices.ContainsFunc(one.Assignments, func(a tickets.Assignment) bool { return a.Unit == "Y08" }) {
		t.Errorf("the comment says that those not named again stay; Y08 and what it answered are gone: %d parts", len(one.Assignments))
	}
	two, err := apply(tk, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"Y08"}, Note: "改派"})
	must(t, err)
	if i := slices.IndexFunc(two.Assignments, func(a tickets.Assignment) bool { return a.Unit == "Y08" }); two.Assignments[i].State != tickets.Reported {
		t.Errorf("Y08 had answered and must answer anew: %s", two.Assignments[i].State)
	}
}

// The unit told the citizen, then the citizen withdraws while the answer is checked: the reason is lost.
func TestAReasonIsRecorded(t *testing.T) {
	told := tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone}
	tk := storetest.After(storetest.In(tickets.Handling), told)
	tk, err := apply(tk, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Withdrawn, Note: "撤回"})
	must(t, err)
	if last := tk.Entries[len(tk.Entries)-1]; last.Reason == "" {
		t.Errorf("archived from the check, unchecked, not revisited, and no reason is recorded: %+v", last)
	}
}

// "Repeat": the first one's answer is only what its unit says it told, not yet checked.
func TestRepeatNeedsACheckedAnswer(t *testing.T) {
	first := storetest.After(*storetest.Other(), storetest.Sign, tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone})
	m := storetest.In(tickets.Merged)
	_, err := tickets.Apply(tickets.Case{Ticket: m, Request: tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Repeat, Note: "重复"},
		By: storetest.By(org.RoleAgent), Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(), Other: &first})
	if err == nil {
		t.Errorf("archived as answered in the first ticket, which is %s and may be redone", first.State)
	}
}

// A merged ticket whose centre ended: two districts became one.
func TestTheSuccessorCentreReopensTheArchive(t *testing.T) {
	var units []org.Unit
	for _, u := range append(storetest.Units(), org.Unit{Code: "B", Parent: "Y", Level: 2, Name: "B区"}, org.Unit{Code: "B-00", Parent: "B", Level: 2, Centre: true, Name: "B中心"}) {
		if u.Code == "A-00" {
			u.Ended, u.Successor = true, "B-00"
		}
		units = append(units, u)
	}
	b := storetest.RulebookWithSubunit()
	b.Tree = org.NewTree(units)
	tk := storetest.In(tickets.Archived)
	tk.Centre = "A-00"
	who := storetest.By(org.RoleSupervisor)
	who.Unit = "B-00"
	if !tickets.MaySee(who, tk, b.Tree) {
		t.Fatal("not seen")
	}
	if _, err := tickets.Apply(tickets.Case{Ticket: tk, Request: tickets.Request{Move: tickets.MoveReopen, Note: "又发生"}, By: who, Now: storetest.Start.Add(99 * time.Hour), Rules: b}); err != nil {
		t.Errorf("the successor centre sees it, and may not reopen it: %v", err)
	}
}

// Stand-down gives back the limits, not the urgency.
func TestStandDownGivesTheUrgencyBack(t *testing.T) {
	tk := storetest.In(tickets.Handling)
	was := tk.Urgency
	tk = storetest.After(tk, tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"}, tickets.Request{Move: tickets.MoveStandDown, Note: "误报"})
	if tk.Urgency != was {
		t.Errorf("a false alarm: urgency %s, before %s", tk.Urgency, was)
	}
}

// The unit hands the redo down: the second disappointment is no supervision.
func TestHandingDownDoesNotEscapeTheSupervision(t *testing.T) {
	once := storetest.After(storetest.In(tickets.Answered), storetest.Badly)
	now := storetest.Start.Add(40 * time.Hour)
	tk := moved(t, once, storetest.Clerk("Y04"), now, tickets.Request{Move: tickets.MoveHandDown, Unit: "Y04a"}, nil)
	tk = moved(t, tk, storetest.Clerk("Y04a"), now, tickets.Request{Move: tickets.MoveSign}, nil)
	tk = moved(t, tk, storetest.Clerk("Y04a"), now, tickets.Request{Move: tickets.MoveReport, Note: "已处理", Result: tickets.Solved}, nil)
	tk = moved(t, tk, storetest.By(org.RoleAgent), now, storetest.Pass, nil)
	tk = moved(t, tk, storetest.By(org.RoleAgent), now, storetest.Answer, nil)
	tk = moved(t, tk, storetest.By(org.RoleAgent), now, storetest.Badly, nil)
	if last := tk.Entries[len(tk.Entries)-1]; !last.Supervised {
		t.Error("dissatisfied twice with the same matter, and no written supervision (M58)")
	}
}
