package cti

// releaseAgent moves the agent of an ended call on: to wrap-up after a talk, back to
// the state before the dial if the call was never answered.
func (e *Engine) releaseAgent(c *call) {
	a := e.agents[c.Agent]
	if c.Record.AnsweredAt.IsZero() {
		if c.Back == NotReady && a.Next == "" {
			a.Next, a.NextReason = NotReady, c.BackReason
		}
		c.Agent, c.Phase = "", ""
		e.freeAgent(a)
		return
	}
	c.Phase = PhaseWrapUp
	e.setState(a, WrapUp, "")
	e.armAgent(a, timerWrapUp, e.settings.Times.WrapUp)
}

// wrapUpExtended gives the agent more time for the register.
func (e *Engine) wrapUpExtended(id AgentID) {
	a := e.agents[id]
	if a == nil || a.Timers[timerWrapUp].IsZero() {
		return
	}
	left := a.Timers[timerWrapUp].Sub(e.now)
	e.armAgent(a, timerWrapUp, left+e.settings.Times.WrapUpStep)
	e.markChanged(a)
}

func (e *Engine) wrapUpFinished(ev WrapUpFinished) {
	if a := e.agents[ev.Agent]; a != nil && a.State == WrapUp {
		e.wrapUpOver(a, ev.Disposition)
	}
}

// wrapUpOver records the disposition and makes the agent ready again.
func (e *Engine) wrapUpOver(a *agent, d Disposition) {
	c := e.calls[a.Call]
	c.Record.Disposition = d
	e.recordHandlingTime(e.stamp(c).Sub(c.Record.AnsweredAt))
	c.Agent = ""
	e.save(c)
	e.freeAgent(a)
	e.dropIfDone(c)
}
