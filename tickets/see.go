package tickets

// MaySee says whether a ticket is this actor's business: the centre sees all,
// clerks what their unit or one below it leads.
func MaySee(by Actor, lead string, tree Tree) bool {
	return by.Has(centre...) || by.Has(RoleUnitClerk) && tree.Within(lead, by.Unit)
}

// mustMask: outside the centre nobody learns who asked for confidentiality (M70),
// nor who reported someone (M71).
func mustMask(by Actor, confidential bool, t Type) bool {
	return (confidential || t == Report) && !by.Has(centre...)
}

// ForEyes is the ticket as this actor may see it.
func ForEyes(by Actor, t Ticket) Ticket {
	if !mustMask(by, t.Confidential, t.Type) {
		return t
	}
	t.Masked = true
	t.Call, t.Caller = "", ""
	t.Register = maskRegister(t.Register)
	entries := make([]Entry, len(t.Entries))
	for i, e := range t.Entries {
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
