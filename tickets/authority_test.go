package tickets_test

import (
	"errors"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestASubCentreDecidesWhatIsItsOwnAndHandsDown(t *testing.T) {
	t.Parallel()
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

// TestUnitsDoNotJudgeTheirOwnWork: what the hotline decides is decided in the centre
// that answers for the ticket, or above it (S092, S099).
func TestUnitsDoNotJudgeTheirOwnWork(t *testing.T) {
	t.Parallel()
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
