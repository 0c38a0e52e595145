package tickets_test

import (
	"slices"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestARedispatchKeepsTheOtherAssistants: those that it does not name stay, with what
// they answered.
func TestARedispatchKeepsTheOtherAssistants(t *testing.T) {
	t.Parallel()
	tk := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"}, tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"},
		tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"})
	one, err := apply(tk, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"A1"}, Note: "改派"})
	must(t, err)
	if !slices.ContainsFunc(one.Assignments, func(a tickets.Assignment) bool { return a.Unit == "Y08" }) {
		t.Errorf("Y08 and what it answered are gone: %d assignments", len(one.Assignments))
	}
	two, err := apply(tk, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Assist: []string{"Y08"}, Note: "改派"})
	must(t, err)
	if i := slices.IndexFunc(two.Assignments, func(a tickets.Assignment) bool { return a.Unit == "Y08" }); two.Assignments[i].State != tickets.Reported {
		t.Errorf("Y08 had answered and must answer anew: %s", two.Assignments[i].State)
	}
}

func TestAnotherLeadTakesTheFirstOnesAnswerAway(t *testing.T) {
	t.Parallel()
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
