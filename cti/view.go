package cti

import "slices"

// save emits the call's row as it is now.
func (e *Engine) save(c *call) {
	c.Record.Revision++
	r := c.Record
	r.Offers = slices.Clone(r.Offers)
	r.Legs = slices.Clone(r.Legs)
	e.emit(SaveCall{Record: r})
}

// desk returns what the agent's page shows now.
func (e *Engine) desk(a *agent) Desk {
	d := Desk{
		Agent: a.ID, Name: a.Name, State: a.State, Reason: a.Reason, Since: a.Since,
		Headset: a.Headset, AutoAnswer: a.AutoAnswer, Telephony: e.telephony,
		Next: a.Next, NextReason: a.NextReason,
	}
	if c := e.calls[a.Call]; c != nil {
		d.Call = e.deskCall(a, c)
	}
	return d
}

func (e *Engine) deskCall(a *agent, c *call) *DeskCall {
	d := &DeskCall{
		Call: c.ID, Direction: c.Record.Direction, Phase: c.Phase,
		Caller: c.Record.Caller.Shown(), Called: c.Record.Called,
		Language: c.language(), Keys: c.Session.Keys, Queue: c.Record.Queue,
		ArrivedAt: c.Record.ArrivedAt, QueuedAt: moved(c.Record.QueuedAt, c.Clock),
		AnsweredAt: moved(c.Record.AnsweredAt, c.Clock), HeldAt: moved(c.HeldAt, c.Clock),
		EndReason: c.Record.EndReason, Digits: c.Digits, Ticket: c.Record.Ticket, Silent: c.silent(),
	}
	switch {
	case c.Stage == inOffer:
		d.Phase, d.Until = PhaseOffered, c.Timers[timerOffer]
	case a.State == WrapUp:
		d.Phase, d.Until = PhaseWrapUp, a.Timers[timerWrapUp]
	default: // if the agent is away
		d.Until = c.Timers[timerAway]
	}
	return d
}
