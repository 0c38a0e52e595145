package ivr

import "time"

// Action is what a Session wants done next.
type Action interface{ action() }

type (
	// Speak plays prompts; SpeechEnded follows unless a newer Speak or
	// Silence replaces them.
	Speak struct{ Prompts []Prompt }
	// Hush cuts off what is being spoken (barge-in).
	Hush struct{}
	// Listen waits for a key; Silence follows when none comes within For.
	Listen struct{ For time.Duration }
	// EnterQueue puts the caller in line; Say is spoken while waiting.
	EnterQueue struct {
		Queue string
		Say   []Prompt
	}
	// LeaveQueue takes the caller out of the line, back into the flow.
	LeaveQueue struct{}
	// HangUp ends the call.
	HangUp struct{}
)

func (Speak) action()      {}
func (Hush) action()       {}
func (Listen) action()     {}
func (EnterQueue) action() {}
func (LeaveQueue) action() {}
func (HangUp) action()     {}
