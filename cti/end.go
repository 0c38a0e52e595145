package cti

import "time"

// Q.850 causes.
const (
	causeUnallocated   = 1
	causeNormal        = 16
	causeBusy          = 17
	causeNoUser        = 18
	causeNoAnswer      = 19
	causeRejected      = 21
	causeNumberChanged = 22
	causeInvalidNumber = 28
	causeNoMedia       = 44 // how Asterisk ends a call without packets, if rtp_timeout is set
)

// keepEnded is how long an ended call waits for its last recording.
const keepEnded = 30 * time.Second

func (e *Engine) hangUpRequested(ev HangUpRequested) {
	a, c := e.agents[ev.Agent], e.calls[ev.Call]
	switch {
	case a == nil:
	case c != nil && c.Agent == a.ID && c.Stage == inDial:
		e.end(c, DialCancelled, causeNormal)
	case c != nil && c.Agent == a.ID && c.Stage == withAgent:
		e.agentHangsUp(c)
	default:
		e.notTheirs(a, ev.Call)
	}
}

// notTheirs: the agent hung up a call that is not theirs now. Only one that went on to
// somebody else is refused; that an ended call is over is what they wanted, and behind
// a slow network the same press comes twice.
func (e *Engine) notTheirs(a *agent, id CallID) {
	c := e.calls[id]
	if c == nil || c.Stage == ending || c.Stage == ended {
		e.markChanged(a)
		return
	}
	e.refuse(a, RefusedCallOver)
}

// end hangs up from our side. The call is over at once for citizen and agent; only
// Asterisk's confirmation is awaited.
func (e *Engine) end(c *call, why EndReason, cause int) {
	e.emit(HangUp{Call: c.ID, Cause: cause})
	e.recordEnd(c, why)
	c.Stage = ending
	e.armCall(c, timerGone, e.settings.Times.Disconnected)
}

// recordEnd writes the end into the record, once.
func (e *Engine) recordEnd(c *call, why EndReason) {
	c.Record.EndReason, c.Record.EndedAt = why, e.stamp(c)
	e.detach(c)
	e.save(c)
}

// maxHangUps: so often Asterisk is told to end a call before it is given up.
const maxHangUps = 12

// goneOverdue: Asterisk has not confirmed that it hung up. It is told again, for else the
// citizen would stay in silence.
func (e *Engine) goneOverdue(c *call) {
	e.doubt()
	if c.HangUps++; c.HangUps >= maxHangUps {
		e.finish(c, c.Record.EndReason)
		return
	}
	e.emit(HangUp{Call: c.ID, Cause: causeNormal})
	e.armCall(c, timerGone, e.settings.Times.Disconnected)
}

// callerGone: the citizen's channel is gone, whichever side hung up.
func (e *Engine) callerGone(ev CallerGone) {
	c := e.calls[ev.Call]
	if c == nil || c.Stage == ended {
		return
	}
	e.finish(c, c.reasonFor(ev))
}

// reasonFor returns why a call ended whose citizen is gone; one that we ended has its
// reason already.
func (c *call) reasonFor(ev CallerGone) EndReason {
	if c.Surveyed {
		return EndedByAgent
	}
	if why := ev.fault(); why != "" && !c.dialling() {
		return why
	}
	switch c.Stage {
	case inDial, inRevisit:
		return dialOutcome(ev)
	case inQueue, inOffer:
		return AbandonedInQueue
	case withAgent:
		if c.Record.AnsweredAt.IsZero() {
			return AbandonedInQueue // hung up between accept and audio
		}
		return EndedByCitizen
	default:
		if c.isRevisit() {
			return EndedByCitizen // nobody who called us gave up
		}
		return AbandonedInMenu
	}
}

// finish closes a call whose channel no longer exists.
func (e *Engine) finish(c *call, why EndReason) {
	if c.Stage != ending {
		e.recordEnd(c, why)
	}
	c.Stage = ended
	c.Timers = timers{}
	e.armCall(c, timerDrop, keepEnded)
	e.dropIfDone(c)
}

// detach frees everything that a call holds: its turn, its offer, its agent. What
// sounded is forgotten, so that its end leads nowhere any more.
func (e *Engine) detach(c *call) {
	e.disarm(c, timerKey, timerAnnounce, timerAway, timerRing, timerLongest, timerAnswer)
	e.clearSound(c)
	c.Music = false
	switch c.Stage {
	case inQueue:
		e.dequeue(c)
	case inOffer:
		e.freeAgent(e.closeOffer(c, OutcomeRevoked))
	case inDial, withAgent:
		e.closeLeg(c)
		e.releaseAgent(c)
	}
}

func (e *Engine) recordingSaved(ev RecordingSaved) {
	c := e.calls[ev.Call]
	if c == nil {
		return
	}
	c.Pieces--
	c.Record.Recordings = append(c.Record.Recordings, RecordingPiece{
		Leg: ev.Leg, File: ev.File, StartedAt: time.UnixMilli(ev.StartedAt).UTC(), Millis: ev.Millis,
	})
	e.save(c)
	e.dropIfDone(c)
}

// dropIfDone drops an ended call whose agent and recordings are done.
func (e *Engine) dropIfDone(c *call) {
	if c.Stage == ended && c.Agent == "" && c.Pieces <= 0 {
		e.drop(c)
	}
}

// retentionExpired drops a call whose last recording never came; one in wrap-up
// stays.
func (e *Engine) retentionExpired(c *call) {
	if c.Agent != "" {
		e.armCall(c, timerDrop, keepEnded)
		return
	}
	e.drop(c)
}

func (e *Engine) drop(c *call) { delete(e.calls, c.ID) }
