package cti

// wrapUpExtended gives the agent more time for the register.
func (e *Engine) wrapUpExtended(id AgentID) {
	a := e.agents[id]
	if a == nil || a.State != WrapUp {
		return
	}
	left := a.Timers[timerWrapUp].Sub(e.now)
	e.armAgent(a, timerWrapUp, left+e.rules.Times.WrapUpStep)
	e.touch(a)
}

func (e *Engine) wrapUpFinished(ev WrapUpFinished) {
	if a := e.agents[ev.Agent]; a != nil && a.State == WrapUp {
		e.wrapUpOver(a, ev.Disposition)
	}
}

// wrapUpOver records the disposition and makes the agent ready again.
func (e *Engine) wrapUpOver(a *agent, d Disposition) {
	c := e.calls[a.Call]
	if c != nil {
		c.Record.Disposition = d
		e.learn(e.now.Sub(c.Record.AnsweredAt))
		c.Agent = ""
		e.save(c)
	}
	e.free(a)
	if c != nil {
		e.forgetIfDone(c)
	}
}

func (e *Engine) recordingSaved(ev RecordingSaved) {
	c := e.calls[ev.Call]
	if c == nil {
		return
	}
	c.Pieces--
	c.Record.Recordings = append(c.Record.Recordings, RecordingPiece{
		Leg: ev.Leg, File: ev.File, StartedAt: unixMilli(ev.StartedAt), Millis: ev.Millis,
	})
	e.save(c)
	e.forgetIfDone(c)
}

// forgetIfDone drops an ended call that nobody needs any more.
func (e *Engine) forgetIfDone(c *call) {
	if c.Place == ended && c.Agent == "" && c.Pieces <= 0 {
		e.drop(c)
	}
}

// forget: the last recording never came. A call in wrap-up stays.
func (e *Engine) forget(c *call) {
	if c.Agent != "" {
		e.armCall(c, timerForget, forgetAfter)
		return
	}
	e.drop(c)
}

func (e *Engine) drop(c *call) { delete(e.calls, c.ID) }
