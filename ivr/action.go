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

func (PlayPrompt) action() {}
func (StopPrompt) action() {}
func (Listen) action()     {}
func (EnterQueue) action() {}
func (LeaveQueue) action() {}
func (HangUp) action()     {}
