package tickets

import (
	"cmp"
	"slices"
	"time"
)

// checkTransitions are the rows of what the hotline decides: what units ask for, and
// whether their work is done.
func checkTransitions() []Transition {
	here := append(atUnits(), Checking)
	return []Transition{
		{From: here, Move: MoveGrant, Roles: headRoles, To: Registered, If: returnOfLead, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest}, Effect: applyGrantReturn},
		{From: States(), Move: MoveGrant, Roles: headRoles, To: Same, If: exclusionOfRating, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest}, Effect: applyGrant},
		{From: here, Move: MoveGrant, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest, guardCap}, Effect: applyGrant},
		{From: States(), Move: MoveRefuse, Roles: headRoles, To: Same, If: exclusionOfRating, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest, guardText}, Effect: applyRefuse},
		{From: here, Move: MoveRefuse, Roles: headRoles, To: Same, Needs: []Guard{guardAnswering, guardRequestOpen}, Wants: []Guard{guardWhichRequest, guardText}, Effect: applyRefuse},
		{From: []State{Checking}, Move: MovePass, Roles: officeRoles, To: Answered, If: unitToldCitizen,
			Needs: []Guard{guardAnswering, guardAllReported, guardNothingPending}, Effect: applyPass},
		{From: []State{Checking}, Move: MovePass, Roles: officeRoles, To: Answering,
			Needs: []Guard{guardAnswering, guardAllReported, guardNothingPending}, Effect: applyPass},
		{From: []State{Checking}, Move: MoveRedo, Roles: headRoles, To: Same, If: namesAssist,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardText, guardNewLimit, guardRedoLongest}, Effect: applyRedo},
		{From: []State{Checking, Answering, Answered, Revisited}, Move: MoveRedo, Roles: headRoles, To: Redo,
			Needs: []Guard{guardAnswering, guardHasLead}, Wants: []Guard{guardText, guardNewLimit, guardLeadNamed, guardRedoLongest}, Effect: applyRedo},
	}
}

// The conditions that tell apart two transitions of one move.
var (
	// namesAssist: the request names a unit that only assists.
	namesAssist = &Condition{"an assisting unit's assignment", func(c Case) bool {
		i := c.namedAssignment()
		return i >= 0 && c.Ticket.Assignments[i].Role == Assist
	}}
	// returnOfLead: what is decided is the return of the leading unit.
	returnOfLead = &Condition{"return of the lead", func(c Case) bool {
		req, ok := c.unitRequest()
		return ok && req.Kind == ReturnRequest && req.Unit == c.Ticket.Lead
	}}
	// exclusionOfRating: what is decided is whether a rating counts, wherever the matter
	// is by now.
	exclusionOfRating = &Condition{"exclusion of a rating", func(c Case) bool {
		req, ok := c.unitRequest()
		return ok && req.Kind == ExclusionRequest
	}}
	// unitToldCitizen: the unit answered the citizen itself (S096).
	unitToldCitizen = &Condition{"the unit told the citizen", func(c Case) bool {
		i := c.Ticket.leadIndex()
		return i >= 0 && c.Ticket.Assignments[i].Report != nil && c.Ticket.Answer != nil &&
			c.Ticket.Answer.By.ID == c.Ticket.Assignments[i].Report.By.ID && !c.Ticket.Answer.At.Before(c.Ticket.Assignments[i].DispatchedAt)
	}}
)

// guardCap checks again, when an extension is granted, that it stays within the cap: the
// calendar may have changed meanwhile.
func guardCap(c Case) IllegalCode {
	req, _ := c.unitRequest()
	i := c.Ticket.AssignmentIndex(req.Unit)
	if req.Kind != ExtensionRequest || i < 0 {
		return ""
	}
	a := c.Ticket.Assignments[i]
	if end, ok := c.lastDay(); ok && c.Rules.Deadline(a.Due, Limit{Days: req.Days}).At.After(end) {
		return OverCap
	}
	return ""
}

// guardRequestOpen requires that a unit request waits.
var guardRequestOpen = check(NothingAsked, func(c Case) bool { return len(c.Ticket.UnitRequests) > 0 })

// guardWhichRequest requires that exactly one unit request is meant.
var guardWhichRequest = check(WhichRequest, func(c Case) bool { _, ok := c.unitRequest(); return ok })

// guardAllReported requires every unit's answer; a unit whose answer is not needed is
// released first.
var guardAllReported = check(AssignmentsMissing, func(c Case) bool {
	return !slices.ContainsFunc(c.Ticket.Assignments, Assignment.Open)
})

// applyPass accepts the unit's answer. Where the unit told the citizen itself, the revisit
// is planned.
func applyPass(c Case, t *Ticket, e *Entry) {
	applyNote(c, t, e)
	t.Attempts, t.TryAt = nil, time.Time{} // those of before were about something else
	if unitToldCitizen.Holds(c) {
		t.Tell = nil
		c.planRevisit(t)
	}
}

// applyRedo sends the matter back to the unit with written demands and a new limit (S098).
func applyRedo(c Case, t *Ticket, e *Entry) {
	l, _ := ParseLimit(c.Request.Limit) // guardNewLimit has read it
	a := &t.Assignments[c.namedAssignment()]
	a.State, a.Redo, a.Report, a.DispatchedAt, a.Supervised, a.ForInformation = InHand, true, nil, c.Now, 0, false
	c.Rules.wind(a, c.Now, l)
	e.Assignee, e.Limit, e.Due, e.Provisional, e.Serial = a.Unit, l.String(), a.Due, a.Provisional, t.paper()
	t.Attempts, t.TryAt = nil, time.Time{}
	if a.Role == Assist { // the matter stays where it is, in the check
		return
	}
	before := t.Promise
	c.Rules.promise(t, c.Now, promiseFor(l))
	e.Promise = t.Promise
	t.Answer = nil                                 // the citizen gets a new one
	if t.State.Open() && t.Promise.After(before) { // who was answered does not wait
		t.tell(c, e, Notice{What: MoveRedo, Unit: a.Unit, Due: a.Due, Promise: t.Promise})
	}
}

// applyGrantReturn takes the matter back to the hotline, which dispatches it anew.
func applyGrantReturn(c Case, t *Ticket, e *Entry) {
	c.closeUnitRequest(t, e)
	t.Assignments, t.Lead = nil, ""
	t.dropUnitRequests(UnitRequest.aboutWork)
}

// applyGrant does what the unit asked for.
func applyGrant(c Case, t *Ticket, e *Entry) {
	req := c.closeUnitRequest(t, e)
	switch req.Kind {
	case ReturnRequest:
		t.removeAssignment(req.Unit)
	case ExtensionRequest:
		extend(c, t, e, req)
	case ExclusionRequest:
		e.Rated = cmp.Or(req.Rated, t.lastRevisit()) // older requests name none
		if t.Revisit != nil && t.lastRevisit() == e.Rated {
			r := *t.Revisit
			r.Excluded = true
			t.Revisit = &r
		}
	}
}

// applyRefuse ends a unit request without granting it.
func applyRefuse(c Case, t *Ticket, e *Entry) { c.closeUnitRequest(t, e) }

// unitRequest returns the unit request that is granted or refused: the one of the kind and
// the unit that the request names, or the only one.
func (c Case) unitRequest() (UnitRequest, bool) {
	var found []UnitRequest
	for _, req := range c.Ticket.UnitRequests {
		if (c.Request.UnitRequest == "" || c.Request.UnitRequest == req.Kind) && (c.Request.Assignee == "" || c.Request.Assignee == req.Unit) {
			found = append(found, req)
		}
	}
	if len(found) != 1 {
		return UnitRequest{}, false
	}
	return found[0], true
}

// closeUnitRequest removes the decided unit request from the ticket and returns it.
func (c Case) closeUnitRequest(t *Ticket, e *Entry) UnitRequest {
	req, _ := c.unitRequest()
	e.UnitRequest, e.Assignee, e.Days = req.Kind, req.Unit, req.Days
	t.dropUnitRequests(func(open UnitRequest) bool { return open.Kind == req.Kind && open.Unit == req.Unit })
	return req
}

// extend prolongs an assignment's limit; the citizen is told the new date and why (S092,
// M50).
func extend(c Case, t *Ticket, e *Entry, req UnitRequest) {
	a := &t.Assignments[t.AssignmentIndex(req.Unit)]
	e.Before = a.Due
	if a.Limit.Days > 0 {
		c.Rules.wind(a, a.From, Limit{Days: a.Limit.Days + req.Days})
	} else {
		c.Rules.wind(a, a.Due, Limit{Days: req.Days})
	}
	e.Due, e.Provisional, e.Limit = a.Due, a.Provisional, a.Limit.String()
	if a.Role != Lead {
		if c.keepPromise(t, e, *a) {
			t.tell(c, e, Notice{What: MoveGrant, Unit: a.Unit, Due: a.Due, Promise: t.Promise, Why: req.Note})
		}
		return
	}
	c.promiseAfter(t, e, *a)
	t.tell(c, e, Notice{What: MoveGrant, Unit: a.Unit, Due: a.Due, Why: req.Note})
}
