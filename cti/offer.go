package cti

// offer shows a waiting call to an agent until a deadline.
func (e *Engine) offer(c *call, a *agent) {
	e.leave(c)
	c.Place, c.Agent = inOffer, a.ID
	c.Record.Offers = append(c.Record.Offers, OfferRecord{Agent: a.ID, At: e.now, Outcome: OfferOpen})
	a.Call = c.ID
	e.setState(a, Offered, "")
	e.armCall(c, timerOffer, e.rules.Times.Offer)
	e.save(c)
}

// serve offers the agent the next caller, if one waits.
func (e *Engine) serve(a *agent) {
	if a.State != Available || !a.reachable() {
		return
	}
	if c := e.next(a); c != nil {
		e.offer(c, a)
	}
}

// closeOffer ends the open offer, once. The agent is left to the caller.
func (e *Engine) closeOffer(c *call, how OfferState) *agent {
	e.disarm(c, timerOffer)
	a := e.agents[c.Agent]
	o := &c.Record.Offers[len(c.Record.Offers)-1]
	o.EndedAt, o.Outcome = e.now, how
	c.Agent = ""
	return a
}

// offerAgain gives the citizen their place back and looks for another agent.
func (e *Engine) offerAgain(c *call) {
	c.Place = inQueue
	e.join(c)
	if a := e.longestIdle(c.Line); a != nil {
		e.offer(c, a)
	}
}

// offerExpired: nobody picked up (RONA). The agent becomes NotReady, loudly.
func (e *Engine) offerExpired(c *call) {
	a := e.closeOffer(c, OfferRONA)
	a.Call = ""
	e.setState(a, NotReady, ReasonMissed)
	e.offerAgain(c)
}

func (e *Engine) offerDeclined(ev OfferDeclined) {
	a, c := e.offered(ev.Agent, ev.Call)
	if c == nil {
		return
	}
	e.closeOffer(c, OfferNo)
	a.Call = ""
	e.setState(a, NotReady, ReasonDeclined)
	e.offerAgain(c)
}

// revokeOffer takes an offer back because the agent cannot be reached.
func (e *Engine) revokeOffer(a *agent) {
	c := e.calls[a.Call]
	e.closeOffer(c, OfferVoid)
	a.Call = ""
	e.setState(a, Available, "")
	e.offerAgain(c)
}

// offerAccepted connects the two. The agent's leg is made at once; the citizen
// hears the recording notice to its end first.
func (e *Engine) offerAccepted(ev OfferAccepted) {
	a, c := e.offered(ev.Agent, ev.Call)
	if c == nil {
		return
	}
	e.closeOffer(c, OfferTaken)
	c.Agent = a.ID
	c.Place, c.Phase, c.Intro = withAgent, PhaseConnecting, nil
	c.First = false
	e.disarm(c, timerAnnounce)
	e.setState(a, Talking, "")
	e.openLeg(c)
	e.converse(c)
}

// offered finds the open offer of a call to an agent; otherwise the page is
// told that it is over.
func (e *Engine) offered(id AgentID, call CallID) (*agent, *call) {
	a, c := e.agents[id], e.calls[call]
	if a == nil {
		return nil, nil
	}
	if c == nil || c.Place != inOffer || c.Agent != id {
		e.refuse(a, RefusedCallOver)
		return nil, nil
	}
	return a, c
}

func (e *Engine) refuse(a *agent, why Refusal) {
	e.do(Refuse{Agent: a.ID, Code: why})
	e.touch(a) // the page may be behind: show it the truth again
}
