package tickets

import "slices"

// secret: who the citizen is stays in the centre; they asked for it (M70), or
// reported someone (M71).
func secret(confidential bool, t Type) bool { return confidential || t == Report }

// knowsCitizens says whether an actor works in the centre that answers for a
// ticket, or in one above it.
func knowsCitizens(by Actor, centreOf string, tree Tree) bool {
	return by.Has(RoleClock) || by.Has(centre...) && answersFor(by, centreOf, tree)
}

// citizensOf are the centres whose masked citizens an actor knows, and so may look
// for; masked is false where that is all of them. units are those that they see.
func citizensOf(by Actor, tree Tree, units []string) (centres []string, masked bool) {
	if units == nil {
		return nil, !by.Has(centre...)
	}
	for _, u := range units {
		if knowsCitizens(by, u, tree) {
			centres = append(centres, u)
		}
	}
	return centres, true
}

// MayUnmask says whether an actor may see who the citizen is if they give a
// reason: those over the centre that answers for it, who may have to save
// someone (M71).
func MayUnmask(by Actor, t Ticket, tree Tree) bool {
	return by.Has(above...) && tree.Oversees(by.Unit, t.Centre)
}

// ForEyes is the ticket as this actor may see it: where the citizen is a secret,
// all that people wrote is without them.
func ForEyes(by Actor, t Ticket, tree Tree) Ticket {
	if !secret(t.Confidential, t.Type) || knowsCitizens(by, t.Centre, tree) {
		return t
	}
	h := hiderOf(t)
	t.Masked = true
	t.Call, t.Caller, t.OldNumber, t.Origin = "", "", "", ""
	t.Register = h.register(t.Register)
	t.Answer = h.answer(t.Answer)
	t.Parts = each(t.Parts, func(p *Part) { p.Report = h.report(p.Report) })
	t.Pleas = each(t.Pleas, func(p *Plea) { p.Note = h.hide(p.Note) })
	t.Tell = each(t.Tell, func(n *Notice) { n.Why = h.hide(n.Why) })
	t.Attempts = each(t.Attempts, func(a *Attempt) { a.Call = "" })
	t.Files = each(t.Files, h.file)
	t.Entries = each(t.Entries, h.entry)
	if t.Dispute != nil {
		d := *t.Dispute
		d.Note, d.Decision = h.hide(d.Note), h.hide(d.Decision)
		t.Dispute = &d
	}
	return t
}

// entry hides what a line of the history says.
func (h hider) entry(e *Entry) {
	e.Call = ""
	for _, text := range []*string{&e.Note, &e.People, &e.Place, &e.Refer} {
		*text = h.hide(*text)
	}
	e.Answer, e.Report = h.answer(e.Answer), h.report(e.Report)
	if e.File != nil {
		f := *e.File
		h.file(&f)
		e.File = &f
	}
	if e.Written != nil {
		written := h.register(*e.Written)
		e.Written = &written
	}
	if e.Changes == nil {
		return
	}
	e.Note = "" // tells what was wrong with the name
	c := *e.Changes
	for _, f := range []**string{&c.Name, &c.Unit, &c.Contact} {
		*f = changed(*f, mask)
	}
	for _, f := range []**string{&c.Content, &c.Place} {
		*f = changed(*f, h.hide)
	}
	e.Changes = &c
}

func (h hider) register(r Register) Register {
	r.Name, r.Unit, r.Contact = mask(r.Name), mask(r.Unit), mask(r.Contact)
	r.Content, r.Place = h.hide(r.Content), h.hide(r.Place)
	return r
}

func (h hider) answer(a *Answer) *Answer {
	if a == nil {
		return nil
	}
	hidden := *a
	hidden.Text, hidden.Source, hidden.Address = h.hide(a.Text), h.hide(a.Source), mask(a.Address)
	return &hidden
}

func (h hider) report(a *UnitAnswer) *UnitAnswer {
	if a == nil {
		return nil
	}
	hidden := *a
	hidden.Text = h.hide(a.Text)
	return &hidden
}

// file withholds what may name the citizen: all but what a handling unit added, and
// its scans of the citizen's letters too.
func (h hider) file(f *File) {
	if f.Withdrawn != nil {
		w := *f.Withdrawn
		w.Note = h.hide(w.Note)
		f.Withdrawn = &w
	}
	if f.Unit != "" && f.Kind != CitizenLetter {
		f.Name = FileName(h.hide(f.Name), f.Type) // the signs that stand for what is hidden are none of a name
		return
	}
	*f = File{Seq: f.Seq, Kind: f.Kind, By: f.By, At: f.At, Withdrawn: f.Withdrawn, Withheld: true}
}

// each is a copy of a list with every item changed.
func each[T any](list []T, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}

// changed is a new value made of an optional one.
func changed(s *string, by func(string) string) *string {
	if s == nil {
		return nil
	}
	text := by(*s)
	return &text
}

// SummaryForEyes is ForEyes for a line of a list.
func SummaryForEyes(by Actor, s Summary, tree Tree) Summary {
	hidden := s.Hidden
	s.Hidden = nil
	if !secret(s.Confidential, s.Type) || knowsCitizens(by, s.Centre, tree) {
		return s
	}
	s.Masked = true
	s.Name, s.Contact = mask(s.Name), mask(s.Contact)
	if s.Content, s.Place = "", ""; hidden != nil {
		s.Content, s.Place = hidden.Content, hidden.Place
	}
	return s
}

// mask keeps only that there was something.
func mask(s string) string {
	if s == "" {
		return ""
	}
	return "***"
}
