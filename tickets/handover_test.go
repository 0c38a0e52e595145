package tickets_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestHandOverKeepsTheOpenWork where two units become one: the first assisted and has
// answered, the other assists and has not.
func TestHandOverKeepsTheOpenWork(t *testing.T) {
	t.Parallel()
	tk := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"}, tickets.Request{Move: tickets.MoveAssist, Unit: "A-09"},
		tickets.Request{Move: tickets.MoveSign, Assignee: "Y08"}, tickets.Request{Move: tickets.MoveReport, Assignee: "Y08", Result: tickets.Solved, Note: "已配合"})
	tk = moved(t, tk, org.Clock(), storetest.Start.Add(40*time.Hour), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y08", Unit: "A-09"}, nil)
	i := slices.IndexFunc(tk.Assignments, func(a tickets.Assignment) bool { return a.Unit == "A-09" })
	if !tk.Assignments[i].Open() {
		t.Errorf("A-09 owed its answer, now it counts as answered by what Y08 said: %+v", tk.Assignments[i])
	}
}

// TestHandOverTurnsNoReturnIntoTheLeads: an assisting unit asked for it before it
// became one with the lead.
func TestHandOverTurnsNoReturnIntoTheLeads(t *testing.T) {
	t.Parallel()
	tk := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"})
	tk = moved(t, tk, storetest.Clerk("Y08"), storetest.Start.Add(20*time.Hour), tickets.Request{Move: tickets.MoveReturn, Note: "不需协办"}, nil)
	tk = moved(t, tk, org.Clock(), storetest.Start.Add(40*time.Hour), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y08", Unit: "Y04"}, nil)
	for _, req := range tk.UnitRequests {
		if req.Kind == tickets.ReturnRequest && req.Unit == tk.Lead {
			t.Errorf("the lead never asked to return the matter: %+v", req)
		}
	}
}

func TestUnitsThatBecomeOneHaveOneRequestOfAKind(t *testing.T) {
	t.Parallel()
	ticket := storetest.After(storetest.In(tickets.Handling), tickets.Request{Move: tickets.MoveAssist, Unit: "Y08"})
	for _, unit := range []string{"Y04", "Y08"} {
		ticket.UnitRequests = append(ticket.UnitRequests, tickets.UnitRequest{Kind: tickets.ExtensionRequest, Unit: unit, Days: 3, Note: unit})
	}
	one, err := apply(ticket, org.Clock(), tickets.Request{Move: tickets.MoveHandOver, Assignee: "Y04", Unit: "Y08"})
	must(t, err)
	if len(one.UnitRequests) != 1 || one.UnitRequests[0].Unit != "Y08" {
		t.Fatalf("requests of the unit that stays: %+v", one.UnitRequests)
	}
	_, err = apply(one, storetest.By(org.RoleSupervisor), tickets.Request{Move: tickets.MoveRefuse, Note: "不同意"})
	must(t, err)
}

func TestTheSuccessorSeesWhatTheEndedUnitHad(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(append(storetest.Units(), org.Unit{Code: "Z7", Parent: "Y", Level: 1, Ended: true, Successor: "Y08"}))
	old := storetest.In(tickets.Archived)
	old.Lead, old.Assignments = "Z7", []tickets.Assignment{{Unit: "Z7", Role: tickets.Lead, State: tickets.Reported}}
	if !tickets.MaySee(storetest.Clerk("Y08"), old, tree) {
		t.Error("the successor does not see the archived ticket")
	}
	if tickets.MaySee(storetest.Clerk("Y04"), old, tree) {
		t.Error("another unit sees it")
	}
	if served := strings.Join(tree.Serves("Y08"), " "); served != "Y08 Z7" {
		t.Errorf("Y08 serves %s", served)
	}
}

// TestTheSuccessorHandlesWhatReachedAnEndedUnit after the work was handed over.
func TestTheSuccessorHandlesWhatReachedAnEndedUnit(t *testing.T) {
	t.Parallel()
	b := storetest.RulebookWithSubunit()
	var units []org.Unit
	for _, u := range append(storetest.Units(), org.Unit{Code: "Y04a", Parent: "Y04", Level: 2}) {
		if u.Code == "Y04" {
			u.Ended, u.Successor = true, "Y08"
		}
		units = append(units, u)
	}
	b.Tree = org.NewTree(units)
	tk := storetest.In(tickets.Dispatched)
	c := storetest.Clerk("Y08")
	if !tickets.MaySee(c, tk, b.Tree) {
		t.Fatal("not seen")
	}
	if _, err := tickets.Apply(tickets.Case{Ticket: tk, Request: tickets.Request{Move: tickets.MoveSign}, By: c, Now: storetest.Start.Add(9 * time.Hour), Rules: b}); err != nil {
		t.Errorf("the successor sees it and cannot sign: %v", err)
	}
}

// TestTheSuccessorCentreReopensTheArchive where two districts became one.
func TestTheSuccessorCentreReopensTheArchive(t *testing.T) {
	t.Parallel()
	var units []org.Unit
	for _, u := range append(storetest.Units(), org.Unit{Code: "B", Parent: "Y", Level: 2, Name: "B区"}, org.Unit{Code: "B-00", Parent: "B", Level: 2, Centre: true, Name: "B中心"}) {
		if u.Code == "A-00" {
			u.Ended, u.Successor = true, "B-00"
		}
		units = append(units, u)
	}
	b := storetest.RulebookWithSubunit()
	b.Tree = org.NewTree(units)
	tk := storetest.In(tickets.Archived)
	tk.Centre = "A-00"
	who := storetest.By(org.RoleSupervisor)
	who.Unit = "B-00"
	if !tickets.MaySee(who, tk, b.Tree) {
		t.Fatal("not seen")
	}
	if _, err := tickets.Apply(tickets.Case{Ticket: tk, Request: tickets.Request{Move: tickets.MoveReopen, Note: "又发生"}, By: who, Now: storetest.Start.Add(99 * time.Hour), Rules: b}); err != nil {
		t.Errorf("the successor centre sees it, and may not reopen it: %v", err)
	}
}
