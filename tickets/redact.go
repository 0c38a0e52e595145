package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// secret: who the citizen is stays in the centre; they asked for it (M70), or
// reported someone (M71).
func identityProtected(confidential bool, t Type) bool { return confidential || t == Report }

// knowsCitizens says whether an actor works in the centre that answers for a
// ticket, or in one above it.
func KnowsCitizen(by org.Actor, centreOf string, tree org.Tree) bool {
	return by.Has(org.RoleClock) || by.Has(org.CentreRoles...) && answersFor(by, centreOf, tree)
}

// citizensOf are the centres whose masked citizens an actor knows, and so may look
// for; masked is false where that is all of them. units are those that they see.
func KnownCitizens(by org.Actor, tree org.Tree, units []string) (centres []string, masked bool) {
	if units == nil {
		return nil, !by.Has(org.CentreRoles...)
	}
	for _, u := range units {
		if KnowsCitizen(by, u, tree) {
			centres = append(centres, u)
		}
	}
	return centres, true
}

// MayUnmask says whether an actor may see who the citizen is if they give a
// reason: those over the centre that answers for it, who may have to save
// someone (M71).
func MayUnmask(by org.Actor, t Ticket, tree org.Tree) bool {
	return by.Has(org.OversightRoles...) && tree.Oversees(by.Unit, t.Centre)
}

// ForEyes is the ticket as this actor may see it: where the citizen is a secret,
// all that people wrote is without them.
func RedactFor(by org.Actor, t Ticket, tree org.Tree) Ticket {
	if !identityProtected(t.Confidential, t.Type) || KnowsCitizen(by, t.Centre, tree) {
		return t
	}
	h := redactorOf(t)
	t.Masked = true
	t.Call, t.Caller, t.OldNumber, t.Origin = "", "", "", ""
	t.Register = h.register(t.Register)
	t.Answer = h.answer(t.Answer)
	t.Assignments = each(t.Assignments, func(p *Assignment) { p.Report = h.report(p.Report) })
	t.UnitRequests = each(t.UnitRequests, func(p *UnitRequest) { p.Note = h.redact(p.Note) })
	t.Tell = each(t.Tell, func(n *Notice) { n.Why = h.redact(n.Why) })
	t.Attempts = each(t.Attempts, func(a *Attempt) { a.Call = "" })
	t.Files = each(t.Files, h.file)
	t.Entries = each(t.Entries, h.entry)
	if t.Dispute != nil {
		d := *t.Dispute
		d.Note, d.Decision = h.redact(d.Note), h.redact(d.Decision)
		t.Dispute = &d
	}
	return t
}

// entry hides what a line of the history says.
func (h redactor) entry(e *Entry) {
	e.Call = ""
	for _, text := range []*string{&e.Note, &e.People, &e.Place, &e.Refer} {
		*text = h.redact(*text)
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
		*f = changed(*f, h.redact)
	}
	e.Changes = &c
}

func (h redactor) register(r Register) Register {
	r.Name, r.Unit, r.Contact = mask(r.Name), mask(r.Unit), mask(r.Contact)
	r.Content, r.Place = h.redact(r.Content), h.redact(r.Place)
	return r
}

func (h redactor) answer(a *Answer) *Answer {
	if a == nil {
		return nil
	}
	hidden := *a
	hidden.Text, hidden.Source, hidden.Address = h.redact(a.Text), h.redact(a.Source), mask(a.Address)
	return &hidden
}

func (h redactor) report(a *UnitAnswer) *UnitAnswer {
	if a == nil {
		return nil
	}
	hidden := *a
	hidden.Text = h.redact(a.Text)
	return &hidden
}

// file withholds what may name the citizen: all but what a handling unit added, and
// its scans of the citizen's letters too.
func (h redactor) file(f *File) {
	if f.Withdrawn != nil {
		w := *f.Withdrawn
		w.Note = h.redact(w.Note)
		f.Withdrawn = &w
	}
	if f.Unit != "" && f.Kind != CitizenLetter {
		f.Name = FileName(h.redact(f.Name), f.Type) // the signs that stand for what is hidden are none of a name
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
func RedactSummaryFor(by org.Actor, s Summary, tree org.Tree) Summary {
	hidden := s.Hidden
	s.Hidden = nil
	if !identityProtected(s.Confidential, s.Type) || KnowsCitizen(by, s.Centre, tree) {
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
