package tickets

import "slices"

// Rule is one line of the table of legal moves.
type Rule struct {
	From  []State
	Move  Move
	Roles []Role
	To    State // Same keeps the state
	// Guards must all hold; each is named for what it wants.
	Guards []Guard
}

// Same is the target of a move that leaves the state as it is.
const Same State = "same"

// Table is the one list of legal moves; anything else is refused. A unit's
// clerks act only on tickets that their unit, or one below it, leads.
func Table() []Rule {
	desk := []Role{RoleAgent, RoleSupervisor}
	office := []Role{RoleAgent, RoleSupervisor, RoleDispatcher}
	return []Rule{
		{From: []State{Unwritten}, Move: MoveRegister, Roles: desk, To: Registered},
		{From: []State{Registered}, Move: MoveAnswer, Roles: desk, To: Answered,
			Guards: []Guard{guardText, guardWay, guardAnswerTime}},
		{From: []State{Dispatched}, Move: MoveAnswer, Roles: append(office, RoleUnitClerk), To: Answered,
			Guards: []Guard{guardText, guardWay, guardAnswerTime}},
		{From: []State{Registered}, Move: MoveDispatch, Roles: office, To: Dispatched,
			Guards: []Guard{guardUnit}},
		{From: []State{Dispatched}, Move: MoveDispatch, Roles: []Role{RoleSupervisor, RoleDispatcher}, To: Dispatched,
			Guards: []Guard{guardUnit, guardOtherUnit, guardText}},
		{From: []State{Registered, Answered}, Move: MoveClose, Roles: office, To: Closed,
			Guards: []Guard{guardAnswered}},
		{From: []State{Dispatched}, Move: MoveClose, Roles: []Role{RoleSupervisor, RoleDispatcher}, To: Closed,
			Guards: []Guard{guardAnswered}},
		{From: States(), Move: MoveCorrect, Roles: office, To: Same,
			Guards: []Guard{guardText, guardChanges}},
	}
}

// find returns the rule for a move of an actor, or why there is none.
func find(from State, m Move, by Actor) (Rule, error) {
	code := WrongState
	for _, r := range Table() {
		if r.Move != m || !slices.Contains(r.From, from) {
			continue
		}
		if by.Has(r.Roles...) {
			return r, nil
		}
		code = WrongRole
	}
	return Rule{}, &Illegal{From: from, Move: m, Code: code}
}

// LegalMoves are the moves that an actor's roles allow in a state, for the
// buttons of a page.
func LegalMoves(from State, by Actor) []Move {
	var legal []Move
	for _, m := range Moves() {
		if _, err := find(from, m, by); err == nil {
			legal = append(legal, m)
		}
	}
	return legal
}
