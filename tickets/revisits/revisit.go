// Package revisits has the hotline call citizens by itself and ask them about their tickets
// (M54): three questions that keys answer. A revisit is tried again by rules; what it cannot
// settle is left to a person, with the reason.
package revisits

import (
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// State is how far a telephone revisit is.
type State string

// The states. Waiting and Calling go on by themselves.
const (
	Waiting   State = "waiting"   // until Next
	Calling   State = "calling"   // Call is under way
	Done      State = "done"      // the answers are the ticket's revisit
	Person    State = "person"    // a person must do it, because of Why
	Cancelled State = "cancelled" // who asked for it gave it up
	Over      State = "over"      // the ticket needs none any more
)

// Why is what a revisit waits for, or why a person must do it.
type Why string

// The reasons.
const (
	WhyHours     Why = "hours"     // nobody is called at this time of day
	WhyLines     Why = "lines"     // as many calls as may be are under way
	WhyTelephone Why = "telephone" // the call could not be made, or broke off
	WhyNoReply   Why = "no_reply"
	WhyBusy      Why = "busy"
	WhySilent    Why = "silent"    // picked up and pressed no key: a voicemail, perhaps
	WhyNumber    Why = "number"    // there is no such number
	WhyRefused   Why = "refused"   // not dialled: see Code
	WhyBrokeOff  Why = "broke_off" // hung up in the midst of the questions
	WhyAgent     Why = "agent"     // chose to talk to an agent, and did
	WhyNoAgent   Why = "no_agent"  // chose to, and hung up before one was there
	WhyUnwritten Why = "unwritten" // answered; the ticket did not take it: see Code
)

// PhoneRevisit is the revisit of one ticket by telephone.
type PhoneRevisit struct {
	ID     int64          `json:"id"`
	Ticket tickets.Number `json:"ticket"`
	State  State          `json:"state" enum:"waiting,calling,done,person,cancelled,over"`
	Why    Why            `json:"why,omitempty"`
	// Code is why the ticket or the number was refused.
	Code tickets.IllegalCode `json:"code,omitempty"`
	// By asked for it at At.
	By org.Person `json:"by"`
	At time.Time  `json:"at"`
	// Tries are the calls that reached nobody, Faults those that could not be made.
	Tries  int `json:"tries"`
	Faults int `json:"faults,omitempty"`
	// Next is when it is tried (again).
	Next time.Time `json:"next,omitzero"`
	// Call is the present or the last call, begun at CalledAt.
	Call     string    `json:"call,omitempty"`
	CalledAt time.Time `json:"called_at,omitzero"`
	// Language is the citizen's, of the call that the ticket came from.
	Language string `json:"language"`
	// Answers are those of the last call.
	Answers []KeyAnswer `json:"answers,omitempty"`
	// GivenUp: it was cancelled while the call rang.
	GivenUp bool      `json:"given_up,omitempty"`
	EndedAt time.Time `json:"ended_at,omitzero"`
	// Actor acts in the ticket: who asked, with the roles of then.
	Actor org.Actor `json:"-"`
}

// Open reports whether the revisit goes on by itself.
func (r PhoneRevisit) Open() bool { return r.State == Waiting || r.State == Calling }

// KeyAnswer is one question's: Score 1 is best, Of the worst.
type KeyAnswer struct {
	Question string `json:"question" doc:"contacted, solved or satisfied"`
	Score    int    `json:"score" doc:"1 is best"`
	Of       int    `json:"of" doc:"the worst score"`
}

// The questions, as the flow names them.
const (
	QuestionContacted = "contacted"
	QuestionSolved    = "solved"
	QuestionSatisfied = "satisfied"
)

// Questions is how many there are.
const Questions = 3

// Call is what is known of a revisit's call.
type Call struct {
	PickedUp bool
	// Queued: the citizen chose an agent; Talked: one was there.
	Queued, Talked bool
	Ended          bool
	// Outcome is why nobody was reached; Failed says that the call could not be made or was
	// lost, Refused that it may not be made, GivenUp that it was cancelled.
	Outcome                  tickets.Outcome
	Failed, Refused, GivenUp bool
	Answers                  []KeyAnswer
}
