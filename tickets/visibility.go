package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// MaySee reports whether an actor may see a ticket: the centre and those who oversee an
// area see what belongs to it; clerks see where their unit, or one below it, has an
// assignment or took the matter down.
func MaySee(by org.Actor, t Ticket, tree org.Tree) bool {
	if by.Has(org.RoleClock) {
		return true
	}
	root := by.Unit
	switch {
	case by.Has(org.CentreRoles...), by.Has(org.OversightRoles...):
		root = tree.Scope(by.Unit)
		if tree.Oversees(by.Unit, t.Centre) {
			return true // the whole city, also what belongs to no unit yet
		}
	case !by.Has(org.RoleUnitClerk):
		return false
	}
	return slices.ContainsFunc(t.Units(), func(unit string) bool {
		return tree.Within(unit, root) || tree.Within(tree.Current(unit), root)
	})
}

// Units returns the codes of all units that the ticket concerns: the centre that answers
// for it, where it was taken down, and those with an assignment, now or before.
func (t Ticket) Units() []string {
	units := []string{}
	add := func(unit string) {
		if unit != "" && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	add(t.Centre)
	add(t.CreatedBy.Unit)
	for _, a := range t.Assignments {
		add(a.Unit)
	}
	add(t.Lead)
	for _, unit := range t.Had {
		add(unit)
	}
	return units
}

// answersFor reports whether an actor's place is in the centre that answers for a ticket,
// or over it: people of a hotline centre for their area, leaders and duty officers for
// theirs. The same role elsewhere does not count: a bureau or a county would judge its own
// work, and learn who complained about it.
func answersFor(by org.Actor, centreOf string, tree org.Tree) bool {
	return (by.Has(org.CentreRoles...) && org.InCentre(by.Unit, tree) || by.Has(org.OversightRoles...)) && tree.Oversees(by.Unit, tree.Current(centreOf))
}
