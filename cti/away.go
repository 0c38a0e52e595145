package cti

// headsetLost: no audio from the agent's browser. In a call the citizen is told
// to hold and hears music; the agent has AwayLimit to come back.
func (e *Engine) headsetLost(id AgentID) {
	a := e.agents[id]
	if a == nil || !a.Headset {
		return
	}
	a.Headset = false
	e.touch(a)
	c := e.calls[a.Call]
	switch {
	case a.State == Offered:
		e.revokeOffer(a)
		e.armAgent(a, timerReconnect, e.rules.Times.Reconnect)
	case c != nil && c.Place == withAgent:
		e.away(c)
	default:
		e.armAgent(a, timerReconnect, e.rules.Times.Reconnect)
	}
}

// away parks the citizen of an agent who has vanished.
func (e *Engine) away(c *call) {
	if c.Phase == PhaseAway {
		return
	}
	e.armCall(c, timerAway, e.rules.Times.AwayLimit)
	if c.Phase == PhaseTalking {
		e.park(c, PhaseAway, "please_hold")
		return
	}
	c.Phase = PhaseAway // held or connecting: the citizen hears something already
	e.touchAgentOf(c)
}

func (e *Engine) headsetConnected(id AgentID) {
	a := e.agents[id]
	if a == nil || a.Headset {
		return
	}
	a.Headset = true
	e.touch(a)
	if a.Connection != "" {
		e.disarmAgent(a, timerReconnect)
	}
	if c := e.calls[a.Call]; c != nil && c.Place == withAgent && c.Phase == PhaseAway {
		e.disarm(c, timerAway)
		if c.Held {
			c.Phase = PhaseHeld
			return
		}
		e.resume(c)
		return
	}
	if a.State == NotReady && a.Reason == ReasonHeadset {
		e.setState(a, Available, "")
	}
	e.serve(a)
}

// awayTooLong: the agent did not come back in time.
func (e *Engine) awayTooLong(c *call) { e.requeue(c, ReasonAway) }

// requeue takes the citizen from a lost agent to the head of the queue. A call
// that we made has no queue; it goes to the first one, for any agent to explain.
func (e *Engine) requeue(c *call, why NotReadyReason) {
	a := e.agents[c.Agent]
	e.closeLeg(c)
	e.disarm(c, timerAway)
	c.Held, c.Greeted, c.First, c.Fails = false, false, true, 0
	a.Call, a.Next = "", ""
	e.setState(a, NotReady, why)
	queue := c.Record.Queue
	if queue == "" && len(e.rules.Queues) > 0 {
		queue = e.rules.Queues[0].ID
	}
	e.enterQueue(c, queue, nil)
}
