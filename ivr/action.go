package ivr

import "time"

// Action is what a Session wants done next.
type Action interface{ action() }

type (
	// PlayPrompt plays prompts one after the other; PromptsEnded follows unless
	// a newer PlayPrompt or a StopPrompt replaces them.
	PlayPrompt struct{ Prompts []Prompt }
	// StopPrompt cuts off what is being played (barge-in).
	StopPrompt struct{}
	// Listen waits for a key; InputTimedOut follows when none comes within For.
	Listen struct{ For time.Duration }
	// EnterQueue puts the caller into a queue; Prompts are played while waiting.
	EnterQueue struct {
		Queue   string
		Prompts []Prompt
	}
	// LeaveQueue takes the caller out of the queue, back into the flow.
	LeaveQueue struct{}
	// HangUp ends the call.
	HangUp struct{}
)

// Actions that are answered: a Session that has returned one of them waits for
// Answered, which always follows unless the caller hangs up.
type (
	// Record gives a tone and records the caller's message until Silence long nothing
	// is heard, for Max at most, or until StopRecording. Recorded follows. The message
	// becomes a ticket also when the caller just hangs up.
	Record struct{ Max, Silence time.Duration }
	// StopRecording ends the message that Record began; its Recorded still follows.
	StopRecording struct{}
	// LookUpTicket asks where a ticket stands. PIN is what the caller keyed in as the
	// last four digits of the number that is registered with it. TicketFound,
	// TicketNotFound or TicketLocked follows.
	LookUpTicket struct{ Number, PIN string }
	// Transfer connects the caller to a unit by its code, or to an old number.
	// TransferFailed follows when nobody there answers; else the flow is left.
	Transfer struct{ Unit, Number string }
	// CallBack books a call back to Number, "" is the number that the caller uses now.
	// CallBackBooked follows.
	CallBack struct{ Number string }
	// ReceiveFax listens for the caller's fax machine. FaxReceived follows.
	ReceiveFax struct{}
)

// Rate notes the caller's answer to a question of a survey; nothing follows it.
type Rate struct {
	Question string // "service", see Survey
	Score    int    // the key, 1 is best
	Of       int    // the key that is worst
}

func (PlayPrompt) action()    {}
func (StopPrompt) action()    {}
func (Listen) action()        {}
func (EnterQueue) action()    {}
func (LeaveQueue) action()    {}
func (HangUp) action()        {}
func (Record) action()        {}
func (StopRecording) action() {}
func (LookUpTicket) action()  {}
func (Transfer) action()      {}
func (CallBack) action()      {}
func (ReceiveFax) action()    {}
func (Rate) action()          {}
