package tickets

import "time"

// Move is what someone does with a ticket.
type Move string

// The moves.
const (
	MoveRegister Move = "register" // 登记
	MoveAnswer   Move = "answer"   // 答复: the citizen got an answer
	MoveDispatch Move = "dispatch" // 派单, 改派
	MoveClose    Move = "close"    // 办结
	MoveCorrect  Move = "correct"  // 更正: the register itself is never changed
)

// Moves are all moves.
func Moves() []Move {
	return []Move{MoveRegister, MoveAnswer, MoveDispatch, MoveClose, MoveCorrect}
}

// Request asks for a move.
type Request struct {
	Move Move `json:"move"`
	// Unit is the handling unit of a dispatch.
	Unit string `json:"unit,omitempty"`
	// Note is the text of an answer, the reason of a re-dispatch or a
	// correction, a remark otherwise.
	Note string `json:"note,omitempty"`
	// Way and AnsweredAt say how and when the citizen was answered; a
	// close may carry them too. AnsweredAt defaults to now; Way defaults
	// to InCall while a draft is committed.
	Way        Way       `json:"way,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
	// Reason says why a close is without an answer (S016).
	Reason NoAnswer `json:"reason,omitempty"`
	// Changes of a correction.
	Changes *Changes `json:"changes,omitempty"`
}

// Way is how the citizen was answered.
type Way string

// The ways.
const (
	InCall    Way = "in_call"
	Telephone Way = "telephone"
	Letter    Way = "letter"
	Fax       Way = "fax"
	SMS       Way = "sms"
	Web       Way = "web"
	Visit     Way = "visit"
)

// Ways are all ways.
func Ways() []Way { return []Way{InCall, Telephone, Letter, Fax, SMS, Web, Visit} }

// NoAnswer is a reason to close a ticket without an answer to the citizen.
type NoAnswer string

// The reasons.
const (
	Unreachable NoAnswer = "unreachable" // tried, never reached
	NoContact   NoAnswer = "no_contact"  // anonymous, no way to reach
	Unwanted    NoAnswer = "unwanted"    // the citizen wants no answer
	Withdrawn   NoAnswer = "withdrawn"   // the citizen took it back
	Repeat      NoAnswer = "repeat"      // answered in another ticket
)

// NoAnswers are all reasons.
func NoAnswers() []NoAnswer {
	return []NoAnswer{Unreachable, NoContact, Unwanted, Withdrawn, Repeat}
}
