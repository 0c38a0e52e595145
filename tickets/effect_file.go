package tickets

import "slices"

// attach adds a file. What a handling unit adds is marked as its own: units that
// may not know the citizen see only that (M70).
func attach(c Case, t *Ticket, e *Entry) {
	f := *c.Request.Attach
	f.Seq, f.By, f.At = e.Seq, c.By.Person, c.Now
	if p, ok := c.own(); ok && c.By.Has(RoleUnitClerk) && !c.By.Has(centre...) {
		f.Unit, e.Part = p.Unit, p.Unit
	}
	t.Files = append(slices.Clip(t.Files), f)
	e.File = &f
}

// withdrawFile takes a file back; its content stays, but is not served.
func withdrawFile(c Case, t *Ticket, e *Entry) {
	t.Files = each(t.Files, func(f *File) {
		if f.Seq == c.Request.File {
			f.Withdrawn = &Withdrawal{By: c.By.Person, At: c.Now, Note: c.Request.Note}
			e.File = &File{}
			*e.File = *f
		}
	})
}
