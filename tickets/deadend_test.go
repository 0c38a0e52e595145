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

func TestUnitsThatBecomeOneHaveOnePleaOfAKind(t *testing.T) {
	ticket := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"})
	for _, unit := range []string{"Y04", "Y08"} {
		ticket.UnitRequests = append(ticket.UnitRequests, tickets.UnitRequest{Kind: tickets.ExtensionRequest, Unit: unit, Days: 3, Note: unit})
	}
	one, err := apply(ticket, org.Clock(), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y04", Unit: "Y08"})
	must(t, err)
	if len(one.UnitRequests) != 1 || one.UnitRequests[0].Unit != "Y08" {
		t.Fatalf("pleas of the unit that stays: %+v", one.UnitRequests)
	}
	_, err = apply(one, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRefuse, Note: "不同意"})
	must(t, err)
}

func TestTheSuccessorSeesWhatTheEndedUnitHad(t *testing.T) {
	tree := org.NewTree(append(storetest.Units(), org.Unit{Code: "Z7", Parent: "Y", Level: 1, Ended: true, Successor: "Y08"}))
	old := storetest.In(tickets.Archived)
	old.Lead, old.Assignments = "Z7", []tickets.Assignment{{Unit: "Z7", Role: tickets.Lead, State: tickets.Reported}}
	if !tickets.MaySee(storetest.Clerk("Y08"), old, tree) {
		t.Error("the archived ticket of a unit that ended is nobody's")
	}
	if tickets.MaySee(storetest.Clerk("Y04"), old, tree) {
		t.Error("another unit sees it")
	}
	if served := strings.Join(tree.Serves("Y08"), " "); served != "Y08 Z7" {
		t.Errorf("Y08 serves %s", served)
	}
}

func TestAReopenedMatterCanBeArchived(t *testing.T) {
	ticket := storetest.In(tickets.Revisited)
	ticket.Revisit.Satisfied = 1
	ticket = storetest.After(ticket, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"}, tickets.Request{Move: tickets.MoveReopen, Note: "又发生了"},
		storetest.Answer, storetest.Archive)
	if ticket.State != tickets.Archived {
		t.Errorf("it is %s", ticket.State)
	}
}

func TestAnAssistingUnitsPartGoesBackAlone(t *testing.T) {
	ticket := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report)
	back, err := apply(ticket, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Assignee: "Y08", Note: "请补充照片", Limit: "1wd"})
	must(t, err)
	if back.State != tickets.Checking || back.Assignments[1].State != tickets.InHand || back.Assignments[0].State != tickets.Reported {
		t.Errorf("%s, parts %+v", back.State, back.Assignments)
	}
	if _, err := apply(back, storetest.By(org.RoleSupervisor), storetest.Pass); !isCode(err, tickets.PartsMissing) {
		t.Errorf("passed without the part that went back: %v", err)
	}
	if _, err := apply(storetest.In(tickets.Answered), storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Assignee: "Y08", Note: "x", Limit: "1wd"}); err == nil {
		t.Error("a redo names a unit without a part")
	}
}

func TestARevisitSendsNoAssistingUnitBack(t *testing.T) {
	ticket := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report, storetest.Pass, storetest.Answer)
	for _, part := range []string{"Y08", "nonsense"} {
		r := storetest.Badly
		r.Assignee = part
		if _, err := apply(ticket, storetest.By(org.RoleAgent), r); !isCode(err, tickets.NoAssistant) {
			t.Errorf("a revisit names the part of %q: %v", part, err)
		}
	}
}

func TestAnExcludedRatingLeadsToNoSupervision(t *testing.T) {
	once := storetest.After(storetest.In(tickets.Answered), storetest.Badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"},
		tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest})
	twice := storetest.After(storetest.After(once, storetest.ReportAgain()...), storetest.Badly)
	if last := twice.Entries[len(twice.Entries)-1]; last.Supervised {
		t.Error("the first rating does not count, but the second one is the second")
	}
}

func TestAnEmergencyIsRaisedAlsoWhereAnotherHasEnded(t *testing.T) {
	first := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"},
		tickets.Request{Move: tickets.MoveVerify, Note: "属实"}, tickets.Request{Move: tickets.MoveStandDown, Note: "已排除"})
	second := *storetest.Other()
	second.Emergency = &tickets.Emergent{RaisedAt: storetest.Start, VerifyBy: storetest.Start.Add(15 * time.Minute)}
	merged, err := tickets.Apply(tickets.Case{Ticket: first, Other: &second, By: storetest.By(org.RoleAgent), Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(),
		Request: tickets.Request{Move: tickets.MoveAbsorb, Into: second.Number, Note: "同一处"}})
	must(t, err)
	if !merged.Emergency.Unverified() || merged.Urgency != tickets.Emergency {
		t.Errorf("a new emergency came, but the ticket has %+v", merged.Emergency)
	}
}

// TestAnInstructionIsNotForgottenInTheArchive: an agent cannot close over what the
// leader wrote; whoever passes such things on may (S085).
func TestAnInstructionIsNotForgottenInTheArchive(t *testing.T) {
	ticket := storetest.After(storetest.In(tickets.Revisited), tickets.Request{Move: tickets.MoveInstruct, Note: "举一反三，全市排查"})
	if _, err := apply(ticket, storetest.By(org.RoleAgent), storetest.Archive); !isCode(err, tickets.StillPending) {
		t.Errorf("an agent archives over the leader's instruction: %v", err)
	}
	closed, err := apply(ticket, storetest.By(org.RoleSupervisor), storetest.Archive)
	must(t, err)
	if !closed.Instructed.IsZero() || slices.Contains(closed.Marks(), tickets.MarkInstructed) {
		t.Error("the archived ticket still waits for the instruction to be passed on")
	}
}

func TestAnotherLeadTakesTheFirstOnesAnswerAway(t *testing.T) {
	told := tickets.Request{Move: tickets.MoveReport, Assignee: "Y04", Note: "已告知", Result: tickets.Explained, Way: tickets.Telephone}
	ticket := storetest.After(storetest.In(tickets.Handling), told)
	if ticket.Answer == nil {
		t.Fatal("the unit told the citizen")
	}
	ticket = ready(ticket, tickets.MoveDecide)
	other, err := apply(ticket, storetest.By(org.RoleLeader), tickets.Request{Move: tickets.MoveDecide, Unit: "Y08", Note: "由人社局主办"})
	must(t, err)
	if other.Answer != nil {
		t.Error("what the first unit said still stands as the answer")
	}
	passed := storetest.After(storetest.In(tickets.Handling), told, storetest.Pass)
	if len(passed.Tell) != 0 {
		t.Errorf("the unit told the citizen, but to tell is %+v", passed.Tell)
	}
}
