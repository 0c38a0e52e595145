package tickets_test

import (
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestADisputeCanBeDecidedInEveryState(t *testing.T) {
	t.Parallel()
	for _, state := range []tickets.State{tickets.Merged, tickets.Registered, tickets.Answering, tickets.Answered, tickets.Revisited} {
		ticket := ready(storetest.In(state), tickets.MoveDecide)
		after, err := apply(ticket, storetest.By(org.RoleLeader), tickets.Request{Move: tickets.MoveDecide, Note: "由城管局答复"})
		if err != nil || after.Dispute.Open() {
			t.Errorf("%s: %v", state, err)
		}
	}
	if _, err := apply(ready(storetest.In(tickets.Answered), tickets.MoveDecide), storetest.By(org.RoleLeader),
		tickets.Request{Move: tickets.MoveDecide, Note: "x", Unit: "Y08"}); err == nil {
		t.Error("an answered matter gets another lead, but stays answered")
	}
}

func TestTheLeadersDecisionBinds(t *testing.T) {
	t.Parallel()
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

// TestAWaitingReturnDoesNotUndoTheDecision: granted afterwards, it would take the lead
// that the leader decided.
func TestAWaitingReturnDoesNotUndoTheDecision(t *testing.T) {
	t.Parallel()
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

func TestAnInstructionIsSeenUntilItIsPassedOn(t *testing.T) {
	t.Parallel()
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

// TestAnInstructionIsNotForgottenInTheArchive: an agent cannot close over what the
// leader wrote; the heads of the office, who pass it on, may (S085).
func TestAnInstructionIsNotForgottenInTheArchive(t *testing.T) {
	t.Parallel()
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

// TestAnInstructedMatterIsReferredOnce , not again each day that the promise is over.
func TestAnInstructedMatterIsReferredOnce(t *testing.T) {
	t.Parallel()
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

// TestAMergedTicketIsNotPutBeforeTheLeader , who could not instruct it: the first one
// is with a unit.
func TestAMergedTicketIsNotPutBeforeTheLeader(t *testing.T) {
	t.Parallel()
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
