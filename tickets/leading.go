package tickets

import (
	"slices"
	"time"

	"hotline12345/internal/text"
	"hotline12345/tickets/org"
)

// leaderTransitions are the rows of what only a leader can settle.
func leaderTransitions() []Transition {
	here := append(atUnits(), Checking)
	anywhere := append(unanswered(), Answered, Revisited, Merged) // so that a dispute can always be settled
	return []Transition{
		{From: here, Move: MoveDispute, Roles: append(slices.Clone(headRoles), org.RoleUnitClerk), To: Same,
			Needs: []Guard{guardConcerned, guardNoDispute, guardUnitAccepts}, Wants: []Guard{guardText}, Effect: applyDispute},
		{From: append(here, Registered), Move: MoveDecide, Roles: leaderRoles, To: Dispatched, If: namesOtherLead,
			Needs: []Guard{guardAnswering, guardDispute}, Wants: []Guard{guardText, guardUnit, guardLimit, guardLongest}, Effect: applyDecide},
		{From: anywhere, Move: MoveDecide, Roles: leaderRoles, To: Same, Needs: []Guard{guardAnswering, guardDispute}, Wants: []Guard{guardText, guardSameLead}, Effect: applyDecide},
		{From: append(unanswered(), Answered, Revisited), Move: MoveRefer, Roles: headRoles, To: Same,
			Needs: []Guard{guardAnswering, guardNotReferred}, Wants: []Guard{guardText}, Effect: applyRefer},
		{From: append(unanswered(), Answered, Revisited), Move: MoveInstruct, Roles: leaderRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText}, Effect: applyInstruct},
		{From: append(unanswered(), Answered, Revisited), Move: MoveInvestigate, Roles: headRoles, To: Same,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardText, guardPeople}, Effect: applyNote},
	}
}

// emergencyTransitions are the rows of emergencies: life and property (S088, S089, S094).
func emergencyTransitions() []Transition {
	return []Transition{
		{From: unanswered(), Move: MoveRaise, Roles: anyHand, To: Same, Needs: []Guard{guardConcerned, guardNoEmergency}, Wants: []Guard{guardText}, Effect: applyRaise},
		{From: append(unanswered(), Answered, Revisited, Merged), Move: MoveVerify, Roles: []org.Role{org.RoleDutyOfficer, org.RoleSupervisor, org.RoleDispatcher}, To: Same,
			Needs: []Guard{guardAnswering, guardUnverified}, Wants: []Guard{guardText}, Effect: applyVerify},
		{From: append(unanswered(), Answered, Revisited, Merged), Move: MoveStandDown, Roles: []org.Role{org.RoleDutyOfficer, org.RoleSupervisor}, To: Same,
			Needs: []Guard{guardAnswering, guardEmergency}, Wants: []Guard{guardText}, Effect: applyStandDown},
	}
}

// The conditions that tell apart two transitions of one move.
// namesOtherLead: the decision gives the matter to another unit.
var namesOtherLead = &Condition{"another unit shall lead", func(c Case) bool {
	return c.Request.Unit != "" && c.Request.Unit != c.Ticket.Lead
}}

var (
	// guardNoDispute requires that no dispute waits for the leader.
	guardNoDispute = check(AlreadyAsked, func(c Case) bool { return !c.Ticket.Dispute.Open() })
	// guardDispute requires a dispute that waits for the leader.
	guardDispute = check(NothingAsked, func(c Case) bool { return c.Ticket.Dispute.Open() })
	// guardUnitAccepts requires that a unit does not dispute again what was decided; the
	// office may put it before the leader once more.
	guardUnitAccepts = check(Decided, func(c Case) bool { return c.By.Has(headRoles...) || !c.Ticket.Dispute.binds() })
	// guardNotReferred requires that the matter is not before the leader yet.
	guardNotReferred = check(AlreadyAsked, func(c Case) bool { return c.Ticket.Referred.IsZero() })
	// guardPeople requires who was at the place, and which place it was (S100).
	guardPeople = check(NeedsPeople, func(c Case) bool {
		return !text.IsBlank(c.Request.People) && !text.IsBlank(c.Request.Place)
	})
	// guardNoEmergency requires that the matter is no emergency now.
	guardNoEmergency = check(AlreadyAsked, func(c Case) bool { return !c.Ticket.Emergency.Ongoing() })
	// guardEmergency requires an emergency that goes on.
	guardEmergency = check(NothingAsked, func(c Case) bool { return c.Ticket.Emergency.Ongoing() })
	// guardUnverified requires an emergency that is not verified.
	guardUnverified = check(NothingAsked, func(c Case) bool { return c.Ticket.Emergency.Unverified() })
)

// guardSameLead requires that a decision names no other lead where no unit has the matter.
var guardSameLead = check(WrongState, func(c Case) bool { return !namesOtherLead.Holds(c) })

// applyDispute puts a disagreement of units before the leader; the clock runs on (S099).
func applyDispute(c Case, t *Ticket, e *Entry) {
	t.Dispute = &Dispute{By: c.By.Person, At: c.Now, Note: c.Request.Note}
	if a, ok := c.ownAssignment(); ok {
		e.Assignee = a.Unit
	}
}

// applyDecide ends the dispute with a decision that binds. It may name another lead.
func applyDecide(c Case, t *Ticket, e *Entry) {
	d := *t.Dispute
	by := c.By.Person
	d.Decision, d.DecidedBy, d.DecidedAt = c.Request.Note, &by, c.Now
	t.Dispute = &d
	if namesOtherLead.Holds(c) {
		end, bounded := c.lastDay()
		applyDispatch(c, t, e)
		if l, err := ParseLimit(c.Request.Limit); err == nil && bounded && e.Due.After(end) {
			e.Bounds = []Span{{c.Now, l}}
		}
	}
	t.dropUnitRequests(func(req UnitRequest) bool { return req.Kind == ReturnRequest && req.Unit == t.Lead }) // granting it would undo the decision
}

// applyRefer puts the matter before the leader (S084).
func applyRefer(c Case, t *Ticket, _ *Entry) { t.Referred = c.Now }

// applyInstruct records the leader's instruction, which waits to be passed on (S085).
func applyInstruct(c Case, t *Ticket, _ *Entry) { t.Referred, t.Instructed = time.Time{}, c.Now }

// applyRaise makes the matter an emergency: the duty room is alerted, and units that still
// have longer get two hours (S088).
func applyRaise(c Case, t *Ticket, e *Entry) {
	t.Emergency = &Emergent{RaisedAt: c.Now, VerifyBy: c.Now.Add(verifyLimit), Was: t.Urgency}
	t.Urgency = Emergency
	unit := Limit{Clock: 2 * time.Hour}
	for i := range t.Assignments {
		a := &t.Assignments[i]
		if a.Open() && a.Due.After(c.Now.Add(unit.Clock)) {
			before := Span{a.From, a.Limit}
			e.Before = a.Due
			c.Rules.wind(a, c.Now, unit)
			a.Unhurried = &before
			c.recomputeContact(a)
			e.Due, e.Limit = a.Due, unit.String()
		}
	}
	if promise := promiseFor(unit); t.Promise.After(c.Now.Add(promise.Clock)) {
		t.Emergency.Unhurried = &Span{t.PromiseFrom, t.PromiseLimit}
		c.Rules.promise(t, c.Now, promise)
		e.Promise = t.Promise
	}
}

// applyVerify records that the duty room has verified the emergency.
func applyVerify(c Case, t *Ticket, _ *Entry) {
	em, by := *t.Emergency, c.By.Person
	em.VerifiedAt, em.VerifiedBy = c.Now, &by
	t.Emergency = &em
}

// applyStandDown ends the emergency: limits that it shortened, and the promise, are again
// what they were.
func applyStandDown(c Case, t *Ticket, e *Entry) {
	em := *t.Emergency
	em.EndedAt = c.Now
	t.Emergency = &em
	if t.Urgency = em.Was; t.Urgency == "" || t.Urgency == Emergency { // it was written down as one
		t.Urgency = Urgent
	}
	for i := range t.Assignments {
		a := &t.Assignments[i]
		if was := a.Unhurried; was != nil && a.Open() {
			e.Before = a.Due
			c.Rules.wind(a, was.From, was.Limit)
			c.recomputeContact(a)
			e.Due, e.Limit, e.Provisional = a.Due, was.Limit.String(), a.Provisional
		}
	}
	if was := em.Unhurried; was != nil {
		c.Rules.promise(t, was.From, was.Limit)
		e.Promise = t.Promise
	}
}
