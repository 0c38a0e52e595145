package tickets

import "strings"

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

// guardDays: an extension is of whole working days and never goes beyond thirty
// from the dispatch (S093).
func guardDays(c Case) IllegalCode {
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || l.Days == 0 {
		return BadLimit
	}
	p, _ := c.own()
	if c.Rules.Deadline(p.Due, l).At.After(c.Rules.cap(p)) {
		return OverCap
	}
	return ""
}

// guardCap asks the same again when an extension is granted: the calendar may
// have changed meanwhile.
func guardCap(c Case) IllegalCode {
	plea, _ := c.plea()
	i := c.Ticket.part(plea.Unit)
	if plea.Kind != PleaExtension || i < 0 {
		return ""
	}
	p := c.Ticket.Parts[i]
	if c.Rules.Deadline(p.Due, Limit{Days: plea.Days}).At.After(c.Rules.cap(p)) {
		return OverCap
	}
	return ""
}

var guardPlea = check(NothingAsked, func(c Case) bool { return len(c.Ticket.Pleas) > 0 })

var guardWhichPlea = check(WhichPlea, func(c Case) bool { _, ok := c.plea(); return ok })

// guardRemind: people remind with words, the clock with an alarm.
func guardRemind(c Case) IllegalCode {
	switch {
	case c.By.Has(RoleClock):
		return ""
	case c.Request.Part != "" && c.Ticket.part(c.Request.Part) < 0:
		return NotYourUnit
	}
	return guardText(c)
}

// guardSupervise: people give reasons; the clock only supervises what is overdue.
func guardSupervise(c Case) IllegalCode {
	i := c.namedPart()
	switch {
	case i < 0 || !c.Ticket.Parts[i].Open():
		return AlreadyReported
	case !c.By.Has(RoleClock):
		return guardText(c)
	case c.Now.Before(c.Ticket.Parts[i].Due):
		return TooEarly
	}
	return ""
}

// guardSupervisedCap: the new limit of a supervision ends within the thirty
// working days too (S093); where they are over, it is the shortest.
func guardSupervisedCap(c Case) IllegalCode {
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || c.By.Has(RoleClock) {
		return ""
	}
	p := c.Ticket.Parts[c.namedPart()]
	end := c.Rules.Deadline(c.Now, l).At
	shortest := c.Rules.Deadline(c.Now, Limit{Days: supervisedDays}).At
	if end.After(c.Rules.cap(p)) && end.After(shortest) {
		return OverCap
	}
	return ""
}

// namedPart is the part that the request names, else the lead's.
func (c Case) namedPart() int {
	if c.Request.Part != "" {
		return c.Ticket.part(c.Request.Part)
	}
	return c.Ticket.lead()
}

// guardHandOver: something of the ticket belongs to the unit that ends.
var guardHandOver = check(NotYourUnit, func(c Case) bool {
	return c.Ticket.part(c.Request.Part) >= 0 || c.Ticket.Centre == c.Request.Part
})

var (
	guardNoDispute = check(AlreadyAsked, func(c Case) bool { return !c.Ticket.Dispute.Open() })
	guardDispute   = check(NothingAsked, func(c Case) bool { return c.Ticket.Dispute.Open() })
	// guardUndecided: what the leader decided binds; another lead needs another
	// decision (S099).
	guardUndecided = check(Decided, func(c Case) bool { return !c.Ticket.Dispute.binds() })
	// guardUnitAccepts: a unit does not dispute again what was decided; the office
	// may put it before the leader once more.
	guardUnitAccepts = check(Decided, func(c Case) bool { return c.By.Has(headRoles...) || !c.Ticket.Dispute.binds() })
	guardNotReferred = check(AlreadyAsked, func(c Case) bool { return c.Ticket.Referred.IsZero() })
	guardPeople      = check(NeedsPeople, func(c Case) bool {
		return strings.TrimSpace(c.Request.People) != "" && strings.TrimSpace(c.Request.Place) != ""
	})
	guardNoEmergency = check(AlreadyAsked, func(c Case) bool { return !c.Ticket.Emergency.Ongoing() })
	guardEmergency   = check(NothingAsked, func(c Case) bool { return c.Ticket.Emergency.Ongoing() })
	guardUnverified  = check(NothingAsked, func(c Case) bool { return c.Ticket.Emergency.Unverified() })
)
