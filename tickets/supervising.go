package tickets

import (
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// clockTransitions are the rows of what the clock does, of reminders and supervision, and
// of what follows from a change of the rulebook.
func clockTransitions() []Transition {
	return []Transition{
		{From: []State{Answered, Revisited}, Move: MoveRemind, Roles: clockRoles, To: Same, Effect: applyRemind},
		{From: append(unanswered(), Merged), Move: MoveRemind, Roles: append(slices.Clone(headRoles), org.RoleClock), To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardRemind}, Effect: applyRemind},
		{From: append(atUnits(), Checking), Move: MoveSupervise, Roles: append(slices.Clone(headRoles), org.RoleClock), To: Same, Needs: []Guard{guardAnswering, guardHasLead},
			Wants: []Guard{guardSupervise, guardLimit, guardSupervisedCap}, Effect: applySupervise},
		{From: append(unanswered(), Merged), Move: MoveRecompute, Roles: clockRoles, To: Same, Effect: applyRecompute},
		{From: States(), Move: MoveHandOver, Roles: clockRoles, To: Same, Wants: []Guard{guardUnit, guardHandOver}, Effect: applyHandOver},
	}
}

// guardRemind requires a text of people; the clock reminds with an alarm.
func guardRemind(c Case) IllegalCode {
	switch {
	case c.By.Has(org.RoleClock):
		return ""
	case c.Request.Assignee != "" && c.Ticket.AssignmentIndex(c.Request.Assignee) < 0:
		return NotYourUnit
	}
	return guardText(c)
}

// guardSupervise requires reasons of people; the clock supervises only what is overdue.
func guardSupervise(c Case) IllegalCode {
	i := c.namedAssignment()
	switch {
	case i < 0 || !c.Ticket.Assignments[i].Open():
		return AlreadyReported
	case !c.By.Has(org.RoleClock):
		return guardText(c)
	case c.Now.Before(c.Ticket.Assignments[i].Due):
		return TooEarly
	}
	return ""
}

// guardSupervisedCap requires that the new limit of a supervision ends within the thirty
// working days too (S093). Where they are over, it is the shortest, and the leader is told.
func guardSupervisedCap(c Case) IllegalCode {
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || c.By.Has(org.RoleClock) {
		return ""
	}
	longest, ok := c.lastDay()
	end := c.Rules.Deadline(c.Now, l).At
	shortest := c.Rules.Deadline(c.Now, Limit{Days: supervisedDays}).At
	if ok && end.After(longest) && (c.Now.Before(longest) || end.After(shortest)) {
		return OverCap
	}
	return ""
}

// guardHandOver requires that the unit that ends has an assignment, or answers for the
// ticket.
var guardHandOver = check(NotYourUnit, func(c Case) bool {
	return c.Ticket.AssignmentIndex(c.Request.Assignee) >= 0 || c.Ticket.Centre == c.Request.Assignee
})

// applyRemind notes what was reminded of, so that it is done once.
func applyRemind(c Case, t *Ticket, e *Entry) {
	r := c.Request
	e.What, e.Assignee = r.What, r.Assignee
	if i := t.AssignmentIndex(r.Assignee); i >= 0 {
		e.Due = t.Assignments[i].Due
		switch r.What {
		case AlarmSign:
			t.Assignments[i].SignReminded = true
			e.Due = t.Assignments[i].SignBy
		case AlarmDue:
			t.Assignments[i].Reminded = true
		case AlarmContact:
			t.Assignments[i].ContactReminded = true
			e.Due = t.Assignments[i].ContactBy
		}
	}
	switch r.What {
	case AlarmVerify:
		em := *t.Emergency
		em.Reminded = true
		t.Emergency = &em
		e.Due = em.VerifyBy
	case AlarmPromise:
		if t.PromiseReminded && !t.PromiseReferred && t.State != Merged { // reminded without effect: a level higher, once (M44)
			t.PromiseReferred = true
			if t.Referred.IsZero() {
				t.Referred = c.Now
			}
		}
		t.PromiseReminded = true
		c.Rules.remindAgain(t, c.Now)
		e.Promise = t.Promise
	}
}

// applySupervise writes the supervision: a numbered document with a new limit and copies
// upward (S097).
func applySupervise(c Case, t *Ticket, e *Entry) {
	a := &t.Assignments[c.namedAssignment()]
	l, err := ParseLimit(c.Request.Limit)
	switch {
	case err == nil && !l.AtOnce():
	case a.Limit.Days == 0 && a.Limit.Clock > 0 && a.Supervised < 2:
		l = Limit{Clock: a.Limit.Clock}
	case a.Limit.Days == 0:
		l = Limit{Days: 1} // the third one: by now the matter is before the leader
	default:
		l = Limit{Days: supervisedDays}
	}
	e.Before, e.Assignee = a.Due, a.Unit
	a.Supervised++
	c.Rules.wind(a, c.Now, l)
	if bound, end, ok := c.Rules.earliest(t.bounds()); ok && a.Due.After(end.At) && c.Now.Before(end.At) {
		c.Rules.wind(a, bound.From, bound.Limit)
	}
	e.Limit, e.Due, e.Provisional, e.Serial = l.String(), a.Due, a.Provisional, t.paper()
	e.Copies = c.Rules.copies(t, a.Unit)
	if end, ok := c.lastDay(); ok && a.Due.After(end) && t.Referred.IsZero() { // the longest time is over: a matter of the leader's
		t.Referred = c.Now
	}
	if c.By.Has(org.RoleClock) {
		e.What = AlarmOverdue
		if a.Supervised > 1 && t.Referred.IsZero() { // supervised again: a level higher (M44)
			t.Referred = c.Now
		}
		return
	}
	if c.Now.Before(t.Promise) && c.keepPromise(t, e, *a) { // one that is broken already stays so
		t.tell(c, e, Notice{What: MoveSupervise, Unit: a.Unit, Due: a.Due, Promise: t.Promise, Why: c.Request.Note})
	}
}

// applyRecompute counts all limits again by the calendar and the options of now.
func applyRecompute(c Case, t *Ticket, e *Entry) {
	for i := range t.Assignments {
		if a := &t.Assignments[i]; a.Open() {
			c.recomputeAssignment(t, a, e)
			before := a.ContactBy
			c.recomputeContact(a) // it never ends after the limit
			if e.Due.IsZero() && !a.ContactBy.Equal(before) {
				e.What, e.Assignee, e.Before, e.Due = AlarmContact, a.Unit, before, a.ContactBy
			}
		}
	}
	d := c.Rules.Deadline(t.PromiseFrom, t.PromiseLimit)
	if !d.At.Equal(t.Promise) {
		t.PromiseReminded = t.PromiseReminded && c.Now.After(d.At)
		e.Promise = d.At
	}
	t.Promise, t.PromiseProvisional = d.At, d.Provisional
}

// applyHandOver gives the work of a unit that ends to its successor; the clock runs on.
func applyHandOver(c Case, t *Ticket, e *Entry) {
	from, to := c.Request.Assignee, c.Request.Unit
	e.Assignee, e.Unit = from, to
	if t.Centre == from {
		t.Centre = to
	}
	i, j := t.AssignmentIndex(from), t.AssignmentIndex(to)
	if i >= 0 && j >= 0 { // a return of one assignment does not mean the other
		t.dropUnitRequests(func(req UnitRequest) bool { return req.Kind == ReturnRequest && (req.Unit == from || req.Unit == to) })
	}
	for k := range t.UnitRequests {
		if t.UnitRequests[k].Unit == from {
			t.UnitRequests = slices.Clone(t.UnitRequests)
			t.UnitRequests[k].Unit = to
		}
	}
	t.oneRequestEach()
	if i < 0 {
		return
	}
	if j >= 0 { // the successor has an assignment already: the leading one stays, else the open one
		keep := t.Assignments[j]
		if t.Assignments[i].Role == Lead || keep.Role != Lead && !keep.Open() {
			keep = t.Assignments[i]
		}
		keep.Unit = to
		t.Assignments[min(i, j)] = keep
		t.Assignments = slices.Delete(t.Assignments, max(i, j), max(i, j)+1)
	} else {
		t.Assignments[i].Unit = to
	}
	if k := t.leadIndex(); k >= 0 {
		t.Lead = t.Assignments[k].Unit
	}
}

// copies returns the units that see a supervision beside the addressee: all above it, and
// the centre.
func (b Rulebook) copies(t *Ticket, unit string) []string {
	to := b.Tree.Above(unit)
	if t.Centre != "" && t.Centre != unit && !slices.Contains(to, t.Centre) {
		to = append(to, t.Centre)
	}
	return to
}

// remindAgain plans the next reminder of a promise that is over: on the next working day;
// of a merged ticket, which waits for the first one, in a week.
func (b Rulebook) remindAgain(t *Ticket, now time.Time) {
	days := 1
	if t.State == Merged {
		days = 5
	}
	t.PromiseAgain = b.morningAfter(now, days)
}

// recomputeAssignment counts the limits of one assignment again and names in the entry
// what changed.
func (c Case) recomputeAssignment(t *Ticket, a *Assignment, e *Entry) {
	d := c.Rules.dueWithin(*t, *a)
	if d.At.Equal(a.Due) && d.Provisional == a.Provisional {
		a.SignBy = c.Rules.signBy(*a)
		return
	}
	if e.Due.IsZero() || a.Role == Lead {
		e.Before, e.Due, e.Provisional, e.Assignee = a.Due, d.At, d.Provisional, a.Unit
	}
	a.Reminded = a.Reminded && c.Now.After(c.Rules.warnAt(a.From, d.At))
	a.Due, a.Provisional, a.WarnAt = d.At, d.Provisional, c.Rules.warnAt(a.From, d.At)
	a.SignBy = c.Rules.signBy(*a)
	a.signInTime()
}

// oneRequestEach keeps the newest of a unit's requests of one kind: both units that became
// one may have asked.
func (t *Ticket) oneRequestEach() {
	var kept []UnitRequest
	for i, req := range t.UnitRequests {
		if !slices.ContainsFunc(t.UnitRequests[i+1:], func(o UnitRequest) bool { return o.Kind == req.Kind && o.Unit == req.Unit }) {
			kept = append(kept, req)
		}
	}
	t.UnitRequests = kept
}
