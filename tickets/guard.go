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
	Tree    Tree
}

// guardText wants a note that says something.
func guardText(c Case) IllegalCode {
	if strings.TrimSpace(c.Request.Note) == "" {
		return NeedsNote
	}
	return ""
}

// guardWay wants to know how the citizen was answered.
func guardWay(c Case) IllegalCode {
	if !slices.Contains(Ways(), c.Request.Way) {
		return NeedsWay
	}
	return ""
}

// guardAnswerTime: an answer is given between the call and now.
func guardAnswerTime(c Case) IllegalCode {
	at := c.Request.AnsweredAt
	if at.IsZero() {
		return ""
	}
	if at.After(c.Now) || at.Before(c.Ticket.CalledAt) {
		return BadTime
	}
	return ""
}

// guardUnit wants a unit that exists.
func guardUnit(c Case) IllegalCode {
	switch {
	case c.Request.Unit == "":
		return NeedsUnit
	case !c.Tree.Known(c.Request.Unit):
		return UnknownUnit
	}
	return ""
}

// guardOtherUnit: a re-dispatch goes to another unit.
func guardOtherUnit(c Case) IllegalCode {
	if c.Request.Unit == c.Ticket.Lead {
		return SameUnit
	}
	return ""
}

// guardAnswered is the seed's sharpest rule (S016): no ticket is closed without
// an answer to the citizen (who, when, how) or a recorded reason. The answer may
// come with the close.
func guardAnswered(c Case) IllegalCode {
	r := c.Request
	switch {
	case r.Way != "":
		for _, g := range []Guard{guardText, guardWay, guardAnswerTime} {
			if code := g(c); code != "" {
				return code
			}
		}
		return ""
	case r.Reason != "":
		if !slices.Contains(NoAnswers(), r.Reason) {
			return BadReason
		}
		return guardText(c)
	case c.Ticket.Answer != nil:
		return ""
	}
	return NeedsAnswer
}

// guardChanges wants a correction that changes something.
func guardChanges(c Case) IllegalCode {
	if c.Request.Changes == nil || *c.Request.Changes == (Changes{}) {
		return NeedsChange
	}
	return ""
}
