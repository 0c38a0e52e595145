package tickets_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// in returns a ticket in a state, led by Y04 where it was dispatched.
func in(state tickets.State) tickets.Ticket {
	moves := map[tickets.State][]tickets.Request{
		tickets.Registered: {}, tickets.Dispatched: {storetest.Dispatch},
		tickets.Answered: {storetest.Answer}, tickets.Closed: {storetest.Answer, storetest.Close},
	}
	_, t := storetest.Written(1, "13800138000", moves[state]...)
	if state == tickets.Unwritten {
		return tickets.Ticket{Call: t.Call, Register: t.Register}
	}
	return t
}

// good are requests whose guards all hold in any state.
func good() map[tickets.Move]tickets.Request {
	place := "临港路81号"
	return map[tickets.Move]tickets.Request{
		tickets.MoveRegister: {},
		tickets.MoveAnswer:   {Way: tickets.Telephone, Note: "已处理"},
		tickets.MoveDispatch: {Unit: "Y08", Note: "请办理"},
		tickets.MoveClose:    {Reason: tickets.Unreachable, Note: "三次未接"},
		tickets.MoveCorrect:  {Note: "听错了", Changes: &tickets.Changes{Place: &place}},
	}
}

func by(roles ...tickets.Role) tickets.Actor {
	a := storetest.Agent
	a.Roles = roles
	return a
}

func apply(t tickets.Ticket, by tickets.Actor, r tickets.Request) (tickets.Ticket, error) {
	return tickets.Apply(tickets.Case{Ticket: t, Request: r, By: by, Now: storetest.Start.Add(48 * time.Hour),
		Tree: tickets.NewTree(storetest.Units())})
}

// legal is every move that some role may make, in words: a change of the table
// must be a change here.
var legal = `
(none)     register  agent supervisor            -> registered
registered answer    agent supervisor            -> answered
registered dispatch  agent supervisor dispatcher -> dispatched
registered close     agent supervisor dispatcher -> closed
registered correct   agent supervisor dispatcher -> registered
answered   close     agent supervisor dispatcher -> closed
answered   correct   agent supervisor dispatcher -> answered
dispatched answer    agent supervisor unit_clerk dispatcher -> answered
dispatched dispatch  supervisor dispatcher       -> dispatched
dispatched close     supervisor dispatcher       -> closed
dispatched correct   agent supervisor dispatcher -> dispatched
closed     correct   agent supervisor dispatcher -> closed
`

func TestAllMovesByAllRoles(t *testing.T) {
	var got strings.Builder
	for _, state := range []tickets.State{tickets.Unwritten, tickets.Registered, tickets.Answered, tickets.Dispatched, tickets.Closed} {
		for _, move := range tickets.Moves() {
			var roles []string
			var to tickets.State
			for _, role := range tickets.Roles() {
				actor := by(role)
				if role == tickets.RoleUnitClerk {
					actor.Unit = "Y04"
				}
				r := good()[move]
				r.Move = move
				after, err := apply(in(state), actor, r)
				var illegal *tickets.Illegal
				switch {
				case err == nil:
					roles, to = append(roles, string(role)), after.State
				case !errors.As(err, &illegal):
					t.Errorf("%s %s by %s: %v, want Illegal", state, move, role, err)
				}
				offered := slices.Contains(tickets.LegalMoves(state, actor), move)
				if offered != (err == nil) {
					t.Errorf("%s %s by %s: offered %v, error %v", state, move, role, offered, err)
				}
			}
			if len(roles) > 0 {
				name := string(state)
				if name == "" {
					name = "(none)"
				}
				fmt.Fprintf(&got, "%s %s %s -> %s\n", name, move, strings.Join(roles, " "), to)
			}
		}
	}
	want := strings.Split(strings.TrimSpace(legal), "\n")
	for i := range want {
		want[i] = strings.Join(strings.Fields(want[i]), " ")
	}
	have := strings.Split(strings.TrimSpace(got.String()), "\n")
	slices.Sort(want)
	slices.Sort(have)
	if !slices.Equal(want, have) {
		t.Fatalf("legal moves:\n%s\nwant:\n%s", strings.Join(have, "\n"), strings.Join(want, "\n"))
	}
}
