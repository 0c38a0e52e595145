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

func TestACorrectionLeavesWhatWasWritten(t *testing.T) {
	t.Parallel()
	name, secret := "王建国", true
	before := storetest.In(tickets.Registered)
	after, err := apply(before, storetest.By(org.RoleAgent), tickets.Request{Move: tickets.MoveCorrect, Note: "听错了",
		Changes: &tickets.Changes{Name: &name, Confidential: &secret}})
	must(t, err)
	if after.Name != name || !after.Confidential || after.Entries[0].Written.Name != "王建军" || before.Name != "王建军" {
		t.Fatalf("after the correction: name %q, first written %q", after.Name, after.Entries[0].Written.Name)
	}
	for field, changes := range map[string]tickets.Changes{
		"contact": {Contact: new(string)}, "content": {Content: new(string)}, "type": {Type: new(tickets.Type)},
	} {
		_, err := apply(before, storetest.By(org.RoleAgent), tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &changes})
		var invalid *errs.Invalid
		if !errors.As(err, &invalid) || invalid.Fields[0].Field != field {
			t.Errorf("empty %s: error %v, want Invalid", field, err)
		}
	}
}

func TestACorrectedCategoryIsOneOfTheCatalogue(t *testing.T) {
	t.Parallel()
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

func TestOnlyTheHeadsUncover(t *testing.T) {
	t.Parallel()
	open, complaint := false, tickets.Complaint
	ticket := storetest.In(tickets.Handling)
	ticket.Confidential = true
	r := tickets.Request{Move: tickets.MoveCorrect, Note: "误记", Changes: &tickets.Changes{Confidential: &open}}
	if _, err := apply(ticket, storetest.By(org.RoleAgent), r); !isCode(err, tickets.WrongRole) {
		t.Errorf("an agent uncovers: %v", err)
	}
	if _, err := apply(ticket, storetest.By(org.RoleSupervisor), r); err != nil {
		t.Errorf("a supervisor: %v", err)
	}
	ticket.Type = tickets.Report
	r.Changes = &tickets.Changes{Type: &complaint}
	if _, err := apply(ticket, storetest.By(org.RoleAgent), r); err != nil {
		t.Errorf("still confidential: %v", err)
	}
}

func TestAUnitsWorkIsMergedOnlyIntoAnotherUnits(t *testing.T) {
	t.Parallel()
	ticket, free := storetest.In(tickets.Handling), storetest.Other()
	free.Lead, free.Assignments, free.State = "", nil, tickets.Registered
	merge := tickets.Request{Move: tickets.MoveMerge, Into: free.Number, Note: "同一件事"}
	try := func(by org.Actor, into *tickets.Ticket) (tickets.Ticket, error) {
		return tickets.Apply(tickets.Case{Ticket: ticket, Request: merge, By: by, Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(), Other: into})
	}
	if _, err := try(storetest.By(org.RoleSupervisor), free); !isCode(err, tickets.BadTicket) {
		t.Errorf("into what no unit handles: %v", err)
	}
	if _, err := try(storetest.By(org.RoleAgent), storetest.Other()); !isCode(err, tickets.WrongRole) {
		t.Errorf("by an agent: %v", err)
	}
	merged, err := try(storetest.By(org.RoleSupervisor), storetest.Other())
	must(t, err)
	if !tickets.MaySee(storetest.Clerk("Y04"), merged, storetest.RulebookWithSubunit().Tree) {
		t.Error("the unit does not learn what became of its work")
	}
}
