package tickets

import (
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// limit is the limit of a dispatch: the request's, else the table's.
func (c Case) limit(t *Ticket) Limit {
	if l, err := ParseLimit(c.Request.Limit); err == nil && !l.AtOnce() {
		return l
	}
	l, _ := c.Rules.LimitsFor(t.Register, t.Urgency)
	return l
}

// dispatch names the leading unit and those who assist (S082, S086). Those who assist
// already stay with what they did; they are released by a move of its own.
func applyDispatch(c Case, t *Ticket, e *Entry) {
	r, l := c.Request, c.limit(t)
	lead := c.Rules.capped(t, c.Rules.newAssignment(r.Unit, Lead, c.Now, l))
	parts := []Assignment{lead}
	for _, p := range t.Assignments {
		if p.Role == Assist && p.Unit != r.Unit {
			parts = append(parts, p)
		}
	}
	for _, unit := range r.Assist {
		if !slices.ContainsFunc(parts, func(p Assignment) bool { return p.Unit == unit }) {
			parts = append(parts, c.Rules.capped(t, c.Rules.newAssignment(unit, Assist, c.Now, l)))
		}
	}
	t.Assignments, t.Lead = parts, r.Unit
	t.Answer = nil // what another unit told the citizen answers nothing now
	t.dropUnitRequests(func(p UnitRequest) bool {
		return p.aboutWork() && (t.AssignmentIndex(p.Unit) < 0 || p.Kind == ReturnRequest)
	})
	e.Unit, e.Assist, e.Limit, e.Due, e.Provisional = r.Unit, r.Assist, l.String(), lead.Due, lead.Provisional
	e.ByPhone = r.ByPhone
	t.tell(c, e, Notice{What: MoveDispatch, Unit: r.Unit, Due: lead.Due})
}

// tell notes what the citizen must still be told, unless it was said at once
// (S083).
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

// handDown passes the lead to a unit below; the clock runs on.
func applyHandDown(c Case, t *Ticket, e *Entry) {
	i := t.leadIndex()
	p := t.Assignments[i]
	t.dropUnitRequests(func(plea UnitRequest) bool { return plea.aboutWork() && plea.Unit == p.Unit })
	if j := t.AssignmentIndex(c.Request.Unit); j >= 0 { // it assisted until now
		t.Assignments = slices.Delete(t.Assignments, j, j+1)
		i = t.leadIndex()
	}
	fresh := c.Rules.newAssignment(c.Request.Unit, Lead, c.Now, p.Limit)
	if p.awaitsContact() && c.Now.After(p.ContactBy) { // it was late already
		e.FirstContact = ContactNever
	}
	e.Assignee = p.Unit
	p.Unit, p.State, p.SignBy, p.Sign, p.SignReminded = c.Request.Unit, ToSign, fresh.SignBy, fresh.Sign, false
	p.signInTime()
	p.dropContact()
	p.ContactedAt = time.Time{} // whoever handles it now talks to the citizen
	t.Assignments[i], t.Lead = p, p.Unit
	e.Unit, e.Due = p.Unit, p.Due
}

func applyAssist(c Case, t *Ticket, e *Entry) {
	l := c.limit(t)
	p := c.Rules.capped(t, c.Rules.newAssignment(c.Request.Unit, Assist, c.Now, l))
	t.Assignments = append(t.Assignments, p)
	e.Assist, e.Limit, e.Due, e.Provisional = []string{p.Unit}, l.String(), p.Due, p.Provisional
}

func applyRelease(c Case, t *Ticket, e *Entry) {
	e.Assignee = c.Request.Assignee
	t.removeAssignment(c.Request.Assignee)
}

// removePart takes a unit's part away, with its pleas.
func (t *Ticket) removeAssignment(unit string) {
	t.Assignments = slices.DeleteFunc(t.Assignments, func(p Assignment) bool { return p.Unit == unit })
	t.dropUnitRequests(func(p UnitRequest) bool { return p.aboutWork() && p.Unit == unit })
}

func (t *Ticket) dropUnitRequests(drop func(UnitRequest) bool) {
	t.UnitRequests = slices.DeleteFunc(slices.Clone(t.UnitRequests), drop)
}

// guardAssist wants assisting units that exist, none twice, none that leads.
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

// guardOtherUnit: a re-dispatch goes to another unit.
var guardOtherUnit = check(SameUnit, func(c Case) bool { return c.Request.Unit != c.Ticket.Lead })

// guardBelow: a unit hands down only within its own part of the tree, a
// sub-centre within the area that it serves (S041). So a department cannot push its
// duty down to a street or a village, which are not below it (M45).
var guardBelow = check(NotBelow, func(c Case) bool {
	return c.Rules.Tree.Within(c.Request.Unit, c.Rules.Tree.Scope(c.By.Unit))
})

// guardNoPart: a unit has one part in a matter.
var guardNotAssigned = check(SameUnit, func(c Case) bool { return c.Ticket.AssignmentIndex(c.Request.Unit) < 0 })

var (
	guardOwnLead = ownAssignment(NotYourUnit, func(_ Case, p Assignment) bool { return p.Role == Lead })
)

var guardAssistants = check(NoAssistant, func(c Case) bool {
	return slices.ContainsFunc(c.Ticket.Assignments, func(p Assignment) bool { return p.Role == Assist })
})

var guardAssistAssigned = check(NoAssistant, func(c Case) bool {
	i := c.Ticket.AssignmentIndex(c.Request.Assignee)
	return i >= 0 && c.Ticket.Assignments[i].Role == Assist
})

// dispatchRules: who handles it.
func dispatchTransitions() []Transition {
	return []Transition{
		{From: []State{Registered}, Move: MoveDispatch, Roles: officeRoles, To: Dispatched,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardAssist, guardLimit}, Effect: applyDispatch},
		{From: atUnits(), Move: MoveDispatch, Roles: headRoles, To: Dispatched,
			Needs: []Guard{guardAnswering, guardUndecided}, Wants: []Guard{guardUnit, guardOtherUnit, guardAssist, guardLimit, guardText}, Effect: applyDispatch},
		{From: atUnits(), Move: MoveHandDown, Roles: []org.Role{org.RoleUnitClerk, org.RoleSupervisor, org.RoleDispatcher}, To: Dispatched,
			Needs: []Guard{guardOwnLead, guardNoReturn}, Wants: []Guard{guardUnit, guardBelow, guardOtherUnit}, Effect: applyHandDown},
		{From: atUnits(), Move: MoveAssist, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardUnit, guardNotAssigned, guardLimit}, Effect: applyAssist},
		{From: append(atUnits(), Checking), Move: MoveRelease, Roles: headRoles, To: Same,
			Needs: []Guard{guardAnswering, guardAssistants}, Wants: []Guard{guardAssistAssigned, guardText}, Effect: applyRelease},
	}
}
