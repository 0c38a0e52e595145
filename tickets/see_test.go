package tickets_test

import (
	"encoding/json"
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestIdentityIsMaskedOutsideTheCentre(t *testing.T) {
	secret := func(change func(r *tickets.Register)) tickets.Ticket {
		_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch)
		name := "王建国"
		ticket = storetest.Moved(ticket, tickets.Request{Move: tickets.MoveCorrect, Note: "他叫王建国",
			Changes: &tickets.Changes{Name: &name}})
		ticket.Unit = "云湾船厂"
		change(&ticket.Register)
		return ticket
	}
	tree := org.NewTree(storetest.Units())
	for name, ticket := range map[string]tickets.Ticket{
		"confidential": secret(func(r *tickets.Register) { r.Confidential = true }),
		"a report":     secret(func(r *tickets.Register) { r.Type = tickets.Report }),
	} {
		seen := tickets.RedactFor(storetest.Clerk("Y04"), ticket, tree)
		raw, err := json.Marshal(seen)
		if err != nil {
			t.Fatal(err)
		}
		for _, leak := range []string{"王建", "13800138000", "云湾船厂", "call.1"} {
			if strings.Contains(string(raw), leak) {
				t.Errorf("%s: a clerk reads %q in %s", name, leak, raw)
			}
		}
		if !seen.Masked || seen.Content != "工地噪声" || seen.Place == "" {
			t.Errorf("%s: masked %v, content %q: the clerk must still know the matter", name, seen.Masked, seen.Content)
		}
		if ticket.Entries[0].Written.Name != "王建军" || *ticket.Entries[2].Changes.Name != "王建国" {
			t.Error("masking changed the ticket itself")
		}
		for _, role := range []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleAuditor} {
			if full := tickets.RedactFor(storetest.By(role), ticket, tree); full.Masked || full.Caller != "13800138000" {
				t.Errorf("%s: %s sees it masked", name, role)
			}
		}
		for _, role := range org.Roles() { // whatever the role, in the bureau it is about
			bureau := storetest.By(role)
			bureau.Unit = "Y04"
			if seen := tickets.RedactFor(bureau, ticket, tree); !seen.Masked || tickets.MayUnmask(bureau, ticket, tree) {
				t.Errorf("%s: a %s of the unit learns who it is", name, role)
			}
		}
		line := tickets.RedactSummaryFor(storetest.Clerk("Y04"), tickets.Summarise(ticket), tree)
		if !line.Masked || line.Name != "***" || line.Contact != "***" {
			t.Errorf("%s: a clerk's list shows %+v", name, line)
		}
	}
	_, open := storetest.Written(1, "13800138000", storetest.Dispatch)
	if seen := tickets.RedactFor(storetest.Clerk("Y04"), open, tree); seen.Masked || seen.Contact != "13800138000" {
		t.Error("an ordinary ticket is masked: the unit could not call the citizen")
	}
}

func TestWhoMaySee(t *testing.T) {
	tree := org.NewTree(storetest.Units())
	for _, c := range []struct {
		role       org.Role
		unit, lead string
		want       bool
	}{
		{org.RoleAgent, "Y00", "", true}, {org.RoleAuditor, "Y00", "A", true},
		{org.RoleUnitClerk, "Y04", "Y04", true}, {org.RoleUnitClerk, "A", "A-09", true},
		{org.RoleUnitClerk, "A-09", "A", false}, {org.RoleUnitClerk, "Y04", "", false},
		{org.RoleUnitClerk, "", "", false}, {org.RoleTelecomAdmin, "Y00", "Y00", false},
		{org.RoleDispatcher, "A-00", "A1a", true}, {org.RoleDispatcher, "A-00", "Y04", false},
		{org.RoleLeader, "Y", "A1a", true}, {org.RoleLeader, "A", "Y04", false},
	} {
		a := storetest.By(c.role)
		a.Unit = c.unit
		if got := tickets.MaySee(a, tickets.Ticket{Lead: c.lead, Centre: "Y00"}, tree); got != c.want {
			t.Errorf("%s of %q sees a ticket of %q: %v", c.role, c.unit, c.lead, got)
		}
	}
}

// TestAUnitKeepsToItsOwnWhileTheTreeWasNeverLoaded: the service was started while the
// database was away.
func TestAUnitKeepsToItsOwnWhileTheTreeWasNeverLoaded(t *testing.T) {
	var none org.Tree
	ticket := tickets.Ticket{Centre: none.CentreFor("Y00"), CreatedBy: org.Person{Unit: "Y00"}, Register: tickets.Register{Confidential: true}}
	for unit, want := range map[string]bool{"Y00": true, "A-00": false, "Y04": false, "": false} {
		a := storetest.By(org.RoleSupervisor)
		a.Unit = unit
		if tickets.MaySee(a, ticket, none) != want || tickets.RedactFor(a, ticket, none).Masked == want {
			t.Errorf("a supervisor of %q: want %v", unit, want)
		}
	}
}
