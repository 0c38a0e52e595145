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
		if tree.Oversees(by.Unit, t.Centre) {
			return true // the whole city, also what nobody owns yet
		}
	case !by.Has(RoleUnitClerk):
		return false
	}
	return slices.ContainsFunc(t.Units(), func(unit string) bool {
		return tree.Within(unit, root) || tree.Within(tree.Current(unit), root)
	})
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
	for _, unit := range t.Had {
		add(unit)
	}
	return units
}

// secret: who the citizen is stays in the centre; they asked for it (M70), or
// reported someone (M71).
func secret(confidential bool, t Type) bool { return confidential || t == Report }

// knowsCitizens says whether an actor works in the centre that answers for a
// ticket, or in one above it. The same role in another unit is no help: a bureau
// must not learn who complained about it.
func knowsCitizens(by Actor, centreOf string, tree Tree) bool {
	return by.Has(RoleClock) || by.Has(centre...) && tree.Oversees(by.Unit, centreOf)
}

// ForEyes is the ticket as this actor may see it.
func ForEyes(by Actor, t Ticket, tree Tree) Ticket {
	if !secret(t.Confidential, t.Type) || knowsCitizens(by, t.Centre, tree) {
		return t
	}
	t.Masked = true
	h := hiderOf(t)
	t.Content, t.Place = h.hide(t.Content), h.hide(t.Place)
	t.Answer = h.answer(t.Answer)
	t.Call, t.Caller, t.OldNumber = "", "", ""
	t.Register = maskRegister(t.Register, h)
	t.Attempts = slices.Clone(t.Attempts)
	for i := range t.Attempts {
		t.Attempts[i].Call = ""
	}
	entries := make([]Entry, len(t.Entries))
	for i, e := range t.Entries {
		e.Call, e.Note, e.Answer = "", h.hide(e.Note), h.answer(e.Answer)
		if e.Written != nil {
			written := maskRegister(*e.Written, h)
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
func SummaryForEyes(by Actor, s Summary, tree Tree) Summary {
	if !secret(s.Confidential, s.Type) || knowsCitizens(by, s.Centre, tree) {
		return s
	}
	s.Masked = true
	h := hiderOf(Ticket{Register: Register{Name: s.Name, Contact: s.Contact}})
	s.Content, s.Place = h.hide(s.Content), h.hide(s.Place)
	s.Name, s.Contact = mask(s.Name), mask(s.Contact)
	return s
}

// MayUnmask says whether an actor may see who the citizen is if they give a
// reason: those over the centre that answers for it, who may have to save
// someone (M71).
func MayUnmask(by Actor, t Ticket, tree Tree) bool {
	return by.Has(above...) && tree.Oversees(by.Unit, t.Centre)
}

func (h hider) answer(a *Answer) *Answer {
	if a == nil {
		return nil
	}
	hidden := *a
	hidden.Text = h.hide(a.Text)
	return &hidden
}

func maskRegister(r Register, h hider) Register {
	r.Name, r.Unit, r.Contact = mask(r.Name), mask(r.Unit), mask(r.Contact)
	r.Content, r.Place = h.hide(r.Content), h.hide(r.Place)
	return r
}

// mask keeps only that there was something.
func mask(s string) string {
	if s == "" {
		return ""
	}
	return "***"
}
