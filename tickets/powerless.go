package tickets

import "slices"

// Powerless are the roles that decide nothing where a person belongs, in the order
// of Roles: those of a hotline centre outside of one, and those who oversee an area
// where no hotline centre lies in the area (see answersFor). Such people see, and
// wonder why no button is there: whoever gives them the role is told.
func Powerless(unit string, tree Tree) []Role {
	over := slices.ContainsFunc(tree.list, func(u Unit) bool {
		return u.Centre && !u.Ended && tree.Oversees(unit, u.Code)
	}) || tree.Oversees(unit, "")
	var list []Role
	for _, role := range Roles() {
		switch {
		case slices.Contains(centre, role) && !(over && inCentre(unit, tree)),
			slices.Contains(above, role) && !over:
			list = append(list, role)
		}
	}
	return list
}
