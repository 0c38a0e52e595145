package tickets

import "slices"

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

// guardAssist wants assisting units that exist, none twice, none that leads.
func guardAssist(c Case) IllegalCode {
	for i, unit := range c.Request.Assist {
		switch {
		case !c.Rules.Tree.Works(unit):
			return UnknownUnit
		case unit == c.Request.Unit, slices.Contains(c.Request.Assist[:i], unit):
			return SameUnit
		}
	}
	return ""
}

// guardOtherUnit: a re-dispatch goes to another unit.
var guardOtherUnit = check(SameUnit, func(c Case) bool { return c.Request.Unit != c.Ticket.Lead })

// guardBelow: a unit hands down only within its own part of the tree, a
// sub-centre within the area that it serves (S041). So a department cannot push its
// duty down to a street or a village, which are not below it (M45).
var guardBelow = check(NotBelow, func(c Case) bool {
	return c.Rules.Tree.Within(c.Request.Unit, c.Rules.Tree.Scope(c.By.Unit))
})

// guardSameLead: where no unit has the matter, a decision names no other one.
var guardSameLead = check(WrongState, func(c Case) bool { return !otherLead.Holds(c) })

// guardLeadNamed: only in the check an assisting unit's part can go back alone.
var guardLeadNamed = check(NoAssistant, func(c Case) bool { return c.namedPart() == c.Ticket.lead() })

// guardAnswering: what the hotline decides is decided in the centre that answers
// for the ticket, or above it. The same role in a unit, or in a sub-centre that
// only has a part, would judge its own work (S092, S099).
var guardAnswering = check(NotYourCentre, func(c Case) bool {
	return c.By.Has(RoleClock) || answersFor(c.By, c.Ticket.Centre, c.Rules.Tree)
})

// guardNoPart: a unit has one part in a matter.
var guardNoPart = check(SameUnit, func(c Case) bool { return c.Ticket.part(c.Request.Unit) < 0 })

// own is the part that the actor acts for, if it is theirs.
func (c Case) own() (Part, bool) {
	i := c.partIndex()
	if i < 0 || !c.ofActor(c.Ticket.Parts[i]) {
		return Part{}, false
	}
	return c.Ticket.Parts[i], true
}

// ownPart makes a guard of a question about the actor's own part.
func ownPart(code IllegalCode, holds func(c Case, p Part) bool) Guard {
	return func(c Case) IllegalCode {
		p, ok := c.own()
		switch {
		case !ok:
			return NotYourUnit
		case !holds(c, p):
			return code
		}
		return ""
	}
}

var (
	guardOwnPart  = ownPart("", func(Case, Part) bool { return true })
	guardOwnLead  = ownPart(NotYourUnit, func(_ Case, p Part) bool { return p.Role == Lead })
	guardToSign   = ownPart(AlreadySigned, func(_ Case, p Part) bool { return p.State == ToSign })
	guardInHand   = ownPart(NotSigned, func(_ Case, p Part) bool { return p.State == InHand })
	guardOpenPart = ownPart(AlreadyReported, func(_ Case, p Part) bool { return p.Open() })
	// guardNotOver: an extension is asked for before the limit ends (M50).
	guardNotOver = ownPart(TooLate, func(c Case, p Part) bool { return c.Now.IsZero() || c.Now.Before(p.Due) })
)

// asked says whether a unit's plea of a kind waits.
func (c Case) asked(kind PleaKind, unit string) bool {
	return slices.ContainsFunc(c.Ticket.Pleas, func(p Plea) bool { return p.Kind == kind && p.Unit == unit })
}

func notAsked(kind PleaKind) Guard {
	return ownPart(AlreadyAsked, func(c Case, p Part) bool { return !c.asked(kind, p.Unit) })
}

var (
	guardNoReturn    = notAsked(PleaReturn)
	guardNoExtension = notAsked(PleaExtension)
	guardNoExclusion = notAsked(PleaExclusion)
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

// guardConcerned: a clerk's unit has a part in the matter.
var guardConcerned = check(NotYourUnit, func(c Case) bool {
	if !c.By.Has(RoleUnitClerk) || c.By.Has(centre...) || c.By.Has(above...) {
		return true
	}
	_, ok := c.own()
	return ok
})

var guardAssistants = check(NoAssistant, func(c Case) bool {
	return slices.ContainsFunc(c.Ticket.Parts, func(p Part) bool { return p.Role == Assist })
})

var guardAssistPart = check(NoAssistant, func(c Case) bool {
	i := c.Ticket.part(c.Request.Part)
	return i >= 0 && c.Ticket.Parts[i].Role == Assist
})

var guardHasLead = check(NeedsUnit, func(c Case) bool { return c.Ticket.lead() >= 0 })

// guardAllReported: every unit's answer is there; one that is not needed is
// released.
var guardAllReported = check(PartsMissing, func(c Case) bool {
	return !slices.ContainsFunc(c.Ticket.Parts, Part.Open)
})

var guardResult = check(NeedsResult, func(c Case) bool { return slices.Contains(Results(), c.Request.Result) })
