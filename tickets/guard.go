package tickets

import (
	"slices"
	"strings"
	"time"

	"hotline12345/tickets/org"
)

// Guard is a condition of a move: "" when it holds, else what is wrong.
type Guard func(c Case) IllegalCode

// Case is one wish to move a ticket.
type Case struct {
	Ticket  Ticket
	Request Request
	By      org.Actor
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

// guardNothingPending: no plea about the work, no dispute and no emergency waits for a
// decision. Whether a rating counts can be decided later.
var guardNothingPending = check(StillPending, func(c Case) bool {
	return !slices.ContainsFunc(c.Ticket.UnitRequests, UnitRequest.aboutWork) && !c.Ticket.Dispute.Open() && !c.Ticket.Emergency.Unverified()
})

// guardLimit: a limit that is given is a limit, and none is longer than the
// longest (S093).
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

// guardNewLimit: a redo has a new limit (S098).
func guardNewLimit(c Case) IllegalCode {
	if c.Request.Limit == "" {
		return BadLimit
	}
	return guardLimit(c)
}

// namedPart is the part that the request names, else the lead's.
func (c Case) namedAssignment() int {
	if c.Request.Assignee != "" {
		return c.Ticket.AssignmentIndex(c.Request.Assignee)
	}
	return c.Ticket.leadIndex()
}

var (
	// guardUndecided: what the leader decided binds; another lead needs another
	// decision (S099).
	guardUndecided = check(Decided, func(c Case) bool { return !c.Ticket.Dispute.binds() })
)

// guardUnit wants a unit that exists and works.
func guardUnit(c Case) IllegalCode {
	switch {
	case c.Request.Unit == "":
		return NeedsUnit
	case !c.Rules.Tree.Works(c.Request.Unit):
		return UnknownUnit
	}
	return ""
}

// guardLeadNamed: only in the check an assisting unit's assignment can go back alone.
var guardLeadNamed = check(NoAssistant, func(c Case) bool { return c.namedAssignment() == c.Ticket.leadIndex() })

// guardAnswering: what the hotline decides is decided in the centre that answers
// for the ticket, or above it. The same role in a unit, or in a sub-centre that
// only has a part, would judge its own work (S092, S099).
var guardAnswering = check(NotYourCentre, func(c Case) bool {
	return c.By.Has(org.RoleClock) || answersFor(c.By, c.Ticket.Centre, c.Rules.Tree)
})

// own is the part that the actor acts for, if it is theirs.
func (c Case) ownAssignment() (Assignment, bool) {
	i := c.assignmentIndex()
	if i < 0 || !c.ofActor(c.Ticket.Assignments[i]) {
		return Assignment{}, false
	}
	return c.Ticket.Assignments[i], true
}

// ownPart makes a guard of a question about the actor's own part.
func ownAssignment(code IllegalCode, holds func(c Case, p Assignment) bool) Guard {
	return func(c Case) IllegalCode {
		p, ok := c.ownAssignment()
		switch {
		case !ok:
			return NotYourUnit
		case !holds(c, p):
			return code
		}
		return ""
	}
}

// asked says whether a unit's plea of a kind waits.
func (c Case) asked(kind UnitRequestKind, unit string) bool {
	return slices.ContainsFunc(c.Ticket.UnitRequests, func(p UnitRequest) bool { return p.Kind == kind && p.Unit == unit })
}

func notAsked(kind UnitRequestKind) Guard {
	return ownAssignment(AlreadyAsked, func(c Case, p Assignment) bool { return !c.asked(kind, p.Unit) })
}

var (
	guardNoReturn = notAsked(ReturnRequest)
)

// guardConcerned: a clerk's unit has a part in the matter.
var guardConcerned = check(NotYourUnit, func(c Case) bool {
	if !c.By.Has(org.RoleUnitClerk) || c.By.Has(org.CentreRoles...) || c.By.Has(org.OversightRoles...) {
		return true
	}
	_, ok := c.ownAssignment()
	return ok
})

var guardHasLead = check(NeedsUnit, func(c Case) bool { return c.Ticket.leadIndex() >= 0 })
