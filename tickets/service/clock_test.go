package service_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestWorkFollowsAChainOfSuccessors: a unit ended, and its successor too, before
// the work was handed over; and one ticket that refuses holds up none of the others.
func TestWorkFollowsAChainOfSuccessors(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := storetest.By(org.RoleAdministrator)
	a := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "A1a"})
	end := func(code, parent string, level int, to string) {
		t.Helper()
		must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Unit: &org.Unit{Code: code, Name: code, Parent: parent, Level: level, Ended: true, Successor: to}}))
	}
	end("A1a", "A1", 4, "A1")
	end("A1", "A", 3, "A-09")
	must(t, o.HandOver(t.Context(), "A1a", "A1"))
	got, err := o.Ticket(t.Context(), storetest.By(org.RoleSupervisor), a.Number)
	must(t, err)
	if got.Lead != "A-09" {
		t.Errorf("the work of the first unit is led by %q", got.Lead)
	}
}

// More days for the first contact: the preview says nothing, the recount writes into every ticket.
func TestARecountOfTheFirstContactIsSeenInThePreview(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tk := o.committed(t, "1.1", tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04", Limit: "7wd", Note: "请办理"})
	_, err := o.Move(t.Context(), storetest.Clerk("Y04"), tk.Number, storetest.Sign)
	must(t, err)
	one := 1
	c := tickets.RuleChange{Options: &tickets.Options{Closing: 1050, ContactDays: &one}}
	r, err := o.Rules(t.Context())
	must(t, err)
	c.Options.Closing, c.Options.SeedRules = r.Options.Closing, r.Options.SeedRules
	p, err := o.PreviewRules(t.Context(), storetest.By(org.RoleAdministrator), c, "")
	must(t, err)
	must(t, o.ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), c))
	before, err := o.store.Ticket(t.Context(), tk.Number)
	must(t, err)
	must(t, o.Recompute(t.Context()))
	after, err := o.store.Ticket(t.Context(), tk.Number)
	must(t, err)
	if len(after.Entries) > len(before.Entries) && p.Moved == 0 && p.Looked == 0 {
		t.Errorf("the preview looked at %d tickets and moves %d; the change wrote %d entry, contact by %v -> %v; entry %+v", p.Looked, p.Moved,
			len(after.Entries)-len(before.Entries), before.Assignments[0].ContactBy, after.Assignments[0].ContactBy, last(after).Due)
	}
}
