package org_test

import (
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// of is an actor of a unit.
func of(unit string, role org.Role) org.Actor {
	a := by(role)
	a.ID, a.Unit = string(role)+" "+unit, unit
	return a
}

// clerk is a clerk of a unit.
func clerk(unit string) org.Actor {
	a := by(org.RoleUnitClerk)
	a.ID, a.Name, a.Unit = "clerk "+unit, "经办员", unit
	return a
}

func by(roles ...org.Role) org.Actor {
	a := storetest.Agent
	a.Roles = roles
	return a
}
