package org_test

import (
	"slices"
	"testing"

	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestWhoAdministersWhom(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(append(storetest.Units(), org.Unit{Code: "A-00old", Parent: "A", Centre: true, Ended: true, Successor: "A-00"}))
	for of, want := range map[string]struct {
		whole bool
		units string // of Y04, A-09, A1a
	}{
		"Y": {true, "yyy"}, "Y00": {true, "yyy"}, "A-00": {false, "-yy"}, "A-00old": {false, "-yy"},
		"A": {false, "-yy"}, "A1": {false, "--y"}, "Y04": {false, "y--"},
	} {
		by := org.Actor{Person: org.Person{Unit: of}, Roles: []org.Role{org.RoleAdministrator}}
		got := ""
		for _, unit := range []string{"Y04", "A-09", "A1a"} {
			if org.Administers(by, unit, tree) {
				got += "y"
			} else {
				got += "-"
			}
		}
		if whole := org.AdministersAll(by, tree); whole != want.whole || got != want.units {
			t.Errorf("an administrator of %s: the whole %v, units %s; want %v, %s", of, whole, got, want.whole, want.units)
		}
		by.Roles = []org.Role{org.RoleSupervisor, org.RoleAuditor}
		if org.Administers(by, of, tree) || org.AdministersAll(by, tree) {
			t.Errorf("without the role, %s is administered", of)
		}
	}
}

func TestRolesThatDecideNothing(t *testing.T) {
	t.Parallel()
	tree := org.NewTree(storetest.Units())
	ofCentre := []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleAuditor}
	above := []org.Role{org.RoleLeader, org.RoleDutyOfficer}
	for unit, want := range map[string][]org.Role{
		"Y": nil, "Y00": nil, "A-00": nil,
		"A":   ofCentre, // a county's leader oversees its sub-centre, its dispatcher is in none
		"A1":  append(slices.Clone(ofCentre), above...),
		"Y04": append(slices.Clone(ofCentre), above...),
	} {
		var sorted []org.Role
		for _, r := range org.Roles() {
			if slices.Contains(want, r) {
				sorted = append(sorted, r)
			}
		}
		if got := org.IneffectiveRoles(unit, tree); !slices.Equal(got, sorted) {
			t.Errorf("%s: %v, want %v", unit, got, sorted)
		}
	}
}
