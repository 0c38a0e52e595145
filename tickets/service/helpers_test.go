package service_test

import (
	"errors"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// of is an actor of a unit.
func of(unit string, role org.Role) org.Actor {
	a := by(role)
	a.ID, a.Unit = string(role)+" "+unit, unit
	return a
}

func isCode(err error, want tickets.IllegalCode) bool {
	var illegal *tickets.Illegal
	return errors.As(err, &illegal) && illegal.Code == want
}

func last(t tickets.Ticket) tickets.Entry { return t.Entries[len(t.Entries)-1] }

func moved(t *testing.T, tk tickets.Ticket, a org.Actor, now time.Time, r tickets.Request, o *tickets.Ticket) tickets.Ticket {
	t.Helper()
	out, err := tickets.Apply(tickets.Case{Ticket: tk, Request: r, By: a, Now: now, Rules: rules(), Other: o})
	if err != nil {
		t.Fatalf("%s in %s: %v", r.Move, tk.State, err)
	}
	return out
}

// after makes moves by people who may do all, an hour between them.
func after(t *testing.T, ticket tickets.Ticket, moves ...tickets.Request) tickets.Ticket {
	t.Helper()
	for _, r := range moves {
		ticket = storetest.Moved(ticket, r)
	}
	return ticket
}

// badly is a revisit that the unit is to blame for.
var badly = tickets.Request{Move: tickets.MoveRevisit, Note: "仍未解决，请重新办理", Limit: "3wd",
	Revisit: &tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}}

var again = []tickets.Request{storetest.Report, storetest.Pass, storetest.Answer}

// clerk is a clerk of a unit.
func clerk(unit string) org.Actor {
	a := by(org.RoleUnitClerk)
	a.ID, a.Name, a.Unit = "clerk "+unit, "经办员", unit
	return a
}

func shift(name string, from, until time.Time) org.Shift {
	return org.Shift{ID: name, Unit: "Y04", From: from, Until: until, Name: name, Phone: "13900139000"}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ways are the moves that bring a ticket into each state.
var ways = map[tickets.State][]tickets.Request{
	tickets.Registered: {}, tickets.Dispatched: {storetest.Dispatch},
	tickets.Handling:  {storetest.Dispatch, storetest.Sign},
	tickets.Redo:      {storetest.Dispatch, storetest.Sign, storetest.Report, redo},
	tickets.Checking:  {storetest.Dispatch, storetest.Sign, storetest.Report},
	tickets.Answering: {storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass},
	tickets.Answered:  {storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, storetest.Answer},
	tickets.Revisited: {storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, storetest.Answer, storetest.Revisit},
	tickets.Archived: {storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, storetest.Answer,
		storetest.Revisit, storetest.Archive},
	tickets.Merged: {},
}

var redo = tickets.Request{Move: tickets.MoveRedo, Note: "请到现场核实", Limit: "3wd"}

// in returns a ticket in a state, led by Y04 where it was dispatched.
func in(state tickets.State) tickets.Ticket {
	_, t := storetest.Written(1, "13800138000", ways[state]...)
	switch state {
	case tickets.Unwritten:
		return tickets.Ticket{Number: t.Number, Call: t.Call, Register: t.Register, CreatedAt: t.CreatedAt}
	case tickets.Merged:
		t, err := tickets.Apply(tickets.Case{Ticket: t, Request: tickets.Request{Move: tickets.MoveMerge, Into: other().Number},
			By: by(org.RoleAgent), Now: t.CreatedAt, Rules: storetest.Rulebook(), Other: other()})
		if err != nil {
			panic(err)
		}
		return t
	}
	return t
}

// other is another ticket of the same citizen, which a unit has in hand.
func other() *tickets.Ticket {
	_, t := storetest.Written(2, "13800138000", storetest.Dispatch)
	return &t
}

func by(roles ...org.Role) org.Actor {
	a := storetest.Agent
	a.Roles = roles
	return a
}

// rules has a unit below Y04, for handing down.
func rules() tickets.Rulebook {
	b := storetest.Rulebook()
	b.Tree = org.NewTree(append(storetest.Units(), org.Unit{Code: "Y04a", Name: "城管一大队", Parent: "Y04", Level: 2}))
	return b
}

// written is a register that is complete.
func written() tickets.Register {
	_, t := storetest.Written(1, "13800138000")
	return t.Register
}
