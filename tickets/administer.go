package tickets

// Whoever administers the city's centre, or the top, administers the whole. An
// administrator of a sub-centre (S040) or of another unit has the accounts and
// rosters of that area alone: rules, imports and webhooks are the city's.

// Administers says whether an actor administers the people of a unit.
func Administers(by Actor, unit string, tree Tree) bool {
	if !by.Has(RoleAdministrator) {
		return false
	}
	return whole(by.Unit, tree) || tree.Within(tree.Current(unit), tree.Scope(tree.Current(by.Unit)))
}

// AdministersAll says whether an actor administers the whole city.
func AdministersAll(by Actor, tree Tree) bool {
	return by.Has(RoleAdministrator) && whole(by.Unit, tree)
}

// whole says whether a unit's area is the whole. A tree that was never loaded says
// yes: nothing can be administered before the database is there, which says so.
func whole(unit string, tree Tree) bool {
	return !tree.Loaded() || tree.Oversees(unit, "")
}

// administered are the units of an administrator's area; nil is all.
func administered(by Actor, tree Tree) []string {
	if AdministersAll(by, tree) {
		return nil
	}
	return tree.Serves(tree.Scope(tree.Current(by.Unit)))
}
