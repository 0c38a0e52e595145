package tickets

import (
	"time"
)

// PublicStatus is what a citizen learns with a ticket's number and the last four digits of
// its contact number: nothing that says who they are, nor what officials wrote to each
// other.
type PublicStatus struct {
	Number Number `json:"number"`
	Stage  Stage  `json:"stage"`
	// Since is when the ticket was registered, Moved when it last moved.
	Since time.Time `json:"since"`
	Moved time.Time `json:"moved"`
	// Promise is when an answer is due, while there is none.
	Promise time.Time `json:"promise,omitzero"`
	// Answer is what the citizen was told already; empty where they asked for
	// confidentiality, or reported someone.
	Answer     string    `json:"answer,omitempty"`
	AnsweredAt time.Time `json:"answered_at,omitzero"`
}

// Stage is a ticket's state in plain words.
type Stage string

// The stages.
const (
	StageReceived Stage = "received" // 已受理
	StageHandled  Stage = "handled"  // 办理中
	StageAnswered Stage = "answered" // 已答复
	StageClosed   Stage = "closed"   // 已办结
)

// Public returns what of a ticket may be shown to everybody who knows its number.
func Public(t Ticket) PublicStatus {
	p := PublicStatus{Number: t.Number, Stage: StageHandled, Since: t.CreatedAt, Moved: t.UpdatedAt}
	switch t.State {
	case Registered:
		p.Stage = StageReceived
	case Answered, Revisited:
		p.Stage = StageAnswered
	case Archived:
		p.Stage = StageClosed
	}
	if t.State.Open() {
		p.Promise = t.Promise
	}
	if t.Answer != nil && p.Stage != StageHandled { // what a unit said is checked first
		p.AnsweredAt = t.Answer.At
		if !t.IdentityProtected() {
			p.Answer = t.Answer.Text
		}
	}
	return p
}
