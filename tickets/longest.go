package tickets

import (
	"slices"
	"time"

	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// Longest is how long units may have for a matter in all (S093), and what of it is left.
type Longest struct {
	// By is its end. No unit gets a limit beyond it, but by the leader.
	By time.Time `json:"by"`
	// Provisional: it depends on a year whose holidays are not announced.
	Provisional bool `json:"provisional,omitempty"`
	// DaysLeft are the working days after today, up to and with the last.
	DaysLeft int `json:"days_left"`
}

// LongestOf returns what is left of the longest time for a matter; nil where no unit has
// had it yet, or where no one waits for an answer.
func (b Rulebook) LongestOf(t Ticket, now time.Time) *Longest {
	return b.longest(t.State, t.bounds(), now)
}

// ShowLongest puts into a row of a list what is left of the longest time.
func (b Rulebook) ShowLongest(s Summary, now time.Time) Summary {
	s.Longest, s.Bounds = b.longest(s.State, s.Bounds, now), nil
	return s
}

func (b Rulebook) longest(state State, bounds []Span, now time.Time) *Longest {
	_, end, ok := b.earliest(bounds)
	if !ok || !state.Open() {
		return nil
	}
	return &Longest{By: end.At, Provisional: end.Provisional, DaysLeft: b.Calendar.Days(now, end.At)}
}

// earliest returns the span that ends first, and its end.
func (b Rulebook) earliest(spans []Span) (first Span, end workday.Deadline, ok bool) {
	for _, s := range spans {
		if d := b.Deadline(s.From, s.Limit); !ok || d.At.Before(end.At) {
			first, end, ok = s, d, true
		}
	}
	return first, end, ok
}

// thirtyFrom is the longest time of a matter that was dispatched then.
func thirtyFrom(at time.Time) []Span { return []Span{{at, Limit{Days: longestTotal}}} }

// bounds returns the spans within which all limits of units end: thirty working days from
// the first dispatch (S093), or what the leader decided instead. A return, another unit, a
// merge and its undoing, and a redo during the check leave them as they are. Once the
// citizen was answered, a redo or a reopened matter has thirty days of its own.
func (t Ticket) bounds() []Span {
	var own []Span
	others := map[Number][]Span{} // of the tickets that were merged into this one
	answered := false
	for _, e := range t.Entries {
		if answered && e.From != e.To && (e.To == Redo || e.To == Registered) {
			own, answered = nil, false
			clear(others)
			if e.To == Redo {
				own = thirtyFrom(e.At)
			}
		}
		answered = answered || e.To == Answered || e.To == Archived && (e.Answer != nil || e.Reason == Repeat)
		switch e.Move {
		case MoveAbsorb:
			others[e.Ticket] = e.Bounds
		case MoveLetGo:
			delete(others, e.Ticket)
		case MoveSeparate, MoveReopen:
			own = append(own, e.Bounds...)
		case MoveDispatch, MoveDecide, MoveProlong:
			if len(e.Bounds) > 0 { // the leader's word
				own = e.Bounds
				clear(others)
			} else if len(own) == 0 && e.Unit != "" && !e.ForInformation {
				own = thirtyFrom(e.At)
			}
		}
		if e.To == Redo && len(own) == 0 { // the first answer that is asked for
			own = thirtyFrom(e.At)
		}
	}
	for _, n := range t.Absorbed {
		own = append(own[:len(own):len(own)], others[n]...)
	}
	if len(own) == 0 {
		return t.boundsOfAssignments()
	}
	return own
}

// boundsOfAssignments returns the bounds of a ticket whose entries name no dispatch.
func (t Ticket) boundsOfAssignments() []Span {
	var first time.Time
	for _, a := range t.Assignments {
		if a.ForInformation {
			continue
		}
		from := a.CapFrom
		if from.IsZero() {
			from = a.DispatchedAt
		}
		if first.IsZero() || from.Before(first) {
			first = from
		}
	}
	if first.IsZero() {
		return nil
	}
	return thirtyFrom(first)
}

// boundsInside returns the bounds of a ticket that leaves a merge: units have had its
// matter since it was merged, or since the first ticket was dispatched later.
func (c Case) boundsInside() []Span {
	if c.Other == nil || c.Other.Number != c.Ticket.Into {
		return nil
	}
	first := c.Other.bounds()
	if len(first) == 0 {
		return nil
	}
	from := first[0].From
	for _, e := range slices.Backward(c.Ticket.Entries) {
		if e.Move == MoveMerge {
			if e.At.After(from) {
				from = e.At
			}
			break
		}
	}
	return thirtyFrom(from)
}

// lastDay returns the end of the longest time for the matter of the case; not ok before
// its first dispatch.
func (c Case) lastDay() (time.Time, bool) {
	_, end, ok := c.Rules.earliest(c.Ticket.bounds())
	return end.At, ok
}

// capped gives a unit no more than what is left of the longest time, unless the leader
// names the limit, or life and property cannot wait for one.
func (c Case) capped(t *Ticket, a Assignment) Assignment {
	bound, end, ok := c.Rules.earliest(t.bounds())
	if !ok {
		a.CapFrom = a.DispatchedAt
		return a
	}
	a.CapFrom = bound.From
	if a.Due.After(end.At) && c.Now.Before(end.At) && !c.leadersLimit() {
		c.Rules.wind(&a, bound.From, bound.Limit)
	}
	return a
}

// dueWithin returns when an assignment is due by the calendar of now. A day that became a
// working day after the limit was given moves the end of the longest time alone where the
// assignment began later: then the assignment ends with it. A supervision that began when the
// longest time was over has its own limit, and so has an emergency.
func (b Rulebook) dueWithin(t Ticket, a Assignment) workday.Deadline {
	due := b.Deadline(a.From, a.Limit)
	if t.emergencyLimit(a.Limit) {
		return due
	}
	_, end, ok := b.earliest(t.bounds())
	if ok && due.At.After(end.At) && (a.Supervised == 0 || a.From.Before(end.At)) {
		return end
	}
	return due
}

// leadersLimit reports whether the leader names a limit, which may end beyond the longest
// time.
func (c Case) leadersLimit() bool { return c.Request.Move == MoveDecide && c.Request.Limit != "" }

// leastUrgent is the longest limit that an emergency gives a unit beyond the longest time.
const leastUrgent = 24 * time.Hour

// emergencyLimit reports whether a limit is one of an emergency, which does not wait for the
// longest time (S088).
func (t Ticket) emergencyLimit(l Limit) bool {
	return t.Emergency.Ongoing() && l.Days == 0 && l.Clock <= leastUrgent
}

// guardLongest requires that the limit of a dispatch or of a redo ends within the longest
// time. A limit of the table is cut to what is left; where nothing is left, only the leader
// decides (S093). Danger to life and property does not wait for that (S088).
func guardLongest(c Case) IllegalCode {
	l := c.limit(&c.Ticket)
	end, ok := c.lastDay()
	switch {
	case !ok, c.leadersLimit():
		return ""
	case c.Ticket.emergencyLimit(l):
		return ""
	case !c.Now.Before(end), c.Request.Limit != "" && c.Rules.Deadline(c.Now, l).At.After(end):
		return OverCap
	}
	return ""
}

// guardRedoLongest is guardLongest for a redo: one after the citizen was answered has
// thirty working days of its own.
func guardRedoLongest(c Case) IllegalCode {
	if c.Ticket.State == Answered || c.Ticket.State == Revisited {
		return ""
	}
	return guardLongest(c)
}

// guardIntoLongest requires that a matter that units have had already is merged into none
// whose limits end beyond its own longest time.
var guardIntoLongest = check(OverCap, func(c Case) bool {
	end, ok := c.lastDay()
	return !ok || c.Other == nil || !slices.ContainsFunc(c.Other.Assignments, func(a Assignment) bool { return a.Open() && a.Due.After(end) })
})

// longestTransitions is the row of what only the leader may: to let units have a matter for
// longer than thirty working days.
func longestTransitions() []Transition {
	return []Transition{{From: unanswered(), Move: MoveProlong, Roles: []org.Role{org.RoleLeader}, To: Same,
		Needs: []Guard{guardAnswering, guardHadUnit}, Wants: []Guard{guardText, guardLonger}, Effect: applyProlong}}
}

// guardHadUnit requires a matter that was dispatched: before, there is nothing to prolong.
var guardHadUnit = check(NeedsUnit, func(c Case) bool { _, ok := c.lastDay(); return ok })

// guardLonger requires whole working days from now that end after the last day so far, and
// are no more than thirty: what needs longer is decided again.
func guardLonger(c Case) IllegalCode {
	l, err := ParseLimit(c.Request.Limit)
	if err != nil || l.Days == 0 || l.TooLong() {
		return BadLimit
	}
	if end, ok := c.lastDay(); ok && !c.Rules.Deadline(c.Now, l).At.After(end) {
		return NotLonger
	}
	return ""
}

// applyProlong gives the units that still owe their answer, and those that get the matter
// later, until the day that the leader names; the citizen is told.
func applyProlong(c Case, t *Ticket, e *Entry) {
	l, _ := ParseLimit(c.Request.Limit) // guardLonger has read it
	e.Before, _ = c.lastDay()
	e.Bounds, e.Limit = []Span{{c.Now, l}}, l.String()
	end := c.Rules.Deadline(c.Now, l)
	e.Due, e.Provisional = end.At, end.Provisional
	t.Referred = time.Time{}
	for i := range t.Assignments {
		if a := &t.Assignments[i]; a.Open() {
			c.Rules.wind(a, c.Now, l)
			c.recomputeContact(a)
		}
	}
	c.promiseAfter(t, e, Assignment{From: c.Now, Limit: l})
	t.tell(c, e, Notice{What: MoveProlong, Unit: t.Lead, Due: end.At, Why: c.Request.Note})
}
