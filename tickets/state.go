package tickets

// State is where a ticket is in the loop.
type State string

// The states. Unwritten is the state before the register is committed.
const (
	Unwritten  State = ""
	Registered State = "registered" // 待派单
	Dispatched State = "dispatched" // 待签收
	Handling   State = "handling"   // 办理中
	Redo       State = "redo"       // 重办中
	Checking   State = "checking"   // 待审核: the unit answered the hotline
	Answering  State = "answering"  // 待答复: the hotline owes the citizen the answer
	Answered   State = "answered"   // 已答复, 待回访
	Revisited  State = "revisited"  // 已回访
	Merged     State = "merged"     // 并案: handled in another ticket, answered in this
	Archived   State = "archived"   // 已归档
)

// States returns the states of tickets, in the order of the loop.
func States() []State {
	return []State{Registered, Dispatched, Handling, Redo, Checking, Answering, Answered, Revisited, Merged, Archived}
}

// Open reports whether the citizen still waits for something.
func (s State) Open() bool {
	switch s {
	case Answered, Revisited, Archived, Unwritten:
		return false
	}
	return true
}

// atUnits returns the states in which a unit has the matter in its hands.
func atUnits() []State { return []State{Dispatched, Handling, Redo} }

// unanswered returns the states in which the citizen waits for an answer, a merged ticket
// aside.
func unanswered() []State {
	return []State{Registered, Dispatched, Handling, Redo, Checking, Answering}
}
