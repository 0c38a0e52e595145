package tickets

import (
	"slices"
	"strings"
	"time"
)

// Guard is a condition of a move: "" when it holds, else what is wrong.
type Guard func(c Case) IllegalCode

// Case is one wish to move a ticket.
type Case struct {
	Ticket  Ticket
	Request Request
	By      Actor
	Now     time.Time
	Rules   Rulebook
	// Other is the other ticket of a merge: the one merged into, or the one
	// that comes. Of a merged ticket it is the first one.
	Other *Ticket
	// Waiting are tickets merged into this one whose citizens have no answer yet.
	Waiting []Number
}

// check is a guard that is a yes or no.
func check(code IllegalCode, holds func(c Case) bool) Guard {
	return func(c Case) IllegalCode {
		if holds(c) {
			return ""
		}
		return code
	}
}

// guardText wants a note that says something.
var guardText = check(NeedsNote, func(c Case) bool { return strings.TrimSpace(c.Request.Note) != "" })

// guardWay wants to know how the citizen was answered or told.
var guardWay = check(NeedsWay, func(c Case) bool { return slices.Contains(Ways(), c.Request.Way) })

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

func firstOf(c Case, guards ...Guard) IllegalCode {
	for _, g := range guards {
		if code := g(c); code != "" {
			return code
		}
	}
	return ""
}

// guardAnswerTime: an answer is given between the call and now.
var guardAnswerTime = check(BadTime, func(c Case) bool {
	at := c.Request.AnsweredAt
	return at.IsZero() || !at.After(c.Now) && !at.Before(c.Ticket.CalledAt)
})

// guardReachable: nobody was telephoned who left no number.
var guardReachable = check(NoContactThere, func(c Case) bool {
	r, t := c.Request, c.Ticket
	return !slices.Contains([]Way{Telephone, SMS, Fax}, r.Way) || t.Contact != "" || t.Caller != "" || r.Call != ""
})

// guardUncover: that a citizen is masked no longer is decided above the agents
// (M70, M71).
var guardUncover = check(WrongRole, func(c Case) bool {
	if c.Request.Changes == nil || !secret(c.Ticket.Confidential, c.Ticket.Type) || c.By.Has(headRoles...) {
		return true
	}
	after, err := corrected(c.Ticket.Register, *c.Request.Changes)
	return err != nil || secret(after.Confidential, after.Type)
})

// guardChanges wants a correction that changes something.
var guardChanges = check(NeedsChange, func(c Case) bool {
	return c.Request.Changes != nil && *c.Request.Changes != (Changes{})
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
	case r == Unreachable && !triedEnough(c.Ticket.Attempts):
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

// guardNothingPending: no plea about the work, no dispute and no emergency waits for a
// decision. Whether a rating counts can be decided later.
var guardNothingPending = check(StillPending, func(c Case) bool {
	return !slices.ContainsFunc(c.Ticket.Pleas, Plea.aboutWork) && !c.Ticket.Dispute.Open() && !c.Ticket.Emergency.Unverified()
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
	return c.Request.Revisit != nil && c.Request.Revisit.Reached || triedEnough(c.Ticket.Attempts)
})

var guardToTell = check(NothingToTell, func(c Case) bool { return len(c.Ticket.Tell) > 0 })

// guardDeclined wants a reason of the list and the right place to turn to (M33).
func guardDeclined(c Case) IllegalCode {
	switch {
	case !slices.Contains(DeclineReasons(), c.Request.Declined):
		return BadReason
	case strings.TrimSpace(c.Request.Refer) == "":
		return NeedsRefer
	}
	return ""
}

// guardNoneWaits: a ticket without an answer leaves nobody behind who was merged into it.
var guardNoneWaits = check(MergedWait, func(c Case) bool { return len(c.Waiting) == 0 })

// guardNothingAbsorbed: a ticket that took up others stays the first one.
var guardNothingAbsorbed = check(HasAbsorbed, func(c Case) bool { return len(c.Ticket.Absorbed) == 0 })

// guardInto wants another ticket that still goes on.
var guardInto = check(BadTicket, func(c Case) bool {
	o := c.Other
	return o != nil && o.Number == c.Request.Into && o.Number != c.Ticket.Number && o.State.Open() && o.State != Merged
})

// guardIntoLed: a unit's work is merged only into what another unit handles, so
// that no clock is lost.
var guardIntoLed = check(BadTicket, func(c Case) bool { return c.Other != nil && c.Other.Lead != "" })

// guardLetGo wants a ticket that was merged into this one.
var guardLetGo = check(BadTicket, func(c Case) bool { return slices.Contains(c.Ticket.Absorbed, c.Request.Into) })

// guardAbsorb wants the ticket that comes.
var guardAbsorb = check(BadTicket, func(c Case) bool {
	return c.Other != nil && c.Other.Number == c.Request.Into && c.Other.Number != c.Ticket.Number &&
		!slices.Contains(c.Ticket.Absorbed, c.Request.Into)
})
