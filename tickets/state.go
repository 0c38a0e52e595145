package tickets

// State is where a ticket is in the loop.
type State string

// The states. Unwritten is before the register is committed.
const (
	Unwritten  State = ""
	Registered State = "registered" // 已登记
	Answered   State = "answered"   // 已答复
	Dispatched State = "dispatched" // 已派单
	Closed     State = "closed"     // 已办结
)

// States are the states of tickets.
func States() []State { return []State{Registered, Answered, Dispatched, Closed} }

// Open says whether the citizen still waits for something.
func (s State) Open() bool { return s == Registered || s == Dispatched }
