package tickets_test

import (
	"errors"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestNobodyJudgesTheirOwnWork: what the hotline decides is decided in the centre
// that answers for the ticket, or above it (S092, S099).
func TestNobodyJudgesTheirOwnWork(t *testing.T) {
	decisions := []tickets.Move{tickets.MoveGrant, tickets.MoveRefuse, tickets.MovePass, tickets.MoveRedo, tickets.MoveArchive,
		tickets.MoveDispatch, tickets.MoveDecide, tickets.MoveInstruct, tickets.MoveSupervise, tickets.MoveVerify,
		tickets.MoveStandDown, tickets.MoveAnswer, tickets.MoveRevisit, tickets.MoveReopen, tickets.MoveCorrect}
	roles := []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleLeader, org.RoleDutyOfficer}
	made := 0
	for _, state := range tickets.States() {
		for _, move := range decisions {
			for _, role := range roles {
				r := good()[move]
				r.Move = move
				ticket := ready(storetest.In(state), move)
				if _, err := apply(ticket, storetest.Of("Y", role), r); err != nil {
					continue // not of this role, or not in this state
				}
				made++
				for _, unit := range []string{"Y04", "A-00", "A", "A1"} {
					_, err := apply(ticket, storetest.Of(unit, role), r)
					var illegal *tickets.Illegal
					if !errors.As(err, &illegal) || illegal.Code != tickets.NotYourCentre {
						t.Errorf("%s: a %s of %s may %s (error %v)", state, role, unit, move, err)
					}
				}
			}
		}
	}
	if made < 50 {
		t.Errorf("only %d decisions were tried", made)
	}
}

func TestASubCentreDecidesWhatIsItsOwnAndHandsDown(t *testing.T) {
	own := storetest.In(tickets.Checking)
	own.Centre = "A-00"
	if _, err := apply(own, storetest.Of("A-00", org.RoleSupervisor), storetest.Pass); err != nil {
		t.Errorf("the sub-centre passes its own: %v", err)
	}
	_, given := storetest.Written(1, "13800138000", tickets.Request{Move: tickets.MoveDispatch, Unit: "A-00"})
	down := tickets.Request{Move: tickets.MoveHandDown, Unit: "A1"}
	if after, err := apply(given, storetest.Of("A-00", org.RoleDispatcher), down); err != nil || after.Lead != "A1" {
		t.Errorf("the sub-centre hands down in its area: lead %q, %v", after.Lead, err)
	}
	down.Unit = "Y04"
	if _, err := apply(given, storetest.Of("A-00", org.RoleDispatcher), down); err == nil {
		t.Error("the sub-centre hands a matter to a bureau of the city")
	}
}

func TestADisputeNeverWaitsForAMoveThatIsNotThere(t *testing.T) {
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

func TestTheThirtyDaysBeginOnce(t *testing.T) {
	boss := storetest.By(org.RoleSupervisor)
	b := storetest.RulebookWithSubunit()
	move := func(ticket tickets.Ticket, now time.Time, by org.Actor, r tickets.Request) (tickets.Ticket, error) {
		return tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: by, Now: now, Rules: b})
	}
	first := storetest.In(tickets.Handling)
	last := b.Deadline(first.Assignments[0].DispatchedAt, tickets.Limit{Days: 30}).At

	late := last.AddDate(0, 0, -3)
	other, err := move(first, late, boss, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y08", Note: "x", Limit: "7wd"})
	must(t, err)
	if !other.Assignments[0].Due.After(last) {
		t.Error("another unit has its own seven days")
	}
	back, err := move(other, late, boss, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Note: "x", Limit: "7wd"})
	must(t, err)
	if back.Assignments[0].Due.After(last) {
		t.Errorf("the matter came back, and is due %s; thirty working days end %s", back.Assignments[0].Due, last)
	}
	supervise := tickets.Request{Move: tickets.MoveSupervise, Note: "x", Limit: "15wd"}
	if _, err := move(first, late, boss, supervise); !isCode(err, tickets.OverCap) {
		t.Errorf("a supervision goes beyond thirty days: %v", err)
	}
	supervise.Limit = "3wd"
	if _, err := move(first, last.AddDate(0, 0, 20), boss, supervise); err != nil {
		t.Errorf("after thirty days the shortest limit is left: %v", err)
	}
}

func isCode(err error, want tickets.IllegalCode) bool {
	var illegal *tickets.Illegal
	return errors.As(err, &illegal) && illegal.Code == want
}

func TestAFalseAlarmGivesTheTimeBack(t *testing.T) {
	before := storetest.In(tickets.Handling)
	raised, err := apply(before, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"})
	must(t, err)
	if !raised.Assignments[0].Due.Before(before.Assignments[0].Due) || !raised.Promise.Before(before.Promise) {
		t.Fatal("raised, but nobody hurries")
	}
	down, err := apply(raised, storetest.By(org.RoleDutyOfficer), tickets.Request{Move: tickets.MoveStandDown, Note: "误报"})
	must(t, err)
	if !down.Assignments[0].Due.Equal(before.Assignments[0].Due) || !down.Promise.Equal(before.Promise) {
		t.Errorf("stood down: due %s, promised %s; before %s, %s", down.Assignments[0].Due, down.Promise, before.Assignments[0].Due, before.Promise)
	}
}

func TestACorrectedCategoryIsOneOfTheCatalogue(t *testing.T) {
	none, gas := "9999", "0102"
	_, err := apply(storetest.In(tickets.Registered), storetest.By(org.RoleAgent), tickets.Request{Move: tickets.MoveCorrect, Note: "x",
		Changes: &tickets.Changes{Category: &none}})
	var invalid *errs.Invalid
	if !errors.As(err, &invalid) || invalid.Fields[0].Field != "category" {
		t.Errorf("category 9999: %v", err)
	}
	b := storetest.RulebookWithSubunit()
	b.Categories = append(b.Categories, tickets.Category{Code: gas, Parent: "01", Name: "燃气泄漏", Type: tickets.Help, Limit: "2h", Urgency: tickets.Emergency})
	for _, state := range []tickets.State{tickets.Registered, tickets.Handling} {
		after, err := tickets.Apply(tickets.Case{Ticket: storetest.In(state), By: storetest.By(org.RoleAgent), Now: storetest.Start.Add(20 * time.Hour), Rules: b,
			Request: tickets.Request{Move: tickets.MoveCorrect, Note: "是燃气味", Changes: &tickets.Changes{Category: &gas}}})
		must(t, err)
		if after.Urgency != tickets.Emergency || !after.Emergency.Unverified() {
			t.Errorf("%s: corrected to a gas leak, but urgency %s", state, after.Urgency)
		}
	}
}

func TestThePublicReadsOnlyWhatTheHotlineChecked(t *testing.T) {
	told := tickets.Request{Move: tickets.MoveReport, Note: "内部：诉求人多次投诉", Result: tickets.Solved, Way: tickets.Telephone}
	checking, err := apply(storetest.In(tickets.Handling), storetest.Clerk("Y04"), told)
	must(t, err)
	if p := tickets.Public(checking); p.Answer != "" || !p.AnsweredAt.IsZero() {
		t.Errorf("before the check the public reads %+v", p)
	}
}
