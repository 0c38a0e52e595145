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
	case inQueue, inOffer:
		e.digitWhileWaiting(c, ev.Digit)
	case withAgent:
		if len(c.Digits) < maxShownDigits {
			c.Digits += ev.Digit
			e.markAgentChanged(c)
		}
	}
}

// maxAhead bounds the keys that are kept while the recording notice plays.
const maxAhead = 8

// digitWhileWaiting handles a key of a citizen who waits, or whose call rings at an
// agent. What is pressed during the recording notice counts after it (M77).
func (e *Engine) digitWhileWaiting(c *call, key string) {
	switch {
	case c.Session.Flow == nil: // a call that we made: its keys lead nowhere
	case c.Sound == soundNotice:
		if len(c.Ahead) < maxAhead {
			c.Ahead += key
		}
	default:
		e.applyActions(c, c.Session.Press(e.moment(c), key))
	}
}

// noticeHeard goes on with what was pressed while the recording notice played, and
// with what a waiting citizen hears next.
func (e *Engine) noticeHeard(c *call) {
	ahead := c.Ahead
	c.Ahead = ""
	for _, key := range ahead {
		e.digitPressed(DigitPressed{Call: c.ID, Digit: string(key)})
	}
	if (c.Stage == inQueue || c.Stage == inOffer) && c.Sound == noSound {
		e.queueSound(c)
	}
}

// leaveQueue takes the citizen out of the queue, or away from the agent at whom the
// call rings.
func (e *Engine) leaveQueue(c *call) {
	e.dequeue(c)
	e.disarm(c, timerAnnounce)
	e.stopSound(c)
	ringing := c.Stage == inOffer
	c.Stage = inMenu
	if ringing {
		e.freeAgent(e.closeOffer(c, OutcomeRevoked))
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
			if c.Surveyed { // the agent writes the register of this call
				e.end(c, EndedByAgent, causeNormal)
				return
			}
			e.enterQueue(c, QueueID(a.Queue), a.Prompts)
		case ivr.LeaveQueue:
			e.leaveQueue(c)
		case ivr.HangUp:
			e.end(c, c.flowEnd(), causeNormal)
		case ivr.Rate:
			e.rate(c, a)
		case ivr.LookUpTicket:
			e.lookUpTicket(c, a)
		case ivr.Record:
			e.recordMessage(c, a)
		case ivr.StopRecording:
			e.emit(StopMessage{Call: c.ID, Ask: c.Asked})
		case ivr.Transfer, ivr.CallBack, ivr.ReceiveFax:
			// None of them can be carried out yet; the flow has a way on.
			e.answered(c, ivr.Failed{})
		}
	}
	c.Record.Language, c.Record.Keys = c.Session.Language, c.Session.Keys
}
