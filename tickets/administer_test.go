package tickets_test

import (
	"slices"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func TestWhoAdministersWhom(t *testing.T) {
	tree := tickets.NewTree(append(storetest.Units(), tickets.Unit{Code: "A-00old", Parent: "A", Centre: true, Ended: true, Successor: "A-00"}))
	for of, want := range map[string]struct {
		whole bool
		units string // of Y04, A-09, A1a
	}{
		"Y": {true, "yyy"}, "Y00": {true, "yyy"}, "A-00": {false, "-yy"}, "A-00old": {false, "-yy"},
		"A": {false, "-yy"}, "A1": {false, "--y"}, "Y04": {false, "y--"},
	} {
		by := tickets.Actor{Person: tickets.Person{Unit: of}, Roles: []tickets.Role{tickets.RoleAdministrator}}
		got := ""
		for _, unit := range []string{"Y04", "A-09", "A1a"} {
			if tickets.Administers(by, unit, tree) {
				got += "y"
			} else {
				got += "-"
			}
		}
		if whole := tickets.AdministersAll(by, tree); whole != want.whole || got != want.units {
			t.Errorf("an administrator of %s: the whole %v, units %s; want %v, %s", of, whole, got, want.whole, want.units)
		}
		by.Roles = []tickets.Role{tickets.RoleSupervisor, tickets.RoleAuditor}
		if tickets.Administers(by, of, tree) || tickets.AdministersAll(by, tree) {
			t.Errorf("without the role somebody administers %s", of)
		}
	}
}

func TestRolesThatDecideNothing(t *testing.T) {
	tree := tickets.NewTree(storetest.Units())
	ofCentre := []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor, tickets.RoleDispatcher, tickets.RoleAuditor}
	above := []tickets.Role{tickets.RoleLeader, tickets.RoleDutyOfficer}
	for unit, want := range map[string][]tickets.Role{
		"Y": nil, "Y00": nil, "A-00": nil,
		"A":   ofCentre, // a county's leader oversees its sub-centre, its dispatcher is in none
		"A1":  append(slices.Clone(ofCentre), above...),
		"Y04": append(slices.Clone(ofCentre), above...),
	} {
		var sorted []tickets.Role
		for _, r := range tickets.Roles() {
			if slices.Contains(want, r) {
				sorted = append(sorted, r)
			}
		}
		if got := tickets.Powerless(unit, tree); !slices.Equal(got, sorted) {
			t.Errorf("%s: %v, want %v", unit, got, sorted)
		}
	}
}
