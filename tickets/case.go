package tickets

import (
	"slices"
	"time"

	"hotline12345/tickets/org"
)

// Case is a request of an actor to move a ticket, with all that the rules need to decide
// it.
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

// namedAssignment returns the index of the assignment that the request names, else of the
// leading one; -1 if there is none.
func (c Case) namedAssignment() int {
	if c.Request.Assignee != "" {
		return c.Ticket.AssignmentIndex(c.Request.Assignee)
	}
	return c.Ticket.leadIndex()
}

// ownAssignment returns the assignment that the actor acts for, and whether it is their
// unit's.
func (c Case) ownAssignment() (Assignment, bool) {
	i := c.assignmentIndex()
	if i < 0 || !c.ofActor(c.Ticket.Assignments[i]) {
		return Assignment{}, false
	}
	return c.Ticket.Assignments[i], true
}

// asked reports whether a unit's request of a kind waits for a decision.
func (c Case) asked(kind UnitRequestKind, unit string) bool {
	return slices.ContainsFunc(c.Ticket.UnitRequests, func(req UnitRequest) bool { return req.Kind == kind && req.Unit == unit })
}

// assignmentIndex returns the index of the assignment that the actor acts for: the one
// that the request names, else the actor's own, the leading one first; -1 if there is
// none.
func (c Case) assignmentIndex() int {
	if c.Request.Assignee != "" {
		return c.Ticket.AssignmentIndex(c.Request.Assignee)
	}
	own := -1
	for i, a := range c.Ticket.Assignments {
		if !c.ofActor(a) {
			continue
		}
		if a.Role == Lead && c.leadActs() {
			return i
		}
		if own < 0 || !c.Ticket.Assignments[own].Open() {
			own = i
		}
	}
	return own
}

// ofActor reports whether an assignment belongs to the actor's unit or to one below it.
// Work that reached a unit after its end is its successor's.
func (c Case) ofActor(a Assignment) bool {
	return c.Rules.Tree.Within(a.Unit, c.By.Unit) || c.Rules.Tree.Within(c.Rules.Tree.Current(a.Unit), c.By.Unit)
}

// leadActs reports whether the move is meant for the leading assignment: while that has
// something to do, it comes before those of assisting units below.
func (c Case) leadActs() bool {
	i := c.Ticket.leadIndex()
	if i < 0 {
		return false
	}
	a := c.Ticket.Assignments[i]
	switch c.Request.Move {
	case MoveSign:
		return a.State == ToSign
	case MoveReport, MoveExtend:
		return a.State == InHand
	}
	return true
}
