package tickets_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestAFalseAlarmGivesTheTimeBack(t *testing.T) {
	t.Parallel()
	before := storetest.In(tickets.Handling)
	raised, err := apply(before, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"})
	must(t, err)
	if !raised.Assignments[0].Due.Before(before.Assignments[0].Due) || !raised.Promise.Before(before.Promise) {
		t.Fatal("raised, but no limit is shorter")
	}
	down, err := apply(raised, storetest.By(org.RoleDutyOfficer), tickets.Request{Move: tickets.MoveStandDown, Note: "误报"})
	must(t, err)
	if !down.Assignments[0].Due.Equal(before.Assignments[0].Due) || !down.Promise.Equal(before.Promise) {
		t.Errorf("stood down: due %s, promised %s; before %s, %s", down.Assignments[0].Due, down.Promise, before.Assignments[0].Due, before.Promise)
	}
}

// TestStandDownGivesTheUrgencyBack , not only the limits.
func TestStandDownGivesTheUrgencyBack(t *testing.T) {
	t.Parallel()
	tk := storetest.In(tickets.Handling)
	was := tk.Urgency
	tk = storetest.After(tk, tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"}, tickets.Request{Move: tickets.MoveStandDown, Note: "误报"})
	if tk.Urgency != was {
		t.Errorf("a false alarm: urgency %s, before %s", tk.Urgency, was)
	}
}

// TestAnAnsweredEmergencyIsStillVerified: the duty room is reminded also where the call
// was answered at once.
func TestAnAnsweredEmergencyIsStillVerified(t *testing.T) {
	t.Parallel()
	tk := moved(t, storetest.In(tickets.Registered), storetest.By(org.RoleAgent), storetest.Start.Add(10*time.Minute), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"}, nil)
	tk = moved(t, tk, storetest.By(org.RoleAgent), storetest.Start.Add(11*time.Minute), storetest.Answer, nil)
	if _, rings := tickets.ClockMove(tk, storetest.Start.Add(2*time.Hour)); tk.Emergency.Unverified() && !rings {
		t.Error("unverified for two hours, and nothing rings")
	}
}

// TestAReopenedTicketIsNoEmergency: the emergency ended with the archive, and the duty
// room has nothing to verify.
func TestAReopenedTicketIsNoEmergency(t *testing.T) {
	t.Parallel()
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

func TestAnEmergencyIsRaisedAlsoWhereAnotherHasEnded(t *testing.T) {
	t.Parallel()
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

func TestAnEmergencyStaysOneInAMerge(t *testing.T) {
	t.Parallel()
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
