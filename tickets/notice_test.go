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

func TestNotesSayNothingOfAMaskedCitizen(t *testing.T) {
	tree := org.NewTree(storetest.Units())
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
	ticket.Type, ticket.Content, ticket.Place = tickets.Report, "我是王建军，电话138 0013 8000", "王建军家楼下"
	ticket = storetest.After(ticket, tickets.Request{Move: tickets.MoveProgress, Note: "已致电王建军（138-0013-8000）"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y04"}, storetest.Report, storetest.Pass,
		tickets.Request{Move: tickets.MoveAnswer, Way: tickets.Telephone, Note: "王建军您好，已处理"})
	seen := tickets.RedactFor(storetest.Clerk("Y04"), ticket, tree)
	texts := []string{seen.Content, seen.Place, seen.Answer.Text, seen.Entries[0].Written.Content, tickets.RedactSummaryFor(storetest.Clerk("Y04"), tickets.Summarise(ticket), tree).Content}
	for _, e := range seen.Entries {
		texts = append(texts, e.Note)
		if e.Answer != nil {
			texts = append(texts, e.Answer.Text)
		}
	}
	for _, text := range texts {
		if strings.Contains(text, "王建军") || strings.Contains(text, "8000") {
			t.Errorf("the unit reads %q", text)
		}
	}
	if !strings.Contains(seen.Answer.Text, "已处理") || ticket.Answer.Text != "王建军您好，已处理" {
		t.Errorf("the answer is %q", seen.Answer.Text)
	}
}

func TestOnlyTheHeadsUncover(t *testing.T) {
	open, complaint := false, tickets.Complaint
	ticket := storetest.In(tickets.Handling)
	ticket.Confidential = true
	r := tickets.Request{Move: tickets.MoveCorrect, Note: "误记", Changes: &tickets.Changes{Confidential: &open}}
	if _, err := apply(ticket, storetest.By(org.RoleAgent), r); !isCode(err, tickets.WrongRole) {
		t.Errorf("an agent uncovers: %v", err)
	}
	if _, err := apply(ticket, storetest.By(org.RoleSupervisor), r); err != nil {
		t.Errorf("a supervisor: %v", err)
	}
	ticket.Type = tickets.Report
	r.Changes = &tickets.Changes{Type: &complaint}
	if _, err := apply(ticket, storetest.By(org.RoleAgent), r); err != nil {
		t.Errorf("still confidential: %v", err)
	}
}

func TestABrokenPromiseIsMarked(t *testing.T) {
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

func TestAnInstructionIsSeenUntilItIsPassedOn(t *testing.T) {
	ticket := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveInstruct, Note: "三日内解决"})
	if !slices.Contains(ticket.Marks(), tickets.MarkInstructed) {
		t.Fatalf("marks %v", ticket.Marks())
	}
	say := tickets.Request{Move: tickets.MoveProgress, Note: "领导批示：三日内解决"}
	byUnit, err := apply(ticket, storetest.Clerk("Y04"), say)
	must(t, err)
	if !slices.Contains(byUnit.Marks(), tickets.MarkInstructed) {
		t.Error("a unit's own progress passes nothing on")
	}
	passed, err := apply(ticket, storetest.By(org.RoleDispatcher), say)
	must(t, err)
	if slices.Contains(passed.Marks(), tickets.MarkInstructed) {
		t.Error("passed on, but still marked")
	}
}

func TestTheLeadersDecisionBinds(t *testing.T) {
	ticket := ready(storetest.In(tickets.Dispatched), tickets.MoveDecide)
	ticket, err := apply(ticket, storetest.By(org.RoleLeader), tickets.Request{Move: tickets.MoveDecide, Note: "由城管局主办"})
	must(t, err)
	for name, try := range map[string]struct {
		by org.Actor
		r  tickets.Request
	}{
		"the unit disputes again":   {storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveDispute, Note: "x"}},
		"the unit returns it":       {storetest.Clerk("Y04"), tickets.Request{Move: tickets.MoveReturn, Note: "x"}},
		"the office goes round him": {storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", Note: "x"}},
	} {
		if _, err := apply(ticket, try.by, try.r); !isCode(err, tickets.Decided) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := apply(ticket, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispute, Note: "新情况"}); err != nil {
		t.Errorf("the office puts it before the leader once more: %v", err)
	}
}

func TestAUnitsWorkIsMergedOnlyIntoAnotherUnits(t *testing.T) {
	ticket, free := storetest.In(tickets.Handling), storetest.Other()
	free.Lead, free.Assignments, free.State = "", nil, tickets.Registered
	merge := tickets.Request{Move: tickets.MoveMerge, Into: free.Number, Note: "同一件事"}
	try := func(by org.Actor, into *tickets.Ticket) (tickets.Ticket, error) {
		return tickets.Apply(tickets.Case{Ticket: ticket, Request: merge, By: by, Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(), Other: into})
	}
	if _, err := try(storetest.By(org.RoleSupervisor), free); !isCode(err, tickets.BadTicket) {
		t.Errorf("into what nobody handles: %v", err)
	}
	if _, err := try(storetest.By(org.RoleAgent), storetest.Other()); !isCode(err, tickets.WrongRole) {
		t.Errorf("by an agent: %v", err)
	}
	merged, err := try(storetest.By(org.RoleSupervisor), storetest.Other())
	must(t, err)
	if !tickets.MaySee(storetest.Clerk("Y04"), merged, storetest.RulebookWithSubunit().Tree) {
		t.Error("the unit does not learn what became of its work")
	}
}

func TestAnEmergencyStaysOneInAMerge(t *testing.T) {
	raised, err := apply(storetest.In(tickets.Registered), storetest.By(org.RoleAgent), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"})
	must(t, err)
	first, err := tickets.Apply(tickets.Case{Ticket: *storetest.Other(), By: storetest.By(org.RoleSupervisor), Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(),
		Other: &raised, Request: tickets.Request{Move: tickets.MoveAbsorb, Into: raised.Number}})
	must(t, err)
	if !first.Emergency.Unverified() || first.Urgency != tickets.Emergency {
		t.Error("the first ticket is no emergency")
	}
	merged := storetest.In(tickets.Merged)
	merged.Emergency = raised.Emergency
	if _, err := apply(merged, storetest.By(org.RoleDutyOfficer), tickets.Request{Move: tickets.MoveVerify, Note: "属实"}); err != nil {
		t.Errorf("the merged one cannot be verified: %v", err)
	}
}

func TestNobodyIsTelephonedWithoutANumber(t *testing.T) {
	ticket := storetest.In(tickets.Registered)
	ticket.Contact, ticket.Caller, ticket.Register.ContactDeclined = "", "", true
	if _, err := apply(ticket, storetest.By(org.RoleAgent), storetest.Answer); !isCode(err, tickets.NoContactThere) {
		t.Errorf("answered by telephone: %v", err)
	}
	r := storetest.Answer
	r.Way = tickets.Visit
	if _, err := apply(ticket, storetest.By(org.RoleAgent), r); err != nil {
		t.Errorf("answered in person: %v", err)
	}
}

func TestSupervisionsGoALevelHigher(t *testing.T) {
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
