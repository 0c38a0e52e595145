package desk

import (
	"fmt"
	"slices"

	"hotline12345/cti"
)

// request is a client message that the engine decides on. Its event has an error if
// the message makes no sense, whatever the state of the call.
type request interface {
	ClientMessage
	event(a cti.AgentID) (cti.Event, error)
}

// ChosenReasons are the reasons that an agent may give for taking no calls; the
// others are set by the system.
var ChosenReasons = []cti.NotReadyReason{
	cti.ReasonBreak, cti.ReasonMeal, cti.ReasonTraining, cti.ReasonMeeting, cti.ReasonPaper,
}

// Dispositions are those that an agent may choose, in the order of the page.
var Dispositions = []cti.Disposition{
	cti.DispositionRegistered, cti.DispositionAnswered, cti.DispositionNoNeed,
	cti.DispositionSilent, cti.DispositionNuisance, cti.DispositionCut,
}

// maxText bounds the characters of a number or a ticket.
const maxText = 64

func (m ReadyMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.ReadyRequested{Agent: a}, nil
}

func (m NotReadyMessage) event(a cti.AgentID) (cti.Event, error) {
	if !slices.Contains(ChosenReasons, m.Reason) {
		return nil, fmt.Errorf("not_ready: unknown reason %q", m.Reason)
	}
	return cti.NotReadyRequested{Agent: a, Reason: m.Reason}, nil
}

func (m AutoAnswerMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.AutoAnswerChosen{Agent: a, On: m.On}, nil
}

func (m SignOutMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.AgentSignedOut{Agent: a}, nil
}

func (m WrapUpExtendMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.WrapUpExtended{Agent: a}, nil
}

func (m WrapUpDoneMessage) event(a cti.AgentID) (cti.Event, error) {
	if !slices.Contains(Dispositions, m.Disposition) {
		return nil, fmt.Errorf("wrap_up_done: unknown disposition %q", m.Disposition)
	}
	return cti.WrapUpFinished{Agent: a, Disposition: m.Disposition}, nil
}

func (m AcceptMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.OfferAccepted{Agent: a, Call: m.Call}, nil
}

func (m DeclineMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.OfferDeclined{Agent: a, Call: m.Call}, nil
}

func (m HoldMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.HoldRequested{Agent: a, Call: m.Call}, nil
}

func (m ResumeMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.ResumeRequested{Agent: a, Call: m.Call}, nil
}

func (m HangUpMessage) event(a cti.AgentID) (cti.Event, error) {
	return cti.HangUpRequested{Agent: a, Call: m.Call}, nil
}

func (m DigitMessage) event(a cti.AgentID) (cti.Event, error) {
	if len(m.Digit) > 1 {
		return nil, fmt.Errorf("digit: %q is more than one key", m.Digit)
	}
	return cti.DigitRequested{Agent: a, Call: m.Call, Digit: m.Digit}, nil
}

func (m DialMessage) event(a cti.AgentID) (cti.Event, error) {
	if len(m.Number) > maxText {
		return nil, fmt.Errorf("dial: the number is longer than %d characters", maxText)
	}
	if m.Ticket != "" && !isTicket(m.Ticket) {
		return nil, fmt.Errorf("dial: %q is not a ticket number", m.Ticket)
	}
	return cti.DialRequested{Agent: a, Number: m.Number, Ticket: m.Ticket}, nil
}

func (m ReadOutMessage) event(a cti.AgentID) (cti.Event, error) {
	if !isTicket(m.Ticket) {
		return nil, fmt.Errorf("read_out: %q is not a ticket number", m.Ticket)
	}
	return cti.ReadOutRequested{Agent: a, Call: m.Call, Ticket: m.Ticket}, nil
}

// isTicket reports whether s could be a ticket's number: digits alone.
func isTicket(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != "" && len(s) <= maxText
}
