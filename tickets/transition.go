package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// partIndex is the part that the actor acts for: the one that the request
// names, else the actor's own, the leading one first; -1 if there is none.
func (c Case) assignmentIndex() int {
	if c.Request.Assignee != "" {
		return c.Ticket.AssignmentIndex(c.Request.Assignee)
	}
	own := -1
	for i, p := range c.Ticket.Assignments {
		if !c.ofActor(p) {
			continue
		}
		if p.Role == Lead && c.leadActs() {
			return i
		}
		if own < 0 || !c.Ticket.Assignments[own].Open() {
			own = i
		}
	}
	return own
}

// ofActor says whether a part is the actor's unit's, or of one below it; work that
// reached a unit after its end is its successor's.
func (c Case) ofActor(p Assignment) bool {
	return c.Rules.Tree.Within(p.Unit, c.By.Unit) || c.Rules.Tree.Within(c.Rules.Tree.Current(p.Unit), c.By.Unit)
}

// Rule is one line of the table of legal moves.
type Transition struct {
	From  []State
	Move  Move
	Roles []org.Role
	To    State // Same keeps the state
	// If tells apart two rules for one move: the first that fits is meant.
	// Its name stands in the drawn table.
	If *Condition
	// Needs are guards of the ticket and the actor alone: while one fails, no
	// page offers the move. Wants are guards of the request.
	Needs, Wants []Guard
	// Inner moves follow from a move of another ticket; no page offers them.
	Inner bool
	// Effect changes the ticket and completes the entry.
	Effect Effect
}

// Same is the target of a move that leaves the state as it is.
const Same State = "same"

// Condition is a named question about a case.
type Condition struct {
	Name  string
	Holds func(c Case) bool
}

// Effect is what a move does, beside the state. It works on a ticket of its own.
type Effect func(c Case, t *Ticket, e *Entry)

func (r Transition) fits(c Case) bool { return r.If == nil || r.If.Holds(c) }

// find returns the rule for a move of an actor, or why there is none.
func transitionFor(c Case) (Transition, error) {
	code := WrongState
	for _, r := range Transitions() {
		if r.Move != c.Request.Move || !slices.Contains(r.From, c.Ticket.State) || !r.fits(c) {
			continue
		}
		if c.By.Has(r.Roles...) {
			return r, nil
		}
		code = WrongRole
	}
	return Transition{}, c.illegal(code)
}

// Permitted returns nil if the actor may make the move with the ticket as it stands,
// whatever the request says. Error: Illegal.
func Permitted(c Case) error {
	rule, err := transitionFor(c)
	if err != nil {
		return err
	}
	if code := firstOf(c, rule.Needs...); code != "" {
		return c.illegal(code)
	}
	return nil
}

func (c Case) illegal(code IllegalCode) error {
	return &Illegal{From: c.Ticket.State, Move: c.Request.Move, Code: code}
}

// LegalMoves are the moves that an actor may make with a ticket now, for the
// buttons of a page.
func LegalMoves(t Ticket, by org.Actor, b Rulebook) []Move {
	var legal []Move
	for _, r := range Transitions() {
		if r.Inner || slices.Contains(legal, r.Move) || !slices.Contains(r.From, t.State) || !by.Has(r.Roles...) {
			continue
		}
		c := Case{Ticket: t, By: by, Rules: b, Request: Request{Move: r.Move}}
		if !slices.ContainsFunc(r.Needs, func(g Guard) bool { return g(c) != "" }) {
			legal = append(legal, r.Move)
		}
	}
	return legal
}
