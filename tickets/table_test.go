package tickets_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// ready makes true what a move needs beside the state.
func ready(t tickets.Ticket, m tickets.Move) tickets.Ticket {
	at := storetest.Start.Add(time.Hour)
	switch m {
	case tickets.MoveGrant, tickets.MoveRefuse:
		kind := tickets.ReturnRequest
		if !slices.Contains([]tickets.State{tickets.Dispatched, tickets.Handling, tickets.Redo, tickets.Checking}, t.State) {
			kind = tickets.ExclusionRequest
		}
		t.UnitRequests = []tickets.UnitRequest{{Kind: kind, Unit: "Y04", At: at, Note: "非我单位职责"}}
	case tickets.MoveDecide:
		t.Dispute = &tickets.Dispute{At: at, Note: "职责不清"}
	case tickets.MoveVerify, tickets.MoveStandDown:
		t.Emergency = &tickets.Emergent{RaisedAt: at, VerifyBy: at.Add(15 * time.Minute)}
	case tickets.MoveLetGo:
		t.Absorbed = []tickets.Number{storetest.Other().Number}
	case tickets.MoveTold:
		t.Tell = []tickets.Notice{{What: tickets.MoveDispatch, At: at}}
	case tickets.MoveExclude:
		t.Revisit = &tickets.Revisit{At: at, Rating: tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}}
	case tickets.MoveWithdrawFile:
		t.Files = []tickets.File{{Seq: 1, Kind: tickets.Photo, Name: "现场.jpg", By: storetest.Agent.Person, At: at}}
	case tickets.MoveRelease:
		t.Assignments = append(slices.Clone(t.Assignments), tickets.Assignment{Unit: "Y08", Role: tickets.Assist, State: tickets.ToSign, Due: at.AddDate(0, 0, 9)})
	case tickets.MoveReturn:
		if i := slices.IndexFunc(t.Assignments, func(a tickets.Assignment) bool { return a.State == tickets.Reported }); i >= 0 {
			t.Assignments = slices.Clone(t.Assignments)
			t.Assignments[i].State = tickets.InHand
		}
	case tickets.MoveSupervise:
		for i := range t.Assignments {
			t.Assignments = slices.Clone(t.Assignments)
			t.Assignments[i].State, t.Assignments[i].Due = tickets.InHand, at
		}
	}
	return t
}

// good are requests whose guards hold wherever the move is legal.
func good() map[tickets.Move]tickets.Request {
	place := "临港路81号"
	say := tickets.Request{Note: "情况说明"}
	list := map[tickets.Move]tickets.Request{
		tickets.MoveRegister: {},
		tickets.MoveCorrect:  {Note: "听错了", Changes: &tickets.Changes{Place: &place}},
		tickets.MoveDecline:  {Declined: tickets.Litigation, Refer: "法院", Note: "已进入诉讼程序", Way: tickets.Telephone},
		tickets.MoveDispatch: {Unit: "Y08", Note: "请办理"},
		tickets.MoveMerge:    {Into: storetest.Other().Number, Note: "同一件事"}, tickets.MoveAbsorb: {Into: storetest.Other().Number}, tickets.MoveLetGo: {Into: storetest.Other().Number},
		tickets.MoveHandDown: {Unit: "Y04a"}, tickets.MoveExtend: {Note: "需要检测", Limit: "3wd"},
		tickets.MoveReport: {Note: "已处理", Result: tickets.Solved}, tickets.MoveAssist: {Unit: "Y08"},
		tickets.MoveRelease: {Assignee: "Y08", Note: "不再需要"}, tickets.MoveSign: {}, tickets.MovePass: {},
		tickets.MoveRedo: storetest.Redo, tickets.MoveAnswer: storetest.Answer, tickets.MoveTold: {Way: tickets.Telephone},
		tickets.MoveAttempt: {Outcome: tickets.NoReply}, tickets.MoveRevisit: storetest.Revisit,
		tickets.MoveArchive:     {Reason: tickets.Withdrawn, Note: "来电人撤回"},
		tickets.MoveInvestigate: {Note: "已到现场", People: "城管局、电视台", Place: "临港路18号"},
		tickets.MoveAttach:      {Attach: storetest.File("现场.jpg", 1)}, tickets.MoveWithdrawFile: {File: 1, Note: "传错了"},
		tickets.MoveProlong:  {Note: "案情复杂", Limit: "30wd"},
		tickets.MoveHandOver: {Assignee: "Y04", Unit: "Y08"}, tickets.MoveRecompute: {},
	}
	for _, m := range tickets.Moves() {
		if _, ok := list[m]; !ok {
			list[m] = say
		}
	}
	return list
}

// TestAllMovesByAllRoles writes down every move that some role may make in some
// state, and compares it with the golden file: a change of the table must be a
// change there.
func TestAllMovesByAllRoles(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	for _, state := range append([]tickets.State{tickets.Unwritten}, tickets.States()...) {
		for _, move := range tickets.Moves() {
			var roles []string
			var to tickets.State
			for _, role := range append(org.Roles(), org.RoleClock) {
				actor := storetest.By(role)
				if role == org.RoleUnitClerk {
					actor.Unit = "Y04"
				}
				ticket, r := ready(storetest.In(state), move), good()[move]
				r.Move = move
				after, err := apply(ticket, actor, r)
				var illegal *tickets.Illegal
				switch {
				case err == nil:
					roles, to = append(roles, string(role)), after.State
				case !errors.As(err, &illegal):
					t.Errorf("%s %s by %s: %v, want Illegal", state, move, role, err)
				}
				offered := slices.Contains(tickets.LegalMoves(ticket, actor, storetest.RulebookWithSubunit()), move)
				if err == nil && !offered && move != tickets.MoveAbsorb && move != tickets.MoveLetGo {
					t.Errorf("%s %s by %s is legal but not offered", state, move, role)
				}
				if offered && errors.As(err, &illegal) && (illegal.Code == tickets.WrongRole || illegal.Code == tickets.WrongState) {
					t.Errorf("%s %s by %s is offered but refused: %s", state, move, role, illegal.Code)
				}
			}
			if len(roles) > 0 {
				name := string(state)
				if name == "" {
					name = "(none)"
				}
				fmt.Fprintf(&got, "%-10s %-11s -> %-10s %s\n", name, move, to, strings.Join(roles, " "))
			}
		}
	}
	const golden = "testdata/legal.txt"
	if *update {
		must(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if got.String() != string(want) {
		t.Fatalf("legal moves are now:\n%s\nif that is right, run go test ./tickets -update", got.String())
	}
}
