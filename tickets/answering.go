package tickets

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// The conditions that tell apart two rules for one move.
var (
	// unitsFault: dissatisfied with reason (M58).
	unitsFault = &Condition{"dissatisfied through the unit's fault", func(c Case) bool {
		r := c.Request.Revisit
		return r != nil && r.UnitsFault && c.Ticket.Lead != ""
	}}
)

// morning is the time of day at which the office is asked to do what is due that day.
const morning = 9*time.Hour + 30*time.Minute

// morningAfter is the morning of the nth working day after now.
func (b Rulebook) morningAfter(now time.Time, n int) time.Time {
	return b.Deadline(now, Limit{Days: n}).At.Add(morning - b.ClosingTime())
}

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

// planRevisit: what a unit handled is asked about on the next working day (M54).
func (c Case) planRevisit(t *Ticket) {
	t.Attempts, t.TryAt = nil, time.Time{}
	if t.Lead != "" {
		t.TryAt = c.Rules.morningAfter(c.Now, 1)
	}
}

func applyTold(c Case, t *Ticket, e *Entry) {
	e.Way, e.Call = c.Request.Way, c.Request.Call
	t.Tell = nil
}

func applyAttempt(c Case, t *Ticket, e *Entry) {
	e.Outcome, e.Call = c.Request.Outcome, c.Request.Call
	t.Attempts = append(t.Attempts, Attempt{At: c.Now, By: c.By.Person, Outcome: c.Request.Outcome, Call: c.Request.Call})
	t.TryAt = nextAttempt(c.Now, len(t.Attempts))
}

func applyRevisit(c Case, t *Ticket, e *Entry) {
	rating := *c.Request.Revisit
	e.Revisit, e.Call, e.Assignee = &rating, c.Request.Call, cmp.Or(t.Lead, t.Centre)
	t.Revisit = &Revisit{Rating: rating, By: c.By.Person, At: c.Now, Unit: t.Lead}
	t.TryAt = time.Time{}
}

// revisitRedo: the unit handles the matter again; the second time under written
// supervision (M58).
func applyRevisitRedo(c Case, t *Ticket, e *Entry) {
	again := t.disappointed(t.Lead)
	applyRevisit(c, t, e)
	applyRedo(c, t, e)
	if again {
		p := &t.Assignments[t.leadIndex()]
		p.Supervised++
		e.Supervised, e.Copies = true, c.Rules.copies(t, p.Unit)
	}
}

// excluded says whether a revisit's rating does not count (M57).
func (t *Ticket) excluded(seq int) bool {
	return slices.ContainsFunc(t.Entries, func(e Entry) bool { return e.Move == MoveGrant && e.Rated == seq })
}

// disappointed says whether a unit's work on this matter was called bad, through
// its own fault, before; what was handed down to it counts with it.
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

func applyArchive(c Case, t *Ticket, e *Entry) {
	if t.State != Answered && t.State != Revisited { // what a unit told is no answer before the check
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

// reopen takes the matter up again, with a new promise (S014).
func applyReopen(c Case, t *Ticket, e *Entry) {
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

// guardReachable: nobody was telephoned who left no number.
var guardReachable = check(NoContactThere, func(c Case) bool {
	r, t := c.Request, c.Ticket
	return !slices.Contains([]Way{Telephone, SMS, Fax}, r.Way) || t.Contact != "" || t.Caller != "" || r.Call != ""
})

// guardAnswered is the seed's sharpest rule (S016): no ticket is archived
// without an answer to the citizen: who, when, how.
var guardAnswered = check(NeedsAnswer, func(c Case) bool { return c.Ticket.Answer != nil })

// guardNoAnswer wants a recorded reason where there is no answer. "Unreachable"
// needs the attempts of the plan, "repeat" that the same citizen was answered
// in the first ticket.
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

func (c Case) sameCitizenAnswered() bool {
	first := c.Other
	return c.Ticket.State == Merged && first != nil && first.Number == c.Ticket.Into &&
		first.Answer != nil && slices.Contains([]State{Answered, Revisited, Archived}, first.State) && first.Contact == c.Ticket.Contact && c.Ticket.Contact != ""
}

// guardRevisited: what a unit handled is revisited before it is archived (S046).
// The attempts of the plan count as a revisit that found nobody.
var guardRevisited = check(NeedsRevisit, func(c Case) bool {
	t := c.Ticket
	return t.State == Revisited || t.Lead == "" || t.Declined != ""
})

// guardPassedOn: what the leader wrote is passed on, or closed by those who pass
// such things on (S085).
var guardPassedOn = check(StillPending, func(c Case) bool {
	return c.Ticket.Instructed.IsZero() || c.By.Has(headRoles...)
})

var guardOutcome = check(BadOutcome, func(c Case) bool { return slices.Contains(Outcomes(), c.Request.Outcome) })

var guardRating = check(BadRating, func(c Case) bool { return c.Request.Revisit != nil && c.Request.Revisit.valid() })

// guardReachedOrTried: "not reached" needs the attempts of the plan.
var guardReachedOrTried = check(NeedsAttempts, func(c Case) bool {
	return c.Request.Revisit != nil && c.Request.Revisit.Reached || enoughAttempted(c.Ticket.Attempts)
})

var guardToTell = check(NothingToTell, func(c Case) bool { return len(c.Ticket.Tell) > 0 })

// guardNoneWaits: a ticket without an answer leaves nobody behind who was merged into it.
var guardNoneWaits = check(MergedWait, func(c Case) bool { return len(c.Waiting) == 0 })

// answerRules: no information in without information out (S016).
func answerTransitions() []Transition {
	answered := []Guard{guardText, guardWay, guardReachable, guardAnswerTime}
	return []Transition{
		{From: []State{Registered, Answering, Merged}, Move: MoveAnswer, Roles: officeRoles, To: Answered, Needs: []Guard{guardAnswering}, Wants: answered, Effect: applyAnswer},
		{From: append(unanswered(), Answered, Merged), Move: MoveTold, Roles: officeRoles, To: Same,
			Needs: []Guard{guardAnswering, guardToTell}, Wants: []Guard{guardWay, guardReachable, guardAnswerTime}, Effect: applyTold},
		{From: []State{Answering, Answered, Merged, Registered}, Move: MoveAttempt, Roles: officeRoles, To: Same, Needs: []Guard{guardAnswering}, Wants: []Guard{guardOutcome}, Effect: applyAttempt},
		{From: []State{Answered}, Move: MoveRevisit, Roles: officeRoles, To: Redo, If: unitsFault,
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
