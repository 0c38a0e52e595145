package tickets_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestWhoMaySee(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
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
