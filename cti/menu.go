package cti

import "hotline12345/ivr"

// maxShownDigits bounds the citizen's keys that are kept for the agent's page.
const maxShownDigits = 32

// digitPressed handles a key of the citizen: it leads on in the menu, and is shown
// to the agent during a talk.
func (e *Engine) digitPressed(ev DigitPressed) {
	c := e.calls[ev.Call]
	if c == nil {
		return
	}
	switch c.Stage {
	case inMenu:
		e.disarm(c, timerKey)
		e.applyActions(c, c.Session.Press(e.moment(c), ev.Digit))
	case inQueue:
		// A call that we made has no flow that its keys could lead on in.
		if c.Sound != soundNotice && c.Session.Flow != nil {
			e.applyActions(c, c.Session.Press(e.moment(c), ev.Digit))
		}
	case withAgent:
		if len(c.Digits) < maxShownDigits {
			c.Digits += ev.Digit
			e.markAgentChanged(c)
		}
	}
}

// applyActions carries out the actions that the caller's IVR session returned.
func (e *Engine) applyActions(c *call, acts []ivr.Action) {
	for _, a := range acts {
		switch a := a.(type) {
		case ivr.PlayPrompt:
			e.playPrompts(c, soundMenu, a.Prompts...)
		case ivr.StopPrompt:
			e.stopPrompts(c)
		case ivr.Listen:
			e.armCall(c, timerKey, a.For)
		case ivr.EnterQueue:
			e.enterQueue(c, QueueID(a.Queue), a.Prompts)
		case ivr.LeaveQueue:
			e.dequeue(c)
			e.disarm(c, timerAnnounce)
			e.stopSound(c)
			c.Stage = inMenu
		case ivr.HangUp:
			e.end(c, EndedBySystem, causeNormal)
		case ivr.Record, ivr.LookUpTicket, ivr.Transfer, ivr.CallBack, ivr.ReceiveFax:
			// None of them can be carried out yet; the flow has a way on.
			e.applyActions(c, c.Session.Answered(e.moment(c), ivr.Failed{}))
		}
	}
	c.Record.Language, c.Record.Keys = c.Session.Language, c.Session.Keys
}
