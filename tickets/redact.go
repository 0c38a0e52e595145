package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// IdentityProtected reports whether the citizen's identity stays in the centre: they asked
// for it (M70), or reported someone (M71), or told something of a type that the city protects
// as it does reports.
func (t Ticket) IdentityProtected() bool { return t.Confidential || t.Type == Report || t.Protected }

// IdentityProtected is Ticket.IdentityProtected.
func (s Summary) IdentityProtected() bool { return s.Confidential || s.Type == Report || s.Protected }

// KnowsCitizen reports whether an actor works in the centre that answers for a ticket, or
// in one above it.
func KnowsCitizen(by org.Actor, centreOf string, tree org.Tree) bool {
	return by.Has(org.RoleClock) || by.Has(org.CentreRoles...) && answersFor(by, centreOf, tree)
}

// KnownCitizens returns the centres whose masked citizens an actor knows, and so may
// search for. masked is false where that is all of them. units are those that the actor
// sees; nil is all.
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

// MayUnmask reports whether an actor may see who the citizen is if they give a reason:
// those over the centre that answers for the ticket, who may have to save someone (M71).
func MayUnmask(by org.Actor, t Ticket, tree org.Tree) bool {
	return by.Has(org.OversightRoles...) && tree.Oversees(by.Unit, t.Centre)
}

// RedactFor returns the ticket as an actor may see it. Where the citizen's identity is
// protected, nothing that people wrote names them.
func RedactFor(by org.Actor, t Ticket, tree org.Tree) Ticket {
	if !t.IdentityProtected() || KnowsCitizen(by, t.Centre, tree) {
		return t
	}
	r := redactorOf(t)
	t.Masked = true
	t.Call, t.Caller, t.OldNumber, t.Origin = "", "", "", ""
	t.Register = r.register(t.Register)
	t.Answer = r.answer(t.Answer)
	t.Assignments = each(t.Assignments, func(p *Assignment) { p.Report = r.report(p.Report) })
	t.UnitRequests = each(t.UnitRequests, func(req *UnitRequest) { req.Note = r.Redact(req.Note) })
	t.Tell = each(t.Tell, func(n *Notice) { n.Why = r.Redact(n.Why) })
	t.Attempts = each(t.Attempts, func(a *Attempt) { a.Call = "" })
	t.Files = each(t.Files, r.file)
	t.Entries = each(t.Entries, r.entry)
	if t.Dispute != nil {
		d := *t.Dispute
		d.Note, d.Decision = r.Redact(d.Note), r.Redact(d.Decision)
		t.Dispute = &d
	}
	return t
}

// toldElsewhere returns what people wrote about a ticket as it stands in another one, whose
// readers know nothing of this citizen.
func (t Ticket) toldElsewhere(text string) string {
	if !t.IdentityProtected() {
		return text
	}
	return redactorOf(t).Redact(text)
}

// entry redacts an entry of the history.
func (r redactor) entry(e *Entry) {
	e.Call = ""
	for _, text := range []*string{&e.Note, &e.People, &e.Media, &e.Place, &e.Refer} {
		*text = r.Redact(*text)
	}
	e.Answer, e.Report = r.answer(e.Answer), r.report(e.Report)
	if e.File != nil {
		f := *e.File
		r.file(&f)
		e.File = &f
	}
	if e.Written != nil {
		written := r.register(*e.Written)
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
		*f = changed(*f, r.Redact)
	}
	e.Changes = &c
}

func (r redactor) register(g Register) Register {
	g.Name, g.Unit, g.Contact = mask(g.Name), mask(g.Unit), mask(g.Contact)
	g.Content, g.Place = r.Redact(g.Content), r.Redact(g.Place)
	return g
}

func (r redactor) answer(a *Answer) *Answer {
	if a == nil {
		return nil
	}
	hidden := *a
	hidden.Text, hidden.Source, hidden.Address = r.Redact(a.Text), r.Redact(a.Source), mask(a.Address)
	return &hidden
}

func (r redactor) report(a *UnitAnswer) *UnitAnswer {
	if a == nil {
		return nil
	}
	hidden := *a
	hidden.Text = r.Redact(a.Text)
	return &hidden
}

// file withholds what may name the citizen: all but what a handling unit added, and of
// that its scans of the citizen's letters.
func (r redactor) file(f *File) {
	if f.Withdrawn != nil {
		w := *f.Withdrawn
		w.Note = r.Redact(w.Note)
		f.Withdrawn = &w
	}
	if f.Unit != "" && f.Kind != CitizenLetter {
		f.Name = FileName(r.Redact(f.Name), f.Type) // "***" must not stand in a file name
		return
	}
	*f = File{Seq: f.Seq, Kind: f.Kind, By: f.By, At: f.At, Withdrawn: f.Withdrawn, Withheld: true}
}

// each returns a copy of a list with every item changed.
func each[T any](list []T, change func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		change(&list[i])
	}
	return list
}

// changed returns a new value made of an optional one.
func changed(s *string, by func(string) string) *string {
	if s == nil {
		return nil
	}
	text := by(*s)
	return &text
}

// RedactSummaryFor is RedactFor for a row of a list.
func RedactSummaryFor(by org.Actor, s Summary, tree org.Tree) Summary {
	hidden := s.Hidden
	s.Hidden = nil
	if !s.IdentityProtected() || KnowsCitizen(by, s.Centre, tree) {
		return s
	}
	s.Masked = true
	s.Name, s.Contact = mask(s.Name), mask(s.Contact)
	if s.Content, s.Place = "", ""; hidden != nil {
		s.Content, s.Place = hidden.Content, hidden.Place
	}
	return s
}

// mask returns "***", so that only the presence of something is told; "" stays "".
func mask(s string) string {
	if s == "" {
		return ""
	}
	return "***"
}
