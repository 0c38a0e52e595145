package desk

import (
	"fmt"

	"hotline12345/cti"
)

// maxText bounds what a page can send as a number or a ticket.
const maxText = 64

// event turns a wish of the page into an event of the engine. A message that is
// not a wish gives nil; one that makes no sense gives an error for the page.
func (m toServer) event(a cti.AgentID) (cti.Event, error) {
	if len(m.Number) > maxText || len(m.Ticket) > maxText || len(m.Digit) > 1 {
		return nil, fmt.Errorf("%s: a field is too long", m.Type)
	}
	switch m.Type {
	case "ready":
		return cti.ReadyRequested{Agent: a}, nil
	case "not_ready":
		if !chosen[m.Reason] {
			return nil, fmt.Errorf("not_ready: unknown reason %q", m.Reason)
		}
		return cti.NotReadyRequested{Agent: a, Reason: m.Reason}, nil
	case "auto_answer":
		return cti.AutoAnswerChosen{Agent: a, On: m.On}, nil
	case "accept":
		return cti.OfferAccepted{Agent: a, Call: m.Call}, nil
	case "decline":
		return cti.OfferDeclined{Agent: a, Call: m.Call}, nil
	case "hold":
		return cti.HoldRequested{Agent: a, Call: m.Call}, nil
	case "resume":
		return cti.ResumeRequested{Agent: a, Call: m.Call}, nil
	case "hang_up":
		return cti.HangUpRequested{Agent: a, Call: m.Call}, nil
	case "digit":
		return cti.DigitRequested{Agent: a, Call: m.Call, Digit: m.Digit}, nil
	case "dial":
		if m.Ticket != "" && !digits(m.Ticket) {
			return nil, fmt.Errorf("dial: %q is not a ticket number", m.Ticket)
		}
		return cti.DialRequested{Agent: a, Number: m.Number, Ticket: m.Ticket}, nil
	case "read_out":
		if !digits(m.Ticket) {
			return nil, fmt.Errorf("read_out: %q is not a ticket number", m.Ticket)
		}
		return cti.ReadOutRequested{Agent: a, Call: m.Call, Ticket: m.Ticket}, nil
	case "wrap_up_extend":
		return cti.WrapUpExtended{Agent: a}, nil
	case "wrap_up_done":
		if !dispositions[m.Disposition] {
			return nil, fmt.Errorf("wrap_up_done: unknown disposition %q", m.Disposition)
		}
		return cti.WrapUpFinished{Agent: a, Disposition: m.Disposition}, nil
	case "sign_out":
		return cti.AgentSignedOut{Agent: a}, nil
	}
	return nil, nil
}

// chosen are the reasons that an agent may give; others are the system's.
var chosen = map[cti.NotReadyReason]bool{
	cti.ReasonBreak: true, cti.ReasonMeal: true, cti.ReasonTraining: true,
	cti.ReasonMeeting: true, cti.ReasonPaper: true,
}

var dispositions = map[cti.Disposition]bool{
	cti.DispositionAnswered: true, cti.DispositionRegistered: true, cti.DispositionNoNeed: true,
	cti.DispositionSilent: true, cti.DispositionNuisance: true, cti.DispositionCut: true,
}

func digits(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}
