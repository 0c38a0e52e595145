package tickets

import (
	"slices"

	"hotline12345/internal/text"
	"hotline12345/tickets/org"
)

// Guard is a condition of a move. It returns "" if the move is allowed, else why it is
// not.
type Guard func(c Case) IllegalCode

// check makes a guard of a yes-or-no question.
func check(code IllegalCode, holds func(c Case) bool) Guard {
	return func(c Case) IllegalCode {
		if holds(c) {
			return ""
		}
		return code
	}
}

// guardText requires a note that is not blank.
var guardText = check(NeedsNote, func(c Case) bool { return !text.IsBlank(c.Request.Note) })

// guardWay requires the way in which the citizen was answered or told.
var guardWay = check(NeedsWay, func(c Case) bool { return slices.Contains(Ways(), c.Request.Way) })

// firstOf returns the code of the first guard that fails; "" if all hold.
func firstOf(c Case, guards ...Guard) IllegalCode {
	for _, g := range guards {
		if code := g(c); code != "" {
			return code
		}
	}
	return ""
}

// guardAnswerTime requires that the answer was given between the call and now.
var guardAnswerTime = check(BadTime, func(c Case) bool {
	at := c.Request.AnsweredAt
	return at.IsZero() || !at.After(c.Now) && !at.Before(c.Ticket.CalledAt)
})

// guardNothingPending requires that no request about the work, no dispute and no emergency
// waits for a decision. Whether a rating counts may be decided later.
var guardNothingPending = check(StillPending, func(c Case) bool {
	return !slices.ContainsFunc(c.Ticket.UnitRequests, UnitRequest.aboutWork) && !c.Ticket.Dispute.Open() && !c.Ticket.Emergency.Unverified()
})

// guardLimit requires that a limit, if one is given, can be read and is within the longest
// (S093).
func guardLimit(c Case) IllegalCode {
	if c.Request.Limit == "" {
		return ""
	}
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || l.AtOnce() || l.TooLong() || l.Days == 0 && l.Clock < shortestLimit {
		return BadLimit
	}
	return ""
}

// guardNewLimit requires a limit: a redo has a new one (S098).
func guardNewLimit(c Case) IllegalCode {
	if c.Request.Limit == "" {
		return BadLimit
	}
	return guardLimit(c)
}

// guardUndecided requires that no decision of the leader binds: it takes another
// decision to name another lead (S099).
var guardUndecided = check(Decided, func(c Case) bool { return !c.Ticket.Dispute.binds() })

// guardUnit requires a unit that exists and has not ended.
func guardUnit(c Case) IllegalCode {
	switch {
	case c.Request.Unit == "":
		return NeedsUnit
	case !c.Rules.Tree.Works(c.Request.Unit):
		return UnknownUnit
	}
	return ""
}

// guardLeadNamed requires that the leading assignment is meant: an assisting unit's goes
// back alone only during the check.
var guardLeadNamed = check(NoAssistant, func(c Case) bool { return c.namedAssignment() == c.Ticket.leadIndex() })

// guardAnswering requires an actor of the centre that answers for the ticket, or of one
// above it. The same role in a unit, or in a sub-centre that only has an assignment, would
// judge its own work (S092, S099).
var guardAnswering = check(NotYourCentre, func(c Case) bool {
	return c.By.Has(org.RoleClock) || answersFor(c.By, c.Ticket.Centre, c.Rules.Tree)
})

// ownAssignment makes a guard of a question about the actor's own assignment.
func ownAssignment(code IllegalCode, holds func(c Case, a Assignment) bool) Guard {
	return func(c Case) IllegalCode {
		a, ok := c.ownAssignment()
		switch {
		case !ok:
			return NotYourUnit
		case !holds(c, a):
			return code
		}
		return ""
	}
}

// notAsked requires that the actor's unit has no undecided request of a kind.
func notAsked(kind UnitRequestKind) Guard {
	return ownAssignment(AlreadyAsked, func(c Case, a Assignment) bool { return !c.asked(kind, a.Unit) })
}

// guardNoReturn requires that no return of the actor's unit waits.
var guardNoReturn = notAsked(ReturnRequest)

// guardConcerned requires of a clerk that their unit has an assignment in the matter.
var guardConcerned = check(NotYourUnit, func(c Case) bool {
	if !c.By.Has(org.RoleUnitClerk) || c.By.Has(org.CentreRoles...) || c.By.Has(org.OversightRoles...) {
		return true
	}
	_, ok := c.ownAssignment()
	return ok
})

// guardHasLead requires a unit that leads.
var guardHasLead = check(NeedsUnit, func(c Case) bool { return c.Ticket.leadIndex() >= 0 })

// guardReachable requires a number for what goes by telephone, SMS or fax.
var guardReachable = check(NoContactThere, func(c Case) bool {
	r, t := c.Request, c.Ticket
	return !slices.Contains([]Way{Telephone, SMS, Fax}, r.Way) || t.Contact != "" || t.Caller != "" || r.Call != ""
})
