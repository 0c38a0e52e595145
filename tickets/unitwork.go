package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// unitTransitions are the rows of what a unit does with its assignment.
func unitTransitions() []Transition {
	return []Transition{
		{From: []State{Dispatched}, Move: MoveSign, Roles: assigneeRoles, To: Handling, If: actsForLead, Needs: []Guard{guardOwnAssignment, guardToSign}, Effect: applySign},
		{From: append(atUnits(), Checking), Move: MoveSign, Roles: assigneeRoles, To: Same, If: actsForAssist,
			Needs: []Guard{guardOwnAssignment, guardToSign}, Effect: applySign},
		{From: []State{Answering, Answered, Revisited}, Move: MoveSign, Roles: assigneeRoles, To: Same, If: signsForInformation,
			Needs: []Guard{guardOwnAssignment, guardToSign}, Effect: applySign},
		{From: append(atUnits(), Checking), Move: MoveReturn, Roles: []org.Role{org.RoleUnitClerk}, To: Same,
			Needs: []Guard{guardOwnAssignment, guardOpenAssignment, guardNoReturn, guardUndecided}, Wants: []Guard{guardText}, Effect: applyReturn},
		{From: append(atUnits(), Checking), Move: MoveExtend, Roles: assigneeRoles, To: Same,
			Needs: []Guard{guardOwnAssignment, guardInHand, guardNotOver, guardNoExtension}, Wants: []Guard{guardText, guardDays}, Effect: applyExtend},
		{From: []State{Handling, Redo}, Move: MoveReport, Roles: assigneeRoles, To: Checking, If: actsForLead,
			Needs: []Guard{guardOwnAssignment, guardInHand}, Wants: []Guard{guardText, guardResult, guardMaybeTold}, Effect: applyReport},
		{From: append(atUnits(), Checking), Move: MoveReport, Roles: assigneeRoles, To: Same, If: actsForAssist,
			Needs: []Guard{guardOwnAssignment, guardInHand}, Wants: []Guard{guardText, guardResult}, Effect: applyReport},
		{From: append(unanswered(), Answered, Revisited, Merged), Move: MoveProgress, Roles: anyHand, To: Same,
			Needs: []Guard{guardConcerned}, Wants: []Guard{guardText, guardMaybeWay}, Effect: applyProgress},
		{From: []State{Revisited, Redo, Archived}, Move: MoveExclude, Roles: []org.Role{org.RoleUnitClerk}, To: Same,
			Needs: []Guard{guardOwnAssignment, guardRated, guardNoExclusion, guardExcludeInTime}, Wants: []Guard{guardText}, Effect: applyExclude},
	}
}

// The conditions that tell apart two transitions of one move.
var (
	// actsForLead: the actor acts for the leading assignment, or for none.
	actsForLead = &Condition{"lead", func(c Case) bool {
		i := c.assignmentIndex()
		return i < 0 || c.Ticket.Assignments[i].Role == Lead
	}}
	// signsForInformation: the actor's assignment asks for no answer.
	signsForInformation = &Condition{"for information", func(c Case) bool {
		i := c.assignmentIndex()
		return i >= 0 && c.Ticket.Assignments[i].ForInformation
	}}
	// actsForAssist: the actor acts for an assisting assignment.
	actsForAssist = &Condition{"assisting", func(c Case) bool {
		i := c.assignmentIndex()
		return i >= 0 && c.Ticket.Assignments[i].Role == Assist
	}}
)

// guardMaybeWay requires that the way, if one is given, is one of Ways.
var guardMaybeWay = check(NeedsWay, func(c Case) bool {
	return c.Request.Way == "" || slices.Contains(Ways(), c.Request.Way)
})

// guardMaybeTold checks what a report says of how the unit answered the citizen, if it
// says so.
func guardMaybeTold(c Case) IllegalCode {
	if c.Request.Way == "" {
		return ""
	}
	return firstOf(c, guardWay, guardReachable, guardAnswerTime)
}

// guardDays requires an extension of whole working days that does not go beyond the longest
// time (S093).
func guardDays(c Case) IllegalCode {
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || l.Days == 0 {
		return BadLimit
	}
	a, _ := c.ownAssignment()
	if end, ok := c.lastDay(); ok && c.Rules.Deadline(a.Due, l).At.After(end) {
		return OverCap
	}
	return ""
}

var (
	// guardOwnAssignment requires an assignment of the actor's unit.
	guardOwnAssignment = ownAssignment("", func(Case, Assignment) bool { return true })
	// guardToSign requires that it is not signed yet.
	guardToSign = ownAssignment(AlreadySigned, func(_ Case, a Assignment) bool { return a.State == ToSign })
	// guardInHand requires that it is signed and not reported.
	guardInHand = ownAssignment(NotSigned, func(_ Case, a Assignment) bool { return a.State == InHand })
	// guardOpenAssignment requires that it is not reported yet.
	guardOpenAssignment = ownAssignment(AlreadyReported, func(_ Case, a Assignment) bool { return a.Open() })
	// guardNotOver requires that an extension is asked for before the limit ends (M50).
	guardNotOver = ownAssignment(TooLate, func(c Case, a Assignment) bool { return c.Now.IsZero() || c.Now.Before(a.Due) })
)

var (
	guardNoExtension = notAsked(ExtensionRequest)
	guardNoExclusion = notAsked(ExclusionRequest)
)

// guardRated requires a rating that could be excluded.
var guardRated = check(NotRated, func(c Case) bool {
	r := c.Ticket.Revisit
	return r != nil && r.Dissatisfied() && !r.Excluded
})

// excludeDays are the working days after a rating in which the unit may ask for its
// exclusion (M57), also when the matter is archived meanwhile.
const excludeDays = 5

// guardExcludeInTime requires that the exclusion is asked for within excludeDays.
var guardExcludeInTime = check(TooLate, func(c Case) bool {
	r := c.Ticket.Revisit
	return r != nil && !c.Now.After(c.Rules.Deadline(r.At, Limit{Days: excludeDays}).At)
})

// guardResult requires one of Results.
var guardResult = check(NeedsResult, func(c Case) bool { return slices.Contains(Results(), c.Request.Result) })

// applySign starts the work of a unit, and the clock of its first contact with the
// citizen.
func applySign(c Case, t *Ticket, e *Entry) {
	a := c.actingAssignment(t, e)
	a.State, a.SignedAt = InHand, c.Now
	if a.ForInformation {
		a.State = Reported
		return
	}
	c.awaitContact(t, a)
	e.Due = a.Due
}

// applyReport ends the work of a unit with its answer to the hotline.
func applyReport(c Case, t *Ticket, e *Entry) {
	a := c.actingAssignment(t, e)
	a.State = Reported
	a.Report = &UnitAnswer{By: c.By.Person, At: c.Now, Result: c.Request.Result, Text: c.Request.Note}
	e.Report, e.Due = a.Report, a.Due
	t.dropUnitRequests(func(req UnitRequest) bool { return req.Unit == a.Unit && req.Kind != ExclusionRequest })
	if c.Request.Way != "" && a.Role == Lead {
		e.Answer = c.answer()
		t.Answer = e.Answer
		at := e.Answer.At
		if at.Before(a.DispatchedAt) { // that was about something else
			at = c.Now
		}
		a.contacted(e, at)
	}
	a.uncontacted(e)
}

// applyReturn asks the hotline to take the assignment back.
func applyReturn(c Case, t *Ticket, e *Entry) { c.addUnitRequest(t, e, ReturnRequest, 0) }

// applyExtend asks the hotline for more working days.
func applyExtend(c Case, t *Ticket, e *Entry) {
	l, _ := ParseLimit(c.Request.Limit) // guardDays has read it
	c.addUnitRequest(t, e, ExtensionRequest, l.Days)
}

// applyExclude asks that the present rating does not count; a later rating counts whatever
// is decided.
func applyExclude(c Case, t *Ticket, e *Entry) {
	c.addUnitRequest(t, e, ExclusionRequest, 0)
	e.Rated = t.lastRevisit()
	t.UnitRequests[len(t.UnitRequests)-1].Rated = e.Rated
}

// applyProgress writes down how it goes on. Where it says how the citizen was told, it is
// the unit's first contact too (M53).
func applyProgress(c Case, t *Ticket, e *Entry) {
	applyNote(c, t, e)
	if i := t.AssignmentIndex(e.Assignee); i >= 0 && e.Way != "" {
		t.Assignments[i].contacted(e, c.Now)
	}
}

// applyNote writes down what the request says, and changes nothing else.
func applyNote(c Case, _ *Ticket, e *Entry) {
	e.Way, e.People, e.Media, e.Place = c.Request.Way, c.Request.People, c.Request.Media, c.Request.Place
	if a, ok := c.ownAssignment(); ok && (c.By.Has(org.RoleUnitClerk) || a.Unit == c.By.Unit) {
		e.Assignee = a.Unit
	}
}

// actingAssignment returns the assignment that the actor acts for, to be changed, and
// names it in the entry.
func (c Case) actingAssignment(t *Ticket, e *Entry) *Assignment {
	a := &t.Assignments[c.assignmentIndex()]
	e.Assignee = a.Unit
	return a
}

// addUnitRequest puts a unit's request before the hotline; the unit's clock runs on
// meanwhile.
func (c Case) addUnitRequest(t *Ticket, e *Entry, kind UnitRequestKind, days int) {
	a := c.actingAssignment(t, e)
	e.UnitRequest, e.Days = kind, days
	t.UnitRequests = append(t.UnitRequests, UnitRequest{Kind: kind, Unit: a.Unit, By: c.By.Person, At: c.Now, Note: c.Request.Note, Days: days})
}

// lastRevisit returns the entry of the present rating; 0 if there is none.
func (t *Ticket) lastRevisit() int {
	for _, e := range slices.Backward(t.Entries) {
		if e.Move == MoveRevisit {
			return e.Seq
		}
	}
	return 0
}
