package cti

// offer shows a waiting call to an agent until a deadline.
func (e *Engine) offer(c *call, a *agent) {
	e.dequeue(c)
	c.Stage, c.Agent = inOffer, a.ID
	c.Record.Offers = append(c.Record.Offers, OfferRecord{Agent: a.ID, At: e.stamp(c), Outcome: OutcomeOpen})
	a.Call = c.ID
	e.setState(a, Offered, "")
	e.armCall(c, timerOffer, e.settings.Times.Offer)
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

func (e *Engine) offerDeclined(ev OfferDeclined) {
	a, c := e.offered(ev.Agent, ev.Call)
	if c == nil {
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
// hears the recording notice to its end first.
func (e *Engine) offerAccepted(ev OfferAccepted) {
	a, c := e.offered(ev.Agent, ev.Call)
	if c == nil {
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

// offered returns the agent and the call of an open offer; if it is over, it refuses
// and returns nil.
func (e *Engine) offered(id AgentID, call CallID) (*agent, *call) {
	a, c := e.agents[id], e.calls[call]
	if a == nil {
		return nil, nil
	}
	if c == nil || c.Stage != inOffer || c.Agent != id {
		e.refuse(a, RefusedCallOver)
		return nil, nil
	}
	return a, c
}

func (e *Engine) refuse(a *agent, why Refusal) {
	e.emit(Refuse{Agent: a.ID, Code: why})
	e.markChanged(a) // the page may be behind: show it the truth again
}
