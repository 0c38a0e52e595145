package cti

import "time"

// Q.850 causes.
const (
	causeNormal   = 16
	causeBusy     = 17
	causeNoUser   = 18
	causeNoAnswer = 19
	causeRejected = 21
)

// forgetAfter is how long an ended call waits for its last recording.
const forgetAfter = 30 * time.Second

func (e *Engine) hangUpAsked(ev HangUpAsked) {
	a, c := e.agents[ev.Agent], e.calls[ev.Call]
	switch {
	case a == nil:
	case c != nil && c.Agent == a.ID && c.Place == inDial:
		e.end(c, DialCancelled, causeNormal)
	case c != nil && c.Agent == a.ID && c.Place == withAgent:
		e.end(c, EndedByAgent, causeNormal)
	default:
		e.refuse(a, RefusedCallOver)
	}
}

// end hangs up from our side. The call is over for everybody at once; only
// Asterisk's confirmation is awaited.
func (e *Engine) end(c *call, why EndReason, cause int) {
	if c.Place == ending || c.Place == ended {
		return
	}
	e.do(HangUp{Call: c.ID, Cause: cause})
	e.close(c, why)
	c.Place, c.Reason = ending, why
	e.armCall(c, timerGone, e.rules.Times.Disconnected)
}

// close writes the end into the record, once.
func (e *Engine) close(c *call, why EndReason) {
	c.Record.EndReason, c.Record.EndedAt = why, e.now
	e.detach(c)
	e.save(c)
}

// callerGone: the citizen's channel is gone, whoever hung up.
func (e *Engine) callerGone(ev CallerGone) {
	c := e.calls[ev.Call]
	if c == nil || c.Place == ended {
		return
	}
	e.finish(c, c.reasonFor(ev.Cause))
}

// reasonFor says why a call ended whose citizen is gone.
func (c *call) reasonFor(cause int) EndReason {
	switch c.Place {
	case ending:
		return c.Reason
	case inDial:
		return dialOutcome(cause)
	case inQueue, inOffer:
		return AbandonedInQueue
	case withAgent:
		if c.Record.AnsweredAt.IsZero() {
			return AbandonedInQueue // hung up between accept and audio
		}
		return EndedByCitizen
	default:
		return AbandonedInMenu
	}
}

// finish closes a call whose channel no longer exists.
func (e *Engine) finish(c *call, why EndReason) {
	if c.Place != ending {
		e.close(c, why)
	}
	c.Place = ended
	c.Sound, c.Prompts, c.Music = noSound, nil, false
	c.Timers = timers{}
	e.armCall(c, timerForget, forgetAfter)
	e.forgetIfDone(c)
}

// detach frees everything that a call holds: its turn, its offer, its agent.
func (e *Engine) detach(c *call) {
	e.disarm(c, timerKey, timerAnnounce, timerAway, timerRing, timerLongest, timerPrompt)
	switch c.Place {
	case inQueue:
		e.leave(c)
	case inOffer:
		e.free(e.closeOffer(c, OfferVoid))
	case inDial, withAgent:
		e.closeLeg(c)
		e.release(c)
	}
}

// release moves the agent of a call on: to wrap-up after a talk, back to where
// they were after a dial that led to nothing.
func (e *Engine) release(c *call) {
	a := e.agents[c.Agent]
	if c.Place == inDial || c.Record.AnsweredAt.IsZero() {
		if c.Back == NotReady && a.Next == "" {
			a.Next, a.NextReason = NotReady, c.BackReason
		}
		c.Agent = ""
		e.free(a)
		return
	}
	c.Phase = PhaseWrapUp
	e.setState(a, WrapUp, "")
	e.armAgent(a, timerWrapUp, e.rules.Times.WrapUp)
	e.touch(a)
}
