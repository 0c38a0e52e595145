package tickets

import "slices"

// MaySee says whether a ticket is this actor's business: the centre and those
// who oversee an area see what belongs to it, clerks what their unit or one
// below it has a part in or took down.
func MaySee(by Actor, t Ticket, tree Tree) bool {
	if by.Has(RoleClock) {
		return true
	}
	root := by.Unit
	switch {
	case by.Has(centre...), by.Has(above...):
		root = tree.Scope(by.Unit)
		if len(tree.byCode) == 0 || tree.byCode[root].Parent == "" {
			return true // the whole city, also what nobody owns yet
		}
	case !by.Has(RoleUnitClerk):
		return false
	}
	return slices.ContainsFunc(t.Units(), func(unit string) bool { return tree.Within(unit, root) })
}

// Units are the codes of all units that the ticket concerns: the centre that
// answers for it, where it was taken down, and those that have a part.
func (t Ticket) Units() []string {
	units := []string{}
	add := func(unit string) {
		if unit != "" && !slices.Contains(units, unit) {
			units = append(units, unit)
		}
	}
	add(t.Centre)
	add(t.CreatedBy.Unit)
	for _, p := range t.Parts {
		add(p.Unit)
	}
	add(t.Lead)
	return units
}

// mustMask: outside the centre nobody learns who asked for confidentiality (M70),
// nor who reported someone (M71).
func mustMask(by Actor, confidential bool, t Type) bool {
	return (confidential || t == Report) && !by.Has(centre...) && !by.Has(RoleClock)
}

// ForEyes is the ticket as this actor may see it.
func ForEyes(by Actor, t Ticket) Ticket {
	if !mustMask(by, t.Confidential, t.Type) {
		return t
	}
	t.Masked = true
	t.Call, t.Caller, t.OldNumber = "", "", ""
	t.Register = maskRegister(t.Register)
	t.Attempts = slices.Clone(t.Attempts)
	for i := range t.Attempts {
		t.Attempts[i].Call = ""
	}
	entries := make([]Entry, len(t.Entries))
	for i, e := range t.Entries {
		e.Call = ""
		if e.Written != nil {
			written := maskRegister(*e.Written)
			e.Written = &written
		}
		if e.Changes != nil {
			changes := *e.Changes
			for _, f := range []**string{&changes.Name, &changes.Unit, &changes.Contact} {
				if *f != nil {
					masked := mask(**f)
					*f = &masked
				}
			}
			e.Changes = &changes
			e.Note = "" // tells what was wrong with the name
		}
		entries[i] = e
	}
	t.Entries = entries
	return t
}

// SummaryForEyes is ForEyes for a line of a list.
func SummaryForEyes(by Actor, s Summary) Summary {
	if !mustMask(by, s.Confidential, s.Type) {
		return s
	}
	s.Masked = true
	s.Name, s.Contact = mask(s.Name), mask(s.Contact)
	return s
}

// MayUnmask says whether an actor may see who the citizen is if they give a
// reason: those who may have to save someone (M71).
func MayUnmask(by Actor) bool { return by.Has(above...) }

func maskRegister(r Register) Register {
	r.Name, r.Unit, r.Contact = mask(r.Name), mask(r.Unit), mask(r.Contact)
	return r
}

// mask keeps only that there was something.
func mask(s string) string {
	if s == "" {
		return ""
	}
	return "***"
}
