package tickets_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// after makes moves by people who may do all, an hour between them.
func after(t *testing.T, ticket tickets.Ticket, moves ...tickets.Request) tickets.Ticket {
	t.Helper()
	for _, r := range moves {
		ticket = storetest.Moved(ticket, r)
	}
	return ticket
}

func TestUnitsThatBecomeOneHaveOnePleaOfAKind(t *testing.T) {
	ticket := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"})
	for _, unit := range []string{"Y04", "Y08"} {
		ticket.UnitRequests = append(ticket.UnitRequests, tickets.UnitRequest{Kind: tickets.ExtensionRequest, Unit: unit, Days: 3, Note: unit})
	}
	one, err := apply(ticket, org.Clock(), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y04", Unit: "Y08"})
	must(t, err)
	if len(one.UnitRequests) != 1 || one.UnitRequests[0].Unit != "Y08" {
		t.Fatalf("pleas of the unit that stays: %+v", one.UnitRequests)
	}
	_, err = apply(one, by(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRefuse, Note: "不同意"})
	must(t, err)
}

func TestTheSuccessorSeesWhatTheEndedUnitHad(t *testing.T) {
	tree := org.NewTree(append(storetest.Units(), org.Unit{Code: "Z7", Parent: "Y", Level: 1, Ended: true, Successor: "Y08"}))
	old := in(tickets.Archived)
	old.Lead, old.Assignments = "Z7", []tickets.Assignment{{Unit: "Z7", Role: tickets.Lead, State: tickets.Reported}}
	if !tickets.MaySee(clerk("Y08"), old, tree) {
		t.Error("the archived ticket of a unit that ended is nobody's")
	}
	if tickets.MaySee(clerk("Y04"), old, tree) {
		t.Error("another unit sees it")
	}
	if served := strings.Join(tree.Serves("Y08"), " "); served != "Y08 Z7" {
		t.Errorf("Y08 serves %s", served)
	}
}

// badly is a revisit that the unit is to blame for.
var badly = tickets.Request{Move: tickets.MoveRevisit, Note: "仍未解决，请重新办理", Limit: "3wd",
	Revisit: &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}}

var again = []tickets.Request{storetest.Report, storetest.Pass, storetest.Answer}

func TestTheSecondDisappointmentIsSupervised(t *testing.T) {
	checked := after(t, in(tickets.Checking), redo) // a redo of the check is none
	once := after(t, after(t, checked, again...), badly)
	if last := once.Entries[len(once.Entries)-1]; last.Supervised || once.Assignments[0].Supervised != 0 {
		t.Error("the first disappointment is supervised already")
	}
	twice := after(t, after(t, once, again...), badly)
	last := twice.Entries[len(twice.Entries)-1]
	if !last.Supervised || last.Serial == "" || len(last.Copies) == 0 || twice.Assignments[0].Supervised != 1 {
		t.Errorf("the second one is no supervision: %+v", last)
	}
}

func TestAReopenedMatterCanBeArchived(t *testing.T) {
	ticket := in(tickets.Revisited)
	ticket.Revisit.Satisfied = 1
	ticket = after(t, ticket, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"}, tickets.Request{Move: tickets.MoveReopen, Note: "又发生了"},
		storetest.Answer, storetest.Archive)
	if ticket.State != tickets.Archived {
		t.Errorf("it is %s", ticket.State)
	}
}

func TestAnAssistingUnitsPartGoesBackAlone(t *testing.T) {
	ticket := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report)
	back, err := apply(ticket, by(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Assignee: "Y08", Note: "请补充照片", Limit: "1wd"})
	must(t, err)
	if back.State != tickets.Checking || back.Assignments[1].State != tickets.InHand || back.Assignments[0].State != tickets.Reported {
		t.Errorf("%s, parts %+v", back.State, back.Assignments)
	}
	if _, err := apply(back, by(org.RoleSupervisor), storetest.Pass); !isCode(err, tickets.AssignmentsMissing) {
		t.Errorf("passed without the part that went back: %v", err)
	}
	if _, err := apply(in(tickets.Answered), by(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Assignee: "Y08", Note: "x", Limit: "1wd"}); err == nil {
		t.Error("a redo names a unit without a part")
	}
}

func TestARevisitSendsNoAssistingUnitBack(t *testing.T) {
	ticket := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report, storetest.Pass, storetest.Answer)
	for _, part := range []string{"Y08", "nonsense"} {
		r := badly
		r.Assignee = part
		if _, err := apply(ticket, by(org.RoleAgent), r); !isCode(err, tickets.NoAssistant) {
			t.Errorf("a revisit names the part of %q: %v", part, err)
		}
	}
}

func TestAnExcludedRatingLeadsToNoSupervision(t *testing.T) {
	once := after(t, in(tickets.Answered), badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"},
		tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest})
	twice := after(t, after(t, once, again...), badly)
	if last := twice.Entries[len(twice.Entries)-1]; last.Supervised {
		t.Error("the first rating does not count, but the second one is the second")
	}
}

func TestAnEmergencyIsRaisedAlsoWhereAnotherHasEnded(t *testing.T) {
	first := after(t, in(tickets.Handling), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"},
		tickets.Request{Move: tickets.MoveVerify, Note: "属实"}, tickets.Request{Move: tickets.MoveStandDown, Note: "已排除"})
	second := *other()
	second.Emergency = &tickets.Emergent{RaisedAt: storetest.Start, VerifyBy: storetest.Start.Add(15 * time.Minute)}
	merged, err := tickets.Apply(tickets.Case{Ticket: first, Other: &second, By: by(org.RoleAgent), Now: storetest.Start.Add(20 * time.Hour), Rules: rules(),
		Request: tickets.Request{Move: tickets.MoveAbsorb, Into: second.Number, Note: "同一处"}})
	must(t, err)
	if !merged.Emergency.Unverified() || merged.Urgency != tickets.Emergency {
		t.Errorf("a new emergency came, but the ticket has %+v", merged.Emergency)
	}
}

// TestAnInstructionIsNotForgottenInTheArchive: an agent cannot close over what the
// leader wrote; whoever passes such things on may (S085).
func TestAnInstructionIsNotForgottenInTheArchive(t *testing.T) {
	ticket := after(t, in(tickets.Revisited), tickets.Request{Move: tickets.MoveInstruct, Note: "举一反三，全市排查"})
	if _, err := apply(ticket, by(org.RoleAgent), storetest.Archive); !isCode(err, tickets.StillPending) {
		t.Errorf("an agent archives over the leader's instruction: %v", err)
	}
	closed, err := apply(ticket, by(org.RoleSupervisor), storetest.Archive)
	must(t, err)
	if !closed.Instructed.IsZero() || slices.Contains(closed.Marks(), tickets.MarkInstructed) {
		t.Error("the archived ticket still waits for the instruction to be passed on")
	}
}

func TestAnotherLeadTakesTheFirstOnesAnswerAway(t *testing.T) {
	told := tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone}
	ticket := after(t, in(tickets.Handling), told)
	if ticket.Answer == nil {
		t.Fatal("the unit told the citizen")
	}
	ticket = ready(ticket, tickets.MoveDecide)
	other, err := apply(ticket, by(org.RoleLeader), tickets.Request{Move: tickets.MoveDecide, Unit: "Y08", Note: "由人社局主办"})
	must(t, err)
	if other.Answer != nil {
		t.Error("what the first unit said still stands as the answer")
	}
	passed := after(t, in(tickets.Handling), told, storetest.Pass)
	if len(passed.Tell) != 0 {
		t.Errorf("the unit told the citizen, but to tell is %+v", passed.Tell)
	}
}
