package cti

import (
	"time"

	"hotline12345/ivr"
)

// LookUpOutcome is what came of looking a ticket up.
type LookUpOutcome string

// The outcomes.
const (
	LookUpFound    LookUpOutcome = "found"
	LookUpNotFound LookUpOutcome = "not_found" // no such ticket, or not its registered number
	LookUpLocked   LookUpOutcome = "locked"    // too many wrong tries
	LookUpFailed   LookUpOutcome = "failed"    // it cannot be looked up now
)

// lookUpLimit is how long a caller waits to hear where a ticket stands.
const lookUpLimit = 3 * time.Second

// Hides reports whether the next digit of a call is one of a PIN, which must stand in no
// journal, and how many of it the caller has keyed in.
func (e *Engine) Hides(id CallID) (held int, hides bool) {
	c := e.calls[id]
	if c == nil || c.Stage != inMenu {
		return 0, false
	}
	return c.Session.Hides()
}

// lookUpTicket asks where a ticket stands. What is not answered in time cannot be looked
// up now, also when the service that was asked is no more.
func (e *Engine) lookUpTicket(c *call, a ivr.LookUpTicket) {
	c.Asked++
	c.Recording = false
	e.armCall(c, timerAnswer, lookUpLimit)
	e.emit(LookUpTicket{Call: c.ID, Ask: c.Asked, Ticket: a.Number, Digits: len(a.PIN), Caller: c.Record.Caller.Shown().Number})
}

func (e *Engine) ticketLookedUp(ev TicketLookedUp) {
	c := e.calls[ev.Call]
	if c == nil || ev.Ask != c.Asked || c.Timers[timerAnswer].IsZero() {
		return // the call is over, or went on without it
	}
	switch ev.Outcome {
	case LookUpFound:
		e.answered(c, ivr.TicketFound{Status: ev.Status, Due: ev.Due, Days: ev.Days})
	case LookUpNotFound:
		e.answered(c, ivr.TicketNotFound{})
	case LookUpLocked:
		e.answered(c, ivr.TicketLocked{})
	default:
		e.answered(c, ivr.Failed{})
	}
}

// answered tells the caller's session what came of what it asked for.
func (e *Engine) answered(c *call, a ivr.Answer) {
	e.disarm(c, timerAnswer)
	e.applyActions(c, c.Session.Answered(e.moment(c), a))
}
