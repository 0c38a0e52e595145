package tickets

import (
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// dispatchTransitions are the rows of dispatching: which units handle the matter.
func dispatchTransitions() []Transition {
	return []Transition{
		{From: []State{Registered}, Move: MoveDispatch, Roles: officeRoles, To: Answering, If: forInformation,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardAssist}, Effect: applyInform},
		{From: atUnits(), Move: MoveDispatch, Roles: headRoles, To: Answering, If: forInformation,
			Needs: []Guard{guardAnswering, guardUndecided}, Wants: []Guard{guardUnit, guardOtherUnit, guardAssist, guardText}, Effect: applyInform},
		{From: []State{Registered}, Move: MoveDispatch, Roles: officeRoles, To: Dispatched,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardAssist, guardLimit, guardLongest, guardPromise}, Effect: applyDispatch},
		{From: atUnits(), Move: MoveDispatch, Roles: headRoles, To: Dispatched,
			Needs: []Guard{guardAnswering, guardUndecided}, Wants: []Guard{guardUnit, guardOtherUnit, guardAssist, guardLimit, guardText, guardLongest}, Effect: applyDispatch},
		{From: atUnits(), Move: MoveHandDown, Roles: []org.Role{org.RoleUnitClerk, org.RoleSupervisor, org.RoleDispatcher}, To: Dispatched,
			Needs: []Guard{guardOwnLead, guardNoReturn}, Wants: []Guard{guardUnit, guardBelow, guardOtherUnit}, Effect: applyHandDown},
		{From: atUnits(), Move: MoveAssist, Roles: headRoles, To: Same, If: forInformation,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardNotAssigned}, Effect: applyInformAssist},
		{From: atUnits(), Move: MoveAssist, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardNotAssigned, guardLimit, guardLongest, guardPromise}, Effect: applyAssist},
		{From: append(atUnits(), Checking), Move: MoveRelease, Roles: headRoles, To: Same,
			Needs: []Guard{guardAnswering, guardAssistants}, Wants: []Guard{guardAssistAssigned, guardText}, Effect: applyRelease},
	}
}

// forInformation: no answer is asked for (S090).
var forInformation = &Condition{"no answer asked for", func(c Case) bool { return c.Request.ForInformation }}

// guardAssist requires assisting units that exist, none twice and none that leads.
func guardAssist(c Case) IllegalCode {
	for i, unit := range c.Request.Assist {
		switch {
		case !c.Rules.Tree.Works(unit):
			return UnknownUnit
		case unit == c.Request.Unit, slices.Contains(c.Request.Assist[:i], unit):
			return SameUnit
		}
	}
	return ""
}

// guardOtherUnit requires that a re-dispatch goes to another unit.
var guardOtherUnit = check(SameUnit, func(c Case) bool { return c.Request.Unit != c.Ticket.Lead })

// guardBelow requires a unit within the actor's own branch of the tree, of a sub-centre
// within the area that it serves (S041). So a department cannot push its duty down to a
// street or a village, which are not below it (M45).
var guardBelow = check(NotBelow, func(c Case) bool {
	return c.Rules.Tree.Within(c.Request.Unit, c.Rules.Tree.Scope(c.By.Unit))
})

// guardNotAssigned requires a unit that has no assignment yet.
var guardNotAssigned = check(SameUnit, func(c Case) bool { return c.Ticket.AssignmentIndex(c.Request.Unit) < 0 })

var guardOwnLead = ownAssignment(NotYourUnit, func(_ Case, a Assignment) bool { return a.Role == Lead })

// guardAssistants requires a unit that assists.
var guardAssistants = check(NoAssistant, func(c Case) bool {
	return slices.ContainsFunc(c.Ticket.Assignments, func(a Assignment) bool { return a.Role == Assist })
})

// guardAssistAssigned requires that the unit named assists.
var guardAssistAssigned = check(NoAssistant, func(c Case) bool {
	i := c.Ticket.AssignmentIndex(c.Request.Assignee)
	return i >= 0 && c.Ticket.Assignments[i].Role == Assist
})

// applyDispatch names the leading unit and those who assist (S082, S086). Units that
// assist already keep their assignments; MoveRelease ends one.
func applyDispatch(c Case, t *Ticket, e *Entry) {
	r, l := c.Request, c.limit(t)
	lead := c.capped(t, c.Rules.newAssignment(r.Unit, Lead, c.Now, l))
	assignments := []Assignment{lead}
	for _, a := range t.Assignments {
		if a.Role == Assist && a.Unit != r.Unit {
			assignments = append(assignments, a)
		}
	}
	for _, unit := range r.Assist {
		if !slices.ContainsFunc(assignments, func(a Assignment) bool { return a.Unit == unit }) {
			assignments = append(assignments, c.capped(t, c.Rules.newAssignment(unit, Assist, c.Now, l)))
		}
	}
	t.Assignments, t.Lead = assignments, r.Unit
	t.Answer = nil // an answer of another unit does not hold any more
	t.dropUnitRequests(func(req UnitRequest) bool {
		return req.aboutWork() && (t.AssignmentIndex(req.Unit) < 0 || req.Kind == ReturnRequest)
	})
	e.Unit, e.Assist, e.Limit, e.Due, e.Provisional = r.Unit, r.Assist, l.String(), lead.Due, lead.Provisional
	e.ByPhone = r.ByPhone
	n := Notice{What: MoveDispatch, Unit: r.Unit, Due: lead.Due}
	if c.keepPromise(t, e, lead) {
		n.Promise, n.Why = t.Promise, r.Note
	}
	t.tell(c, e, n)
}

// applyHandDown passes the lead to a unit below; the clock runs on.
func applyHandDown(c Case, t *Ticket, e *Entry) {
	i := t.leadIndex()
	a := t.Assignments[i]
	t.dropUnitRequests(func(req UnitRequest) bool { return req.aboutWork() && req.Unit == a.Unit })
	if j := t.AssignmentIndex(c.Request.Unit); j >= 0 { // it assisted until now
		t.Assignments = slices.Delete(t.Assignments, j, j+1)
		i = t.leadIndex()
	}
	fresh := c.Rules.newAssignment(c.Request.Unit, Lead, c.Now, a.Limit)
	if a.awaitsContact() && c.Now.After(a.ContactBy) { // it was late already
		e.FirstContact = ContactNever
	}
	e.Assignee = a.Unit
	a.Unit, a.State, a.SignBy, a.Sign, a.SignReminded = c.Request.Unit, ToSign, fresh.SignBy, fresh.Sign, false
	a.signInTime()
	a.dropContact()
	a.ContactedAt = time.Time{} // the new unit is in touch with the citizen itself
	t.Assignments[i], t.Lead = a, a.Unit
	e.Unit, e.Due = a.Unit, a.Due
}

// applyAssist gives one more unit an assisting assignment.
func applyAssist(c Case, t *Ticket, e *Entry) {
	l := c.limit(t)
	a := c.capped(t, c.Rules.newAssignment(c.Request.Unit, Assist, c.Now, l))
	t.Assignments = append(t.Assignments, a)
	e.Assist, e.Limit, e.Due, e.Provisional = []string{a.Unit}, l.String(), a.Due, a.Provisional
	if c.keepPromise(t, e, a) {
		t.tell(c, e, Notice{What: MoveAssist, Unit: a.Unit, Due: a.Due, Promise: t.Promise, Why: c.Request.Note})
	}
}

// applyRelease ends a unit's assisting assignment.
func applyRelease(c Case, t *Ticket, e *Entry) {
	e.Assignee = c.Request.Assignee
	t.removeAssignment(c.Request.Assignee)
}

// limit returns the limit of a dispatch: the request's, else the rulebook's.
func (c Case) limit(t *Ticket) Limit {
	if l, err := ParseLimit(c.Request.Limit); err == nil && !l.AtOnce() {
		return l
	}
	l, _ := c.Rules.LimitsFor(t.Register, t.Urgency)
	return l
}

// tell notes what the citizen must still be told, unless it was said at once (S083).
func (t *Ticket) tell(c Case, e *Entry, n Notice) {
	if slices.Contains(Ways(), c.Request.Way) {
		e.Way = c.Request.Way
		return
	}
	if t.Contact == "" {
		return
	}
	n.At = c.Now
	t.Tell = append(slices.DeleteFunc(slices.Clone(t.Tell), func(o Notice) bool { return o.What == n.What }), n)
}

// removeAssignment ends a unit's assignment, and its requests about the work.
func (t *Ticket) removeAssignment(unit string) {
	t.Assignments = slices.DeleteFunc(t.Assignments, func(a Assignment) bool { return a.Unit == unit })
	t.dropUnitRequests(func(req UnitRequest) bool { return req.aboutWork() && req.Unit == unit })
}

// dropUnitRequests removes the requests that drop selects.
func (t *Ticket) dropUnitRequests(drop func(UnitRequest) bool) {
	t.UnitRequests = slices.DeleteFunc(slices.Clone(t.UnitRequests), drop)
}

// informed returns an assignment that asks for no answer: no limit runs (S090).
func (c Case) informed(unit string, role AssignmentRole) Assignment {
	return Assignment{Unit: unit, Role: role, State: ToSign, DispatchedAt: c.Now, ForInformation: true}
}

// applyInform gives units the matter without asking for an answer; the office owes the
// citizen one at once. Units that assist and owe an answer are released with it.
func applyInform(c Case, t *Ticket, e *Entry) {
	r := c.Request
	t.Assignments, t.Lead = []Assignment{c.informed(r.Unit, Lead)}, r.Unit
	for _, unit := range r.Assist {
		t.Assignments = append(t.Assignments, c.informed(unit, Assist))
	}
	t.Answer = nil
	t.dropUnitRequests(UnitRequest.aboutWork)
	t.Tell = nil // the answer tells it
	e.Unit, e.Assist, e.ByPhone, e.ForInformation = r.Unit, r.Assist, r.ByPhone, true
}

// applyInformAssist gives one more unit the matter without asking for an answer.
func applyInformAssist(c Case, t *Ticket, e *Entry) {
	t.Assignments = append(slices.Clone(t.Assignments), c.informed(c.Request.Unit, Assist))
	e.Assist, e.ForInformation = []string{c.Request.Unit}, true
}
