package cti

// offer shows a waiting call to an agent until a deadline.
func (e *Engine) offer(c *call, a *agent) {
	e.dequeue(c)
	c.Stage, c.Agent = inOffer, a.ID
	c.Record.Offers = append(c.Record.Offers, OfferRecord{Agent: a.ID, At: e.stamp(c), Outcome: OutcomeOpen})
	a.Call = c.ID
	e.setState(a, Offered, "")
	e.armCall(c, timerOffer, e.offerTime(c))
	e.save(c)
}

// offerNextCaller offers the agent the next caller, if one waits.
func (e *Engine) offerNextCaller(a *agent) {
	if a.State != Available || !a.reachable() {
		return
	}
	if c := e.nextCaller(a); c != nil {
		e.offer(c, a)
	}
}

// closeOffer ends the open offer, once. Its agent is returned and
// still has to be given a new state.
func (e *Engine) closeOffer(c *call, how OfferOutcome) *agent {
	e.disarm(c, timerOffer)
	a := e.agents[c.Agent]
	o := &c.Record.Offers[len(c.Record.Offers)-1]
	o.EndedAt, o.Outcome = e.stamp(c), how
	c.Agent = ""
	return a
}

// offerAgain puts the citizen back at their turn and offers the call to another
// agent.
func (e *Engine) offerAgain(c *call) {
	c.Stage = inQueue
	e.enqueue(c)
	if a := e.longestIdle(c.Lane); a != nil {
		e.offer(c, a)
	}
}

// offerExpired: the agent did not answer (RONA). The agent becomes NotReady, loudly.
func (e *Engine) offerExpired(c *call) {
	e.loseCall(e.closeOffer(c, OutcomeExpired), NotReady, ReasonMissed)
	e.offerAgain(c)
}

// offerDeclined: who declines an offer that is over already has what they want, so
// nothing is refused: behind a slow network the same press comes twice.
func (e *Engine) offerDeclined(ev OfferDeclined) {
	a, c := e.offered(ev.Agent, ev.Call)
	if a == nil {
		return
	}
	if c == nil {
		e.markChanged(a) // the page is behind: show it the truth again
		return
	}
	e.closeOffer(c, OutcomeDeclined)
	e.loseCall(a, NotReady, ReasonDeclined)
	e.offerAgain(c)
}

// revokeOffer takes an offer back because the agent cannot be reached.
func (e *Engine) revokeOffer(a *agent) {
	c := e.calls[a.Call]
	e.closeOffer(c, OutcomeRevoked)
	e.leaveCall(a)
	e.offerAgain(c)
}

// offerAccepted connects the two. The agent's leg is made at once; the citizen
// hears the recording notice to its end first. A second press behind a slow network
// changes nothing: the call is the agent's already.
func (e *Engine) offerAccepted(ev OfferAccepted) {
	a, c := e.offered(ev.Agent, ev.Call)
	if a == nil {
		return
	}
	if c == nil {
		e.notOffered(a, ev.Call)
		return
	}
	e.closeOffer(c, OutcomeAccepted)
	c.Agent = a.ID
	c.Stage, c.Phase, c.Intro = withAgent, PhaseConnecting, nil
	c.First = false
	e.disarm(c, timerAnnounce)
	e.setState(a, Talking, "")
	e.openLeg(c)
}

// offered returns the agent and the call of an open offer; without the call if the
// offer is over, and nothing if the agent is unknown.
func (e *Engine) offered(id AgentID, wanted CallID) (*agent, *call) {
	a, c := e.agents[id], e.calls[wanted]
	if c == nil || c.Stage != inOffer || c.Agent != id {
		return a, nil
	}
	return a, c
}

// notOffered refuses a call that is not offered to the agent, unless it is their own.
func (e *Engine) notOffered(a *agent, call CallID) {
	if a.Call == call {
		e.markChanged(a)
		return
	}
	e.refuse(a, RefusedCallOver)
}

func (e *Engine) refuse(a *agent, why Refusal) {
	e.emit(Refuse{Agent: a.ID, Code: why})
	e.markChanged(a) // the page may be behind: show it the truth again
}
