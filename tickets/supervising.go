package tickets

import (
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// copies are the units that see a supervision beside the addressee: all above
// it, and the centre.
func (b Rulebook) copies(t *Ticket, unit string) []string {
	to := b.Tree.Above(unit)
	if t.Centre != "" && t.Centre != unit && !slices.Contains(to, t.Centre) {
		to = append(to, t.Centre)
	}
	return to
}

// remind remembers what was reminded of, so that it is not done twice.
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
		if t.PromiseReminded && !t.PromiseReferred && t.State != Merged { // reminded in vain: a level higher, once (M44)
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

// remindAgain plans the next reminder of a promise that is over: on the next working
// day; of a merged ticket, which waits for the first one, in a week.
func (b Rulebook) remindAgain(t *Ticket, now time.Time) {
	days := 1
	if t.State == Merged {
		days = 5
	}
	t.PromiseAgain = b.morningAfter(now, days)
}

// supervise is the written supervision: a numbered document with a new limit,
// copies upward (S097).
func applySupervise(c Case, t *Ticket, e *Entry) {
	p := &t.Assignments[c.namedAssignment()]
	l, err := ParseLimit(c.Request.Limit)
	switch {
	case err == nil && !l.AtOnce():
	case p.Limit.Days == 0 && p.Limit.Clock > 0 && p.Supervised < 2:
		l = Limit{Clock: p.Limit.Clock}
	case p.Limit.Days == 0:
		l = Limit{Days: 1} // after the third one paper helps no more: it is the leader's now
	default:
		l = Limit{Days: supervisedDays}
	}
	e.Before, e.Assignee = p.Due, p.Unit
	p.Supervised++
	c.Rules.wind(p, c.Now, l)
	e.Limit, e.Due, e.Provisional, e.Serial = l.String(), p.Due, p.Provisional, t.paper()
	e.Copies = c.Rules.copies(t, p.Unit)
	if c.By.Has(org.RoleClock) {
		e.What = AlarmOverdue
		if p.Supervised > 1 && t.Referred.IsZero() { // supervised again: a level higher (M44)
			t.Referred = c.Now
		}
	}
}

// recompute counts all limits again by the calendar and the options as they are now.
func applyRecompute(c Case, t *Ticket, e *Entry) {
	for i := range t.Assignments {
		if p := &t.Assignments[i]; p.Open() {
			c.recomputeAssignment(p, e)
			before := p.ContactBy
			c.recomputeContact(p) // it never ends after the limit
			if e.Due.IsZero() && !p.ContactBy.Equal(before) {
				e.What, e.Assignee, e.Before, e.Due = AlarmContact, p.Unit, before, p.ContactBy
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

func (c Case) recomputeAssignment(p *Assignment, e *Entry) {
	d := c.Rules.Deadline(p.From, p.Limit)
	if d.At.Equal(p.Due) && d.Provisional == p.Provisional {
		p.SignBy = c.Rules.signBy(*p)
		return
	}
	if e.Due.IsZero() || p.Role == Lead {
		e.Before, e.Due, e.Provisional, e.Assignee = p.Due, d.At, d.Provisional, p.Unit
	}
	p.Reminded = p.Reminded && c.Now.After(c.Rules.warnAt(p.From, d.At))
	p.Due, p.Provisional, p.WarnAt = d.At, d.Provisional, c.Rules.warnAt(p.From, d.At)
	p.SignBy = c.Rules.signBy(*p)
	p.signInTime()
}

// recomputeContact counts the limit of a first contact again that is awaited still.
func (c Case) recomputeContact(p *Assignment) {
	if p.awaitsContact() {
		c.Rules.windContact(p)
		p.ContactReminded = p.ContactReminded && c.Now.After(p.ContactWarnAt)
	}
}

// Stale says whether a ticket's limits differ from what the calendar says now.
func NeedsRecount(t Ticket, b Rulebook) bool {
	for _, p := range t.Assignments {
		d := b.Deadline(p.From, p.Limit)
		if p.Open() && (!d.At.Equal(p.Due) || d.Provisional != p.Provisional || !b.signBy(p).Equal(p.SignBy)) {
			return true
		}
		if p.awaitsContact() && !b.contactBy(p).Equal(p.ContactBy) {
			return true
		}
	}
	d := b.Deadline(t.PromiseFrom, t.PromiseLimit)
	return !d.At.Equal(t.Promise) || d.Provisional != t.PromiseProvisional
}

// handOver gives the work of a unit that ends to its successor, with its clock.
func applyHandOver(c Case, t *Ticket, e *Entry) {
	from, to := c.Request.Assignee, c.Request.Unit
	e.Assignee, e.Unit = from, to
	if t.Centre == from {
		t.Centre = to
	}
	i, j := t.AssignmentIndex(from), t.AssignmentIndex(to)
	if i >= 0 && j >= 0 { // a return of one part is none of the other's
		t.dropUnitRequests(func(p UnitRequest) bool { return p.Kind == ReturnRequest && (p.Unit == from || p.Unit == to) })
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
	if j >= 0 { // it has a part already: the leading one stays, else the one that owes its answer
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

// onePleaEach keeps the newest of a unit's pleas of one kind: both units that
// became one had asked.
func (t *Ticket) oneRequestEach() {
	var kept []UnitRequest
	for i, p := range t.UnitRequests {
		if !slices.ContainsFunc(t.UnitRequests[i+1:], func(o UnitRequest) bool { return o.Kind == p.Kind && o.Unit == p.Unit }) {
			kept = append(kept, p)
		}
	}
	t.UnitRequests = kept
}

// guardRemind: people remind with words, the clock with an alarm.
func guardRemind(c Case) IllegalCode {
	switch {
	case c.By.Has(org.RoleClock):
		return ""
	case c.Request.Assignee != "" && c.Ticket.AssignmentIndex(c.Request.Assignee) < 0:
		return NotYourUnit
	}
	return guardText(c)
}

// guardSupervise: people give reasons; the clock only supervises what is overdue.
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

// guardSupervisedCap: the new limit of a supervision ends within the thirty
// working days too (S093); where they are over, it is the shortest.
func guardSupervisedCap(c Case) IllegalCode {
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || c.By.Has(org.RoleClock) {
		return ""
	}
	p := c.Ticket.Assignments[c.namedAssignment()]
	end := c.Rules.Deadline(c.Now, l).At
	shortest := c.Rules.Deadline(c.Now, Limit{Days: supervisedDays}).At
	if end.After(c.Rules.cap(p)) && end.After(shortest) {
		return OverCap
	}
	return ""
}

// guardHandOver: something of the ticket belongs to the unit that ends.
var guardHandOver = check(NotYourUnit, func(c Case) bool {
	return c.Ticket.AssignmentIndex(c.Request.Assignee) >= 0 || c.Ticket.Centre == c.Request.Assignee
})

// clockRules: what happens by itself, or by an administrator's change.
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
