package storetest

import (
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// By returns the tests' agent with other roles.
func By(roles ...org.Role) org.Actor {
	a := Agent
	a.Roles = roles
	return a
}

// Of returns an actor of a unit, with an id of their own.
func Of(unit string, role org.Role) org.Actor {
	a := By(role)
	a.ID, a.Unit = string(role)+" "+unit, unit
	return a
}

// Clerk returns a clerk of a unit.
func Clerk(unit string) org.Actor {
	a := Of(unit, org.RoleUnitClerk)
	a.ID, a.Name = "clerk "+unit, "经办员"
	return a
}

// Shift returns a duty of Y04.
func Shift(name string, from, until time.Time) org.Shift {
	return org.Shift{ID: name, Unit: "Y04", From: from, Until: until, Name: name, Phone: "13900139000"}
}

// RulebookWithSubunit returns Rulebook with Y04a below Y04, for handing down.
func RulebookWithSubunit() tickets.Rulebook {
	b := Rulebook()
	b.Tree = org.NewTree(append(Units(), org.Unit{Code: "Y04a", Name: "城管一大队", Parent: "Y04", Level: 2}))
	return b
}

// Redo sends the matter back to Y04; Badly is a revisit that the unit is to blame for.
var (
	Redo  = tickets.Request{Move: tickets.MoveRedo, Note: "请到现场核实", Limit: "3wd"}
	Badly = tickets.Request{Move: tickets.MoveRevisit, Note: "仍未解决，请重新办理", Limit: "3wd",
		Revisit: &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}}
)

// ReportAgain are the moves from a redo to the answer.
func ReportAgain() []tickets.Request { return []tickets.Request{Report, Pass, Answer} }

// WayTo returns the moves that bring a registered ticket into a state; none for a state
// that takes other moves, see In.
func WayTo(state tickets.State) []tickets.Request {
	loop := []tickets.Request{Dispatch, Sign, Report, Pass, Answer, Revisit, Archive}
	switch state {
	case tickets.Dispatched:
		return loop[:1]
	case tickets.Handling:
		return loop[:2]
	case tickets.Checking:
		return loop[:3]
	case tickets.Redo:
		return append(loop[:3:3], Redo)
	case tickets.Answering:
		return loop[:4]
	case tickets.Answered:
		return loop[:5]
	case tickets.Revisited:
		return loop[:6]
	case tickets.Archived:
		return loop
	}
	return nil
}

// In returns a ticket in a state, led by Y04 where it was dispatched.
func In(state tickets.State) tickets.Ticket {
	_, t := Written(1, "13800138000", WayTo(state)...)
	switch state {
	case tickets.Unwritten:
		return tickets.Ticket{Number: t.Number, Call: t.Call, Register: t.Register, CreatedAt: t.CreatedAt}
	case tickets.Merged:
		first := Other()
		t, err := tickets.Apply(tickets.Case{Ticket: t, Request: tickets.Request{Move: tickets.MoveMerge, Into: first.Number},
			By: By(org.RoleAgent), Now: t.CreatedAt, Rules: Rulebook(), Other: first})
		if err != nil {
			panic(err)
		}
		return t
	}
	return t
}

// Other returns another ticket of the same citizen, which a unit has in hand.
func Other() *tickets.Ticket {
	_, t := Written(2, "13800138000", Dispatch)
	return &t
}

// After returns a ticket after moves by a user who has every role, an hour between them.
func After(t tickets.Ticket, moves ...tickets.Request) tickets.Ticket {
	for _, r := range moves {
		t = Moved(t, r)
	}
	return t
}
