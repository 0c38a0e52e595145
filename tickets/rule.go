package tickets

import "slices"

// Rule is one line of the table of legal moves.
type Rule struct {
	From  []State
	Move  Move
	Roles []Role
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

func (r Rule) fits(c Case) bool { return r.If == nil || r.If.Holds(c) }

// find returns the rule for a move of an actor, or why there is none.
func find(c Case) (Rule, error) {
	code := WrongState
	for _, r := range Table() {
		if r.Move != c.Request.Move || !slices.Contains(r.From, c.Ticket.State) || !r.fits(c) {
			continue
		}
		if c.By.Has(r.Roles...) {
			return r, nil
		}
		code = WrongRole
	}
	return Rule{}, c.illegal(code)
}

// Permitted returns nil if the actor may make the move with the ticket as it stands,
// whatever the request says. Error: Illegal.
func Permitted(c Case) error {
	rule, err := find(c)
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
func LegalMoves(t Ticket, by Actor, b Rulebook) []Move {
	var legal []Move
	for _, r := range Table() {
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
