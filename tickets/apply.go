package tickets

import (
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
)

// Apply makes a move and returns the ticket with one more entry; the ticket given is left
// as it was. Errors: Illegal, Invalid, errs.ErrConflict (the ticket has moved since the
// actor saw it).
func Apply(c Case) (Ticket, error) {
	before := c.Ticket.Protected
	c.Ticket.Protected = c.Rules.protectsToo(c.Ticket.Type)
	r, t := c.Request, c.Ticket
	if r.Seen > 0 && r.Seen != len(t.Entries) {
		return Ticket{}, errs.ErrConflict
	}
	transition, err := transitionFor(c)
	if err != nil {
		return Ticket{}, err
	}
	if !r.clean() {
		return Ticket{}, c.illegal(BadNote)
	}
	for _, guard := range slices.Concat(transition.Needs, transition.Wants) {
		if code := guard(c); code != "" {
			return Ticket{}, c.illegal(code)
		}
	}
	if r.Move == MoveCorrect {
		register, err := corrected(t.Register, *r.Changes)
		if err != nil {
			return Ticket{}, err
		}
		if wrong := c.Rules.checkCorrection(t.Register, register, t.Emergency.Ongoing()); len(wrong) > 0 {
			return Ticket{}, &errs.Invalid{Fields: wrong}
		}
	}
	e := Entry{Seq: len(t.Entries) + 1, At: c.Now, Move: r.Move, From: t.State, To: transition.To,
		By: c.By.Person, Addr: c.By.From, Note: r.Note}
	if e.To == Same {
		e.To = t.State
	}
	t.Assignments, t.Entries = slices.Clone(t.Assignments), slices.Clone(t.Entries)
	if t.Protected && !before { // the city protects the type now: no unit calls the citizen
		for i := range t.Assignments {
			t.Assignments[i].dropContact()
		}
	}
	if slices.Contains(passingOn, r.Move) && c.By.Has(headRoles...) {
		t.Instructed = time.Time{}
	}
	transition.Effect(c, &t, &e)
	t.Entries = append(t.Entries, e)
	back := slices.Contains(atUnits(), t.State) && !slices.Contains(atUnits(), e.To)
	t.State, t.UpdatedAt = e.To, c.Now
	if back && t.PromiseReminded { // the office has a working day before it is reminded
		c.Rules.remindAgain(&t, c.Now)
	}
	return t, nil
}

// passingOn are the moves by which the office passes a leader's instruction on to those
// who handle the matter (S085).
var passingOn = []Move{MoveProgress, MoveDispatch, MoveAssist, MoveRemind, MoveSupervise, MoveRedo, MoveArchive}

// clean reports whether the texts of a request may be written down.
func (r Request) clean() bool {
	for _, s := range []string{r.Source, r.Refer, r.People, r.Media, r.Place, r.Call, r.Address} {
		if !text.Clean(s, text.MaxPlace) {
			return false
		}
	}
	return text.Clean(r.Note, text.MaxContent)
}
