package tickets_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestHandingDownDoesNotEscapeTheSupervision: the second disappointment counts although
// the redo was handed down (M58).
func TestHandingDownDoesNotEscapeTheSupervision(t *testing.T) {
	t.Parallel()
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

func TestAnAssistingUnitsAssignmentGoesBackAlone(t *testing.T) {
	t.Parallel()
	ticket := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report)
	back, err := apply(ticket, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Assignee: "Y08", Note: "请补充照片", Limit: "1wd"})
	must(t, err)
	if back.State != tickets.Checking || back.Assignments[1].State != tickets.InHand || back.Assignments[0].State != tickets.Reported {
		t.Errorf("%s, assignments %+v", back.State, back.Assignments)
	}
	if _, err := apply(back, storetest.By(org.RoleSupervisor), storetest.Pass); !isCode(err, tickets.AssignmentsMissing) {
		t.Errorf("passed without the assignment that went back: %v", err)
	}
	if _, err := apply(storetest.In(tickets.Answered), storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRedo, Assignee: "Y08", Note: "x", Limit: "1wd"}); err == nil {
		t.Error("a redo names a unit without an assignment")
	}
}

func TestARevisitSendsNoAssistingUnitBack(t *testing.T) {
	t.Parallel()
	ticket := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"},
		storetest.Report, storetest.Pass, storetest.Answer)
	for _, unit := range []string{"Y08", "nonsense"} {
		r := storetest.Badly
		r.Assignee = unit
		if _, err := apply(ticket, storetest.By(org.RoleAgent), r); !isCode(err, tickets.NoAssistant) {
			t.Errorf("a revisit names the assignment of %q: %v", unit, err)
		}
	}
}
func TestTheSecondDisappointmentIsSupervised(t *testing.T) {
	t.Parallel()
	checked := storetest.After(storetest.In(tickets.Checking), storetest.Redo) // a redo of the check is none
	once := storetest.After(storetest.After(checked, storetest.ReportAgain()...), storetest.Badly)
	if last := once.Entries[len(once.Entries)-1]; last.Supervised || once.Assignments[0].Supervised != 0 {
		t.Error("the first disappointment is supervised already")
	}
	twice := storetest.After(storetest.After(once, storetest.ReportAgain()...), storetest.Badly)
	last := twice.Entries[len(twice.Entries)-1]
	if !last.Supervised || last.Serial == "" || len(last.Copies) == 0 || twice.Assignments[0].Supervised != 1 {
		t.Errorf("the second one is no supervision: %+v", last)
	}
}
