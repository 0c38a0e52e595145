package cti

import "hotline12345/ivr"

// agentHangsUp ends a talk from the agent's side. A citizen who called is led to the
// flow's survey, if it has one; the agent goes on with the register meanwhile.
func (e *Engine) agentHangsUp(c *call) {
	if !c.hasSurvey() {
		e.end(c, EndedByAgent, causeNormal)
		return
	}
	if c.talks() { // first, or what is played is lost while the bridge goes
		e.emit(HoldCaller{Call: c.ID})
	}
	e.closeLeg(c)
	e.releaseAgent(c)
	e.stopSound(c)
	e.disarm(c, timerAway)
	c.Stage, c.Surveyed, c.Held = inMenu, true, false
	e.save(c)
	e.applyActions(c, c.Session.Enter(e.moment(c), ivr.EntrySurvey))
}

// hasSurvey reports whether the citizen is asked how the talk was.
func (c *call) hasSurvey() bool {
	f := c.Session.Flow
	return f != nil && f.Entries[ivr.EntrySurvey] != "" && !c.Record.AnsweredAt.IsZero()
}

// flowEnd is why a call ends that its flow ends.
func (c *call) flowEnd() EndReason {
	if c.Surveyed {
		return EndedByAgent
	}
	return EndedBySystem
}

// rate notes an answer at once: who hangs up afterwards has given it all the same.
func (e *Engine) rate(c *call, r ivr.Rate) {
	c.Record.Ratings = append(c.Record.Ratings, SurveyAnswer{Question: r.Question, Score: r.Score, Of: r.Of, At: e.stamp(c)})
	e.save(c)
}
