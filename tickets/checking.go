package tickets

import (
	"cmp"
	"slices"
	"time"
)

// The conditions that tell apart two rules for one move.
var (
	// assistsNamed: the request names a unit that only assists.
	assistsNamed = &Condition{"an assisting unit's assignment", func(c Case) bool {
		i := c.namedAssignment()
		return i >= 0 && c.Ticket.Assignments[i].Role == Assist
	}}
	// returnOfLead: the leading unit need not handle the matter after all.
	returnOfLead = &Condition{"return of the lead", func(c Case) bool {
		p, ok := c.unitRequest()
		return ok && p.Kind == ReturnRequest && p.Unit == c.Ticket.Lead
	}}
	// exclusion: it is decided whether a rating counts, wherever the matter is by now.
	exclusion = &Condition{"exclusion of a rating", func(c Case) bool {
		p, ok := c.unitRequest()
		return ok && p.Kind == ExclusionRequest
	}}
	// toldByUnit: the unit answered the citizen itself (S096).
	toldByUnit = &Condition{"the unit told the citizen", func(c Case) bool {
		i := c.Ticket.leadIndex()
		return i >= 0 && c.Ticket.Assignments[i].Report != nil && c.Ticket.Answer != nil &&
			c.Ticket.Answer.By.ID == c.Ticket.Assignments[i].Report.By.ID && !c.Ticket.Answer.At.Before(c.Ticket.Assignments[i].DispatchedAt)
	}}
)

// plea is the plea that is granted or refused: the one of the kind and part
// that the request names, or the only one.
func (c Case) unitRequest() (UnitRequest, bool) {
	var found []UnitRequest
	for _, p := range c.Ticket.UnitRequests {
		if (c.Request.UnitRequest == "" || c.Request.UnitRequest == p.Kind) && (c.Request.Assignee == "" || c.Request.Assignee == p.Unit) {
			found = append(found, p)
		}
	}
	if len(found) != 1 {
		return UnitRequest{}, false
	}
	return found[0], true
}

// pass: the unit's answer is as it should be.
func applyPass(c Case, t *Ticket, e *Entry) {
	applyNote(c, t, e)
	t.Attempts, t.TryAt = nil, time.Time{} // those before were about something else
	if toldByUnit.Holds(c) {
		t.Tell = nil
		c.planRevisit(t)
	}
}

// redo sends the matter back to the unit with written demands and a new limit
// (S098).
func applyRedo(c Case, t *Ticket, e *Entry) {
	l, _ := ParseLimit(c.Request.Limit) // guardNewLimit has read it
	p := &t.Assignments[c.namedAssignment()]
	p.State, p.Redo, p.Report, p.DispatchedAt, p.CapFrom, p.Supervised = InHand, true, nil, c.Now, c.Now, 0
	c.Rules.wind(p, c.Now, l)
	e.Assignee, e.Limit, e.Due, e.Provisional, e.Serial = p.Unit, l.String(), p.Due, p.Provisional, t.paper()
	t.Attempts, t.TryAt = nil, time.Time{}
	if p.Role == Assist { // the matter stays where it is, in the check
		return
	}
	c.Rules.promise(t, c.Now, promiseFor(l))
	e.Promise = t.Promise
	t.Answer = nil // the citizen gets a new one
}

// settle takes the plea off the list.
func (c Case) closeUnitRequest(t *Ticket, e *Entry) UnitRequest {
	plea, _ := c.unitRequest()
	e.UnitRequest, e.Assignee, e.Days = plea.Kind, plea.Unit, plea.Days
	t.dropUnitRequests(func(p UnitRequest) bool { return p.Kind == plea.Kind && p.Unit == plea.Unit })
	return plea
}

// grantReturn: the hotline takes the matter back to dispatch it anew.
func applyGrantReturn(c Case, t *Ticket, e *Entry) {
	c.closeUnitRequest(t, e)
	t.Assignments, t.Lead = nil, ""
	t.dropUnitRequests(UnitRequest.aboutWork)
}

func applyGrant(c Case, t *Ticket, e *Entry) {
	plea := c.closeUnitRequest(t, e)
	switch plea.Kind {
	case ReturnRequest:
		t.removeAssignment(plea.Unit)
	case ExtensionRequest:
		extend(c, t, e, plea)
	case ExclusionRequest:
		e.Rated = cmp.Or(plea.Rated, t.lastRevisit()) // older pleas named none
		if t.Revisit != nil && t.lastRevisit() == e.Rated {
			r := *t.Revisit
			r.Excluded = true
			t.Revisit = &r
		}
	}
}

// extend prolongs a part's limit; the citizen is told the new date and why
// (S092, M50).
func extend(c Case, t *Ticket, e *Entry, plea UnitRequest) {
	p := &t.Assignments[t.AssignmentIndex(plea.Unit)]
	e.Before = p.Due
	if p.Limit.Days > 0 {
		c.Rules.wind(p, p.From, Limit{Days: p.Limit.Days + plea.Days})
	} else {
		c.Rules.wind(p, p.Due, Limit{Days: plea.Days})
	}
	e.Due, e.Provisional, e.Limit = p.Due, p.Provisional, p.Limit.String()
	if p.Role != Lead {
		return
	}
	if later := (Limit{Days: promiseDays}); c.Rules.Deadline(p.Due, later).At.After(t.Promise) {
		c.Rules.promise(t, p.Due, later)
		e.Promise = t.Promise
	}
	t.tell(c, e, Notice{What: MoveGrant, Unit: p.Unit, Due: p.Due, Why: plea.Note})
}

func applyRefuse(c Case, t *Ticket, e *Entry) { c.closeUnitRequest(t, e) }

// guardCap asks the same again when an extension is granted: the calendar may
// have changed meanwhile.
func guardCap(c Case) IllegalCode {
	plea, _ := c.unitRequest()
	i := c.Ticket.AssignmentIndex(plea.Unit)
	if plea.Kind != ExtensionRequest || i < 0 {
		return ""
	}
	p := c.Ticket.Assignments[i]
	if c.Rules.Deadline(p.Due, Limit{Days: plea.Days}).At.After(c.Rules.cap(p)) {
		return OverCap
	}
	return ""
}

var guardRequestOpen = check(NothingAsked, func(c Case) bool { return len(c.Ticket.UnitRequests) > 0 })

var guardWhichRequest = check(WhichRequest, func(c Case) bool { _, ok := c.unitRequest(); return ok })

// guardAllReported: every unit's answer is there; one that is not needed is
// released.
var guardAllReported = check(AssignmentsMissing, func(c Case) bool {
	return !slices.ContainsFunc(c.Ticket.Assignments, Assignment.Open)
})

// checkRules: the hotline decides what units ask for, and checks what they did.
func checkTransitions() []Transition {
	here := append(atUnits(), Checking)
	return []Transition{
		{From: here, Move: MoveGrant, Roles: headRoles, To: Registered, If: returnOfLead, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest}, Effect: applyGrantReturn},
		{From: States(), Move: MoveGrant, Roles: headRoles, To: Same, If: exclusion, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest}, Effect: applyGrant},
		{From: here, Move: MoveGrant, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest, guardCap}, Effect: applyGrant},
		{From: States(), Move: MoveRefuse, Roles: headRoles, To: Same, If: exclusion, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest, guardText}, Effect: applyRefuse},
		{From: here, Move: MoveRefuse, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest, guardText}, Effect: applyRefuse},
		{From: []State{Checking}, Move: MovePass, Roles: officeRoles, To: Answered, If: toldByUnit,
			Needs: []Guard{guardAnswering, guardAllReported, guardNothingPending}, Effect: applyPass},
		{From: []State{Checking}, Move: MovePass, Roles: officeRoles, To: Answering,
			Needs: []Guard{guardAnswering, guardAllReported, guardNothingPending}, Effect: applyPass},
		{From: []State{Checking}, Move: MoveRedo, Roles: headRoles, To: Same, If: assistsNamed,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardText, guardNewLimit}, Effect: applyRedo},
		{From: []State{Checking, Answering, Answered, Revisited}, Move: MoveRedo, Roles: headRoles, To: Redo,
			Needs: []Guard{guardAnswering, guardHasLead}, Wants: []Guard{guardText, guardNewLimit, guardLeadNamed}, Effect: applyRedo},
	}
}
