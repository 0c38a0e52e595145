package org

import (
	"errors"
	"slices"

	"hotline12345/internal/errs"
)

// An administrator of the city's centre, or of the top, administers the whole. An
// administrator of a sub-centre (S040) or of another unit has the accounts and
// rosters of that area alone: rules, imports and webhooks are the city's.

// Administers reports whether an actor administers the people of a unit.
//
// An administrator of the city's centre, or of the top, administers the whole. One of a
// sub-centre (S040) or of another unit has the accounts and rosters of that area alone:
// rules, imports and webhooks are the city's.
func Administers(by Actor, unit string, tree Tree) bool {
	if !by.Has(RoleAdministrator) {
		return false
	}
	return OverseesAll(by.Unit, tree) || tree.Within(tree.Current(unit), tree.Scope(tree.Current(by.Unit)))
}

// AdministersAll reports whether an actor administers the whole city.
func AdministersAll(by Actor, tree Tree) bool {
	return by.Has(RoleAdministrator) && OverseesAll(by.Unit, tree)
}

// OverseesAll reports whether a unit's area is the whole. With a tree that was never
// loaded it is: nothing can be administered before the database is there, which reports
// that itself.
func OverseesAll(unit string, tree Tree) bool {
	return !tree.Loaded() || tree.Oversees(unit, "")
}

// AdministeredUnits returns the units of an administrator's area; nil is all.
func AdministeredUnits(by Actor, tree Tree) []string {
	if AdministersAll(by, tree) {
		return nil
	}
	return tree.Serves(tree.Scope(tree.Current(by.Unit)))
}

// IneffectiveRoles returns the roles that decide nothing where a person belongs, in the
// order of Roles: those of a hotline centre outside of one, and those who oversee an area
// where no hotline centre lies in the area (see answersFor of package tickets). Such
// people see tickets without a button to move them, so the administrator who gives them
// the role is warned.
func IneffectiveRoles(unit string, tree Tree) []Role {
	over := slices.ContainsFunc(tree.list, func(u Unit) bool {
		return u.Centre && !u.Ended && tree.Oversees(unit, u.Code)
	}) || tree.Oversees(unit, "")
	var list []Role
	for _, role := range Roles() {
		switch {
		case slices.Contains(CentreRoles, role) && !(over && InCentre(unit, tree)),
			slices.Contains(OversightRoles, role) && !over:
			list = append(list, role)
		}
	}
	return list
}

// InCentre reports whether a unit is a hotline centre, or the top, which has them all.
func InCentre(code string, tree Tree) bool {
	unit, known := tree.Unit(tree.Current(code))
	return unit.Centre || unit.Parent == "" || !known
}

// VisibleUnits returns the units whose tickets an actor sees; nil is all. ErrForbidden:
// none.
func VisibleUnits(by Actor, tree Tree) ([]string, error) {
	root := by.Unit
	switch {
	case by.Has(CentreRoles...), by.Has(OversightRoles...):
		root = tree.Scope(by.Unit)
		if u, ok := tree.Unit(root); ok && u.Parent == "" || !tree.Loaded() {
			return nil, nil
		}
	case !by.Has(RoleUnitClerk):
		return nil, errs.ErrForbidden
	}
	return tree.Serves(root), nil
}

// Errors that callers branch on.
var (
	// ErrOwnAccount: administrators would lock themselves out.
	ErrOwnAccount = errors.New("not with one's own account")
	// ErrLastAdministrator: no administrator of the whole would be left.
	ErrLastAdministrator = errors.New("the last administrator")
)
