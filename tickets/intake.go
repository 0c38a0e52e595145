package tickets

import (
	"slices"
	"time"

	"hotline12345/internal/text"
	"hotline12345/tickets/org"
)

// intakeTransitions are the rows of the intake: from a matter of any kind to a ticket.
func intakeTransitions() []Transition {
	return []Transition{
		{From: []State{Unwritten}, Move: MoveRegister, Roles: append(slices.Clone(receptionRoles), org.RoleUnitClerk, org.RoleDispatcher, org.RoleClock), To: Registered, Effect: applyRegister},
		{From: []State{Registered}, Move: MoveDecline, Roles: officeRoles, To: Answered,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardDeclined, guardText, guardWay, guardAnswerTime}, Effect: applyDecline},
		{From: []State{Registered}, Move: MoveMerge, Roles: officeRoles, To: Merged,
			Needs: []Guard{guardAnswering, guardNothingAbsorbed}, Wants: []Guard{guardInto, guardIntoLongest}, Effect: applyMerge},
		{From: []State{Dispatched, Handling}, Move: MoveMerge, Roles: headRoles, To: Merged,
			Needs: []Guard{guardAnswering, guardNothingAbsorbed}, Wants: []Guard{guardInto, guardIntoLed, guardIntoLongest, guardText}, Effect: applyMerge},
		{From: unanswered(), Move: MoveAbsorb, Roles: officeRoles, To: Same, Inner: true, Wants: []Guard{guardAbsorb}, Effect: applyAbsorb},
		{From: []State{Merged}, Move: MoveSeparate, Roles: headRoles, To: Registered, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText}, Effect: applySeparate},
		{From: States(), Move: MoveLetGo, Roles: headRoles, To: Same, Inner: true, Wants: []Guard{guardLetGo}, Effect: applyLetGo},
		{From: States(), Move: MoveCorrect, Roles: officeRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText, guardChanges, guardUncover}, Effect: applyCorrect},
	}
}

// guardUncover requires a head of the office where a correction ends the masking of a
// citizen (M70, M71).
var guardUncover = check(WrongRole, func(c Case) bool {
	if c.Request.Changes == nil || !c.Ticket.IdentityProtected() || c.By.Has(headRoles...) {
		return true
	}
	after, err := corrected(c.Ticket.Register, *c.Request.Changes)
	return err != nil || after.Confidential || c.Rules.Protects(after.Type)
})

// guardChanges requires a correction that changes something.
var guardChanges = check(NeedsChange, func(c Case) bool {
	return c.Request.Changes != nil && *c.Request.Changes != (Changes{})
})

// guardDeclined requires a reason of the list, and the right place to turn to (M33).
func guardDeclined(c Case) IllegalCode {
	switch {
	case !slices.Contains(DeclineReasons(), c.Request.Declined):
		return BadReason
	case text.IsBlank(c.Request.Refer):
		return NeedsRefer
	}
	return ""
}

// guardNothingAbsorbed requires that no ticket was merged into this one: it stays the
// first.
var guardNothingAbsorbed = check(HasAbsorbed, func(c Case) bool { return len(c.Ticket.Absorbed) == 0 })

// guardInto requires another ticket that is still open and not merged itself.
var guardInto = check(BadTicket, func(c Case) bool {
	o := c.Other
	return o != nil && o.Number == c.Request.Into && o.Number != c.Ticket.Number && o.State.Open() && o.State != Merged
})

// guardIntoLed requires that a unit leads the other ticket: work of a unit is merged only
// into work with a clock.
var guardIntoLed = check(BadTicket, func(c Case) bool { return c.Other != nil && c.Other.Lead != "" })

// guardLetGo requires a ticket that was merged into this one.
var guardLetGo = check(BadTicket, func(c Case) bool { return slices.Contains(c.Ticket.Absorbed, c.Request.Into) })

// guardAbsorb requires the ticket that is merged into this one.
var guardAbsorb = check(BadTicket, func(c Case) bool {
	return c.Other != nil && c.Other.Number == c.Request.Into && c.Other.Number != c.Ticket.Number &&
		!slices.Contains(c.Ticket.Absorbed, c.Request.Into)
})

// verifyLimit is how long the duty room has to verify an emergency (S088).
const verifyLimit = 15 * time.Minute

// applyRegister starts the citizen's clock, and an emergency where the category proposes
// one.
func applyRegister(c Case, t *Ticket, e *Entry) {
	written := t.Register
	e.Written, e.Call = &written, c.Request.Call
	if t.Channel == "" {
		t.Channel = ByCall
	}
	if t.Centre == "" {
		t.Centre = c.Rules.Tree.CentreFor(c.By.Unit)
	}
	t.Urgency = c.Rules.UrgencyOf(t.Category)
	if t.Urgency == Emergency {
		t.Emergency = &Emergent{RaisedAt: c.Now, VerifyBy: c.Now.Add(verifyLimit)}
	}
	_, promise := c.Rules.LimitsFor(t.Register, t.Urgency)
	c.Rules.promise(t, c.Now, promise)
	e.Promise = t.Promise
}

// applyDecline answers the citizen at once: the matter is not the hotline's.
func applyDecline(c Case, t *Ticket, e *Entry) {
	t.Declined = c.Request.Declined
	e.Declined, e.Refer = c.Request.Declined, c.Request.Refer
	applyAnswer(c, t, e)
}

// applyCorrect changes the register; what was first written stays in the first entry.
func applyCorrect(c Case, t *Ticket, e *Entry) {
	changes := *c.Request.Changes
	e.Changes = &changes
	before := c.Rules.UrgencyOf(t.Category)
	t.Register, _ = corrected(t.Register, changes) // Apply has checked it
	t.Protected = c.Rules.protectsToo(t.Type)
	if t.IdentityProtected() || t.Contact == "" { // no unit can call a citizen who is masked or left no number
		for i := range t.Assignments {
			t.Assignments[i].dropContact()
		}
	}
	switch now := c.Rules.UrgencyOf(t.Category); {
	case now == before || t.Emergency != nil: // a person has decided already
	case now != Emergency:
		t.Urgency = now
	case slices.Contains(unanswered(), t.State): // as if it had been registered so (S088)
		applyRaise(c, t, e)
	}
}

// applyMerge leaves the handling to the first ticket. The promise to this citizen stays.
func applyMerge(c Case, t *Ticket, e *Entry) {
	t.Into, e.Ticket = c.Request.Into, c.Request.Into
	for _, a := range t.Assignments {
		t.Had = append(slices.Clone(t.Had), a.Unit)
	}
	t.Assignments, t.Lead, t.Tell = nil, "", nil
	t.dropUnitRequests(UnitRequest.aboutWork)
}

// applyAbsorb takes another ticket in; an emergency of the other becomes one of this.
func applyAbsorb(c Case, t *Ticket, e *Entry) {
	e.Ticket, e.Bounds, e.Note = c.Request.Into, c.Other.bounds(), c.Other.toldElsewhere(e.Note)
	t.Absorbed = append(slices.Clone(t.Absorbed), c.Request.Into)
	if c.Other.Emergency.Ongoing() && !t.Emergency.Ongoing() {
		applyRaise(c, t, e)
	}
}

// applySeparate ends the merge on the side of the ticket that was merged.
func applySeparate(c Case, t *Ticket, e *Entry) {
	e.Bounds = c.boundsInside()
	e.Ticket, t.Into = t.Into, ""
}

// applyLetGo ends the merge on the side of the first ticket, which no longer answers for
// the other.
func applyLetGo(c Case, t *Ticket, e *Entry) {
	if e.Ticket = c.Request.Into; c.Other != nil {
		e.Note = c.Other.toldElsewhere(e.Note)
	}
	t.Absorbed = slices.DeleteFunc(slices.Clone(t.Absorbed), func(n Number) bool { return n == c.Request.Into })
}
