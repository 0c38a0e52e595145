package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// The conditions that tell apart two rules for one move.
var (
	ofLead = &Condition{"lead", func(c Case) bool {
		i := c.assignmentIndex()
		return i < 0 || c.Ticket.Assignments[i].Role == Lead
	}}
	ofAssist = &Condition{"assisting", func(c Case) bool {
		i := c.assignmentIndex()
		return i >= 0 && c.Ticket.Assignments[i].Role == Assist
	}}
)

// leadActs: the leading part is meant while it has something to do; then those
// below who assist.
func (c Case) leadActs() bool {
	i := c.Ticket.leadIndex()
	if i < 0 {
		return false
	}
	p := c.Ticket.Assignments[i]
	switch c.Request.Move {
	case MoveSign:
		return p.State == ToSign
	case MoveReport, MoveExtend:
		return p.State == InHand
	}
	return true
}

// acting is the part that the actor acts for, to be changed.
func (c Case) actingAssignment(t *Ticket, e *Entry) *Assignment {
	p := &t.Assignments[c.assignmentIndex()]
	e.Assignee = p.Unit
	return p
}

func applySign(c Case, t *Ticket, e *Entry) {
	p := c.actingAssignment(t, e)
	p.State, p.SignedAt = InHand, c.Now
	c.awaitContact(t, p)
	e.Due = p.Due
}

func applyReport(c Case, t *Ticket, e *Entry) {
	p := c.actingAssignment(t, e)
	p.State = Reported
	p.Report = &UnitAnswer{By: c.By.Person, At: c.Now, Result: c.Request.Result, Text: c.Request.Note}
	e.Report, e.Due = p.Report, p.Due
	t.dropUnitRequests(func(plea UnitRequest) bool { return plea.Unit == p.Unit && plea.Kind != ExclusionRequest })
	if c.Request.Way != "" && p.Role == Lead {
		e.Answer = c.answer()
		t.Answer = e.Answer
		at := e.Answer.At
		if at.Before(p.DispatchedAt) { // that was about something else
			at = c.Now
		}
		p.contacted(e, at)
	}
	p.uncontacted(e)
}

// plead puts a plea before the hotline; a unit's clock runs on meanwhile.
func (c Case) addUnitRequest(t *Ticket, e *Entry, kind UnitRequestKind, days int) {
	p := c.actingAssignment(t, e)
	e.UnitRequest, e.Days = kind, days
	t.UnitRequests = append(t.UnitRequests, UnitRequest{Kind: kind, Unit: p.Unit, By: c.By.Person, At: c.Now, Note: c.Request.Note, Days: days})
}

func applyReturn(c Case, t *Ticket, e *Entry) { c.addUnitRequest(t, e, ReturnRequest, 0) }

func applyExtend(c Case, t *Ticket, e *Entry) {
	l, _ := ParseLimit(c.Request.Limit) // guardDays has read it
	c.addUnitRequest(t, e, ExtensionRequest, l.Days)
}

// askExclusion is about the rating of now; a later one counts whatever is decided.
func applyExclude(c Case, t *Ticket, e *Entry) {
	c.addUnitRequest(t, e, ExclusionRequest, 0)
	e.Rated = t.lastRevisit()
	t.UnitRequests[len(t.UnitRequests)-1].Rated = e.Rated
}

// lastRevisit is the entry of the rating of now; 0 if there is none.
func (t *Ticket) lastRevisit() int {
	for _, e := range slices.Backward(t.Entries) {
		if e.Move == MoveRevisit {
			return e.Seq
		}
	}
	return 0
}

// progress is a unit's first contact too where it says how the citizen was told
// (M53).
func applyProgress(c Case, t *Ticket, e *Entry) {
	applyNote(c, t, e)
	if i := t.AssignmentIndex(e.Assignee); i >= 0 && e.Way != "" {
		t.Assignments[i].contacted(e, c.Now)
	}
}

// note only writes down what the request says.
func applyNote(c Case, _ *Ticket, e *Entry) {
	e.Way, e.People, e.Place = c.Request.Way, c.Request.People, c.Request.Place
	if p, ok := c.ownAssignment(); ok && (c.By.Has(org.RoleUnitClerk) || p.Unit == c.By.Unit) {
		e.Assignee = p.Unit
	}
}

// guardMaybeWay: if the citizen was contacted, then in a known way.
var guardMaybeWay = check(NeedsWay, func(c Case) bool {
	return c.Request.Way == "" || slices.Contains(Ways(), c.Request.Way)
})

// guardMaybeTold: a unit's report may say that the citizen was answered.
func guardMaybeTold(c Case) IllegalCode {
	if c.Request.Way == "" {
		return ""
	}
	return firstOf(c, guardWay, guardReachable, guardAnswerTime)
}

// guardDays: an extension is of whole working days and never goes beyond thirty
// from the dispatch (S093).
func guardDays(c Case) IllegalCode {
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || l.Days == 0 {
		return BadLimit
	}
	p, _ := c.ownAssignment()
	if c.Rules.Deadline(p.Due, l).At.After(c.Rules.cap(p)) {
		return OverCap
	}
	return ""
}

var (
	guardOwnAssignment  = ownAssignment("", func(Case, Assignment) bool { return true })
	guardToSign         = ownAssignment(AlreadySigned, func(_ Case, p Assignment) bool { return p.State == ToSign })
	guardInHand         = ownAssignment(NotSigned, func(_ Case, p Assignment) bool { return p.State == InHand })
	guardOpenAssignment = ownAssignment(AlreadyReported, func(_ Case, p Assignment) bool { return p.Open() })
	// guardNotOver: an extension is asked for before the limit ends (M50).
	guardNotOver = ownAssignment(TooLate, func(c Case, p Assignment) bool { return c.Now.IsZero() || c.Now.Before(p.Due) })
)

var (
	guardNoExtension = notAsked(ExtensionRequest)
	guardNoExclusion = notAsked(ExclusionRequest)
)

// guardRated: there is a rating that could be excluded.
var guardRated = check(NotRated, func(c Case) bool {
	r := c.Ticket.Revisit
	return r != nil && r.Dissatisfied() && !r.Excluded
})

// excludeDays are the working days after a rating in which the unit may ask that it
// does not count (M57), also when the matter is archived meanwhile.
const excludeDays = 5

var guardExcludeInTime = check(TooLate, func(c Case) bool {
	r := c.Ticket.Revisit
	return r != nil && !c.Now.After(c.Rules.Deadline(r.At, Limit{Days: excludeDays}).At)
})

var guardResult = check(NeedsResult, func(c Case) bool { return slices.Contains(Results(), c.Request.Result) })

// unitRules: what a unit does with its part.
func unitTransitions() []Transition {
	return []Transition{
		{From: []State{Dispatched}, Move: MoveSign, Roles: partRoles, To: Handling, If: ofLead, Needs: []Guard{guardOwnAssignment, guardToSign}, Effect: applySign},
		{From: append(atUnits(), Checking), Move: MoveSign, Roles: partRoles, To: Same, If: ofAssist,
			Needs: []Guard{guardOwnAssignment, guardToSign}, Effect: applySign},
		{From: append(atUnits(), Checking), Move: MoveReturn, Roles: []org.Role{org.RoleUnitClerk}, To: Same,
			Needs: []Guard{guardOwnAssignment, guardOpenAssignment, guardNoReturn, guardUndecided}, Wants: []Guard{guardText}, Effect: applyReturn},
		{From: append(atUnits(), Checking), Move: MoveExtend, Roles: partRoles, To: Same,
			Needs: []Guard{guardOwnAssignment, guardInHand, guardNotOver, guardNoExtension}, Wants: []Guard{guardText, guardDays}, Effect: applyExtend},
		{From: []State{Handling, Redo}, Move: MoveReport, Roles: partRoles, To: Checking, If: ofLead,
			Needs: []Guard{guardOwnAssignment, guardInHand}, Wants: []Guard{guardText, guardResult, guardMaybeTold}, Effect: applyReport},
		{From: append(atUnits(), Checking), Move: MoveReport, Roles: partRoles, To: Same, If: ofAssist,
			Needs: []Guard{guardOwnAssignment, guardInHand}, Wants: []Guard{guardText, guardResult}, Effect: applyReport},
		{From: append(unanswered(), Answered, Revisited, Merged), Move: MoveProgress, Roles: anyHand, To: Same,
			Needs: []Guard{guardConcerned}, Wants: []Guard{guardText, guardMaybeWay}, Effect: applyProgress},
		{From: []State{Revisited, Redo, Archived}, Move: MoveExclude, Roles: []org.Role{org.RoleUnitClerk}, To: Same,
			Needs: []Guard{guardOwnAssignment, guardRated, guardNoExclusion, guardExcludeInTime}, Wants: []Guard{guardText}, Effect: applyExclude},
	}
}
