package tickets

import (
	"slices"

	"hotline12345/tickets/org"
)

// Transition is one row of the table of legal moves.
type Transition struct {
	From  []State
	Move  Move
	Roles []org.Role
	To    State // Same keeps the state
	// If tells apart two transitions of one move: the first that fits is meant.
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

// Effect is what a move does beside changing the state. Apply gives it a copy of the
// ticket and the new entry.
type Effect func(c Case, t *Ticket, e *Entry)

func (r Transition) fits(c Case) bool { return r.If == nil || r.If.Holds(c) }

// transitionFor returns the transition for a move of an actor. Error: Illegal.
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
	transition, err := transitionFor(c)
	if err != nil {
		return err
	}
	if code := firstOf(c, transition.Needs...); code != "" {
		return c.illegal(code)
	}
	return nil
}

func (c Case) illegal(code IllegalCode) error {
	return &Illegal{From: c.Ticket.State, Move: c.Request.Move, Code: code}
}

// LegalMoves returns the moves that an actor may make with a ticket now, for the buttons
// of a page.
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

// The roles that make the moves.
var (
	receptionRoles = []org.Role{org.RoleAgent, org.RoleSupervisor}
	officeRoles    = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher}
	headRoles      = []org.Role{org.RoleSupervisor, org.RoleDispatcher}
	leaderRoles    = []org.Role{org.RoleLeader}
	clockRoles     = []org.Role{org.RoleClock}
	// An assignment may be the hotline's own (S087): all who belong to the unit act.
	assigneeRoles = []org.Role{org.RoleUnitClerk, org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher}
	anyHand       = []org.Role{org.RoleUnitClerk, org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher, org.RoleDutyOfficer}
)

// Transitions returns the table of legal moves; any other move is refused.
func Transitions() []Transition { return transitions }

var transitions = slices.Concat(intakeTransitions(), dispatchTransitions(), unitTransitions(), checkTransitions(), answerTransitions(), leaderTransitions(), longestTransitions(), emergencyTransitions(), fileTransitions(), clockTransitions())
