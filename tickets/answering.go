package tickets

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// answerTransitions are the rows of the way back to the citizen: every matter gets an
// answer (S016).
func answerTransitions() []Transition {
	answered := []Guard{guardText, guardWay, guardReachable, guardAnswerTime}
	return []Transition{
		{From: []State{Registered, Answering, Merged}, Move: MoveAnswer, Roles: officeRoles, To: Answered, Needs: []Guard{guardAnswering}, Wants: answered, Effect: applyAnswer},
		{From: append(unanswered(), Answered, Merged), Move: MoveTold, Roles: officeRoles, To: Same,
			Needs: []Guard{guardAnswering, guardToTell}, Wants: []Guard{guardWay, guardReachable, guardAnswerTime}, Effect: applyTold},
		{From: []State{Answering, Answered, Merged, Registered}, Move: MoveAttempt, Roles: officeRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardOutcome}, Effect: applyAttempt},
		{From: []State{Answered}, Move: MoveRevisit, Roles: officeRoles, To: Redo, If: dissatisfiedWithUnit,
			Needs: []Guard{guardAnswering}, Wants: []Guard{guardRating, guardText, guardNewLimit, guardLeadNamed}, Effect: applyRevisitRedo},
		{From: []State{Answered}, Move: MoveRevisit, Roles: officeRoles, To: Revisited, Needs: []Guard{guardAnswering}, Wants: []Guard{guardRating, guardReachedOrTried}, Effect: applyRevisit},
		{From: []State{Answered, Revisited, Archived}, Move: MoveReopen, Roles: headRoles, To: Registered, Needs: []Guard{guardAnswering}, Wants: []Guard{guardText}, Effect: applyReopen},
		{From: []State{Answered, Revisited}, Move: MoveArchive, Roles: officeRoles, To: Archived,
			Needs: []Guard{guardAnswering, guardAnswered, guardRevisited, guardNothingPending, guardPassedOn}, Effect: applyArchive},
		{From: []State{Registered, Answering, Merged}, Move: MoveArchive, Roles: officeRoles, To: Archived,
			Needs: []Guard{guardAnswering, guardNothingPending, guardPassedOn}, Wants: []Guard{guardNoAnswer, guardText, guardNoneWaits}, Effect: applyArchive},
		{From: append(atUnits(), Checking), Move: MoveArchive, Roles: headRoles, To: Archived,
			Needs: []Guard{guardAnswering, guardNothingPending, guardPassedOn}, Wants: []Guard{guardNoAnswer, guardText, guardNoneWaits}, Effect: applyArchive},
	}
}

// The conditions that tell apart two transitions of one move.
// dissatisfiedWithUnit: dissatisfied with reason (M58).
var dissatisfiedWithUnit = &Condition{"dissatisfied with reason", func(c Case) bool {
	r := c.Request.Revisit
	return r != nil && r.UnitsFault && c.Ticket.Lead != ""
}}

// guardAnswered requires an answer to the citizen: who, when, how. It is the seed's
// strictest rule (S016).
var guardAnswered = check(NeedsAnswer, func(c Case) bool { return c.Ticket.Answer != nil })

// guardNoAnswer requires a recorded reason where there is no answer. "Unreachable" needs
// the attempts of the plan, "repeat" that the same citizen was answered in the first
// ticket.
func guardNoAnswer(c Case) IllegalCode {
	switch r := c.Request.Reason; {
	case r == "":
		return NeedsAnswer
	case !slices.Contains(NoAnswers(), r):
		return BadReason
	case r == Unreachable && !enoughAttempted(c.Ticket.Attempts):
		return NeedsAttempts
	case r == NoContact && c.Ticket.Contact != "":
		return BadReason
	case r == Repeat && !c.sameCitizenAnswered():
		return BadReason
	}
	return ""
}

// guardRevisited requires that what a unit handled was revisited (S046). The attempts of
// the plan count as a revisit that reached no one.
var guardRevisited = check(NeedsRevisit, func(c Case) bool {
	t := c.Ticket
	return t.State == Revisited || t.Lead == "" || t.Declined != ""
})

// guardPassedOn requires that a leader's instruction was passed on, or that the actor may
// pass it on (S085).
var guardPassedOn = check(StillPending, func(c Case) bool {
	return c.Ticket.Instructed.IsZero() || c.By.Has(headRoles...)
})

// guardOutcome requires one of Outcomes.
var guardOutcome = check(BadOutcome, func(c Case) bool { return slices.Contains(Outcomes(), c.Request.Outcome) })

// guardRating requires a rating that says something.
var guardRating = check(BadRating, func(c Case) bool { return c.Request.Revisit != nil && c.Request.Revisit.valid() })

// guardReachedOrTried requires the attempts of the plan where the citizen was not reached.
var guardReachedOrTried = check(NeedsAttempts, func(c Case) bool {
	return c.Request.Revisit != nil && c.Request.Revisit.Reached || enoughAttempted(c.Ticket.Attempts)
})

// guardToTell requires something that the citizen must still be told.
var guardToTell = check(NothingToTell, func(c Case) bool { return len(c.Ticket.Tell) > 0 })

// guardNoneWaits requires of a ticket without an answer that no citizen of a merged ticket
// waits for one.
var guardNoneWaits = check(MergedWait, func(c Case) bool { return len(c.Waiting) == 0 })

// applyAnswer records the answer to the citizen, and plans the revisit.
func applyAnswer(c Case, t *Ticket, e *Entry) {
	e.Answer = c.answer()
	if e.Answer.Way == Letter {
		e.Serial = t.paper()
	}
	e.Call = c.Request.Call
	t.Answer = e.Answer
	t.Tell = nil
	c.planRevisit(t)
}

// applyTold records that the citizen was told how it goes on.
func applyTold(c Case, t *Ticket, e *Entry) {
	e.Way, e.Call = c.Request.Way, c.Request.Call
	t.Tell = nil
}

// applyAttempt records a call-back attempt that did not reach the citizen, and plans the
// next one.
func applyAttempt(c Case, t *Ticket, e *Entry) {
	e.Outcome, e.Call = c.Request.Outcome, c.Request.Call
	t.Attempts = append(t.Attempts, Attempt{At: c.Now, By: c.By.Person, Outcome: c.Request.Outcome, Call: c.Request.Call})
	t.TryAt = nextAttempt(c.Now, len(t.Attempts))
}

// applyRevisit records the citizen's rating.
func applyRevisit(c Case, t *Ticket, e *Entry) {
	rating := *c.Request.Revisit
	rating.ByPhone = c.Request.RevisitByPhone
	e.Revisit, e.Call, e.Assignee = &rating, c.Request.Call, cmp.Or(t.Lead, t.Centre)
	t.Revisit = &Revisit{Rating: rating, By: c.By.Person, At: c.Now, Unit: t.Lead}
	t.TryAt = time.Time{}
}

// applyRevisitRedo records the rating and sends the matter back to the unit; the second
// time under written supervision (M58).
func applyRevisitRedo(c Case, t *Ticket, e *Entry) {
	again := t.disappointed(t.Lead)
	applyRevisit(c, t, e)
	applyRedo(c, t, e)
	if again {
		a := &t.Assignments[t.leadIndex()]
		a.Supervised++
		e.Supervised, e.Copies = true, c.Rules.copies(t, a.Unit)
	}
}

// applyArchive ends the ticket, and what still ran.
func applyArchive(c Case, t *Ticket, e *Entry) {
	if t.State != Answered && t.State != Revisited { // what a unit told the citizen is no answer before the check
		e.Reason, t.NoReply = c.Request.Reason, c.Request.Reason
	}
	t.Tell, t.TryAt, t.Referred = nil, time.Time{}, time.Time{}
	if t.Emergency.Ongoing() {
		em := *t.Emergency
		em.EndedAt = c.Now
		t.Emergency = &em
	}
	if t.NoReply != "" { // units need not go on
		t.Assignments = nil
		t.Lead = ""
	}
}

// applyReopen takes the matter up again, with a new promise (S014).
func applyReopen(c Case, t *Ticket, e *Entry) {
	if t.Answer == nil && t.NoReply != Repeat { // the citizen was not answered
		e.Bounds = c.boundsInside()
	}
	t.Assignments, t.Lead, t.Answer, t.NoReply, t.Declined, t.Attempts, t.TryAt = nil, "", nil, "", "", nil, time.Time{}
	t.Instructed, t.Into = time.Time{}, ""
	if t.Urgency == Emergency && !t.Emergency.Ongoing() { // it ended with the archive; a new one is raised
		t.Urgency = Urgent
	}
	if !t.Dispute.Open() {
		t.Dispute = nil
	}
	t.dropUnitRequests(UnitRequest.aboutWork)
	t.Tell, t.Revisit = nil, nil // the ratings stay in the entries, and count
	_, promise := c.Rules.LimitsFor(t.Register, t.Urgency)
	c.Rules.promise(t, c.Now, promise)
	e.Promise = t.Promise
}

// morning is the time of day at which the office is asked to do what is due that day.
const morning = 9*time.Hour + 30*time.Minute

// morningAfter returns the morning of the nth working day after now.
func (b Rulebook) morningAfter(now time.Time, n int) time.Time {
	return b.Deadline(now, Limit{Days: n}).At.Add(morning - b.ClosingTime())
}

// answer returns the answer that the request describes, given now unless it says when.
func (c Case) answer() *Answer {
	a := &Answer{By: c.By.Person, At: c.Request.AnsweredAt, Way: c.Request.Way, Text: c.Request.Note, Source: c.Request.Source}
	if a.At.IsZero() {
		a.At = c.Now
	}
	if a.Way == Letter {
		a.Address = strings.TrimSpace(c.Request.Address)
	}
	return a
}

// planRevisit plans the revisit of what a unit handled for the next working day (M54).
func (c Case) planRevisit(t *Ticket) {
	t.Attempts, t.TryAt = nil, time.Time{}
	if t.Lead != "" {
		t.TryAt = c.Rules.morningAfter(c.Now, 1)
	}
}

// excluded reports whether the rating of an entry does not count (M57).
func (t *Ticket) excluded(seq int) bool {
	return slices.ContainsFunc(t.Entries, func(e Entry) bool { return e.Move == MoveGrant && e.Rated == seq })
}

// disappointed reports whether a citizen was dissatisfied before with a unit's work on
// this matter, with reason; work that was handed down to the unit counts.
func (t *Ticket) disappointed(unit string) bool {
	for _, e := range slices.Backward(t.Entries) {
		switch {
		case e.Move == MoveReopen:
			return false
		case (e.Move == MoveHandDown || e.Move == MoveHandOver) && e.Unit == unit:
			unit = e.Assignee
		case e.Move == MoveRevisit && e.Revisit.UnitsFault && e.Assignee == unit && !t.excluded(e.Seq):
			return true
		}
	}
	return false
}

// sameCitizenAnswered reports whether the first ticket is of the same citizen, and
// answered.
func (c Case) sameCitizenAnswered() bool {
	first := c.Other
	return c.Ticket.State == Merged && first != nil && first.Number == c.Ticket.Into &&
		first.Answer != nil && slices.Contains([]State{Answered, Revisited, Archived}, first.State) && SameCitizen(first.Contact, c.Ticket.Contact)
}
