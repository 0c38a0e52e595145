package cti

import "time"

// headsetLost: no audio from the agent's browser. In a call the citizen is asked
// to hold and hears music; the agent has AwayLimit to come back.
func (e *Engine) headsetLost(id AgentID) {
	a := e.agents[id]
	if a == nil || !a.Headset {
		return
	}
	a.Headset = false
	e.markChanged(a)
	c := e.calls[a.Call]
	switch {
	case a.State == Offered:
		e.revokeOffer(a)
		e.armAgent(a, timerReconnect, e.settings.Times.Reconnect)
	case c != nil && c.Stage == withAgent:
		e.agentAway(c)
	default:
		e.armAgent(a, timerReconnect, e.settings.Times.Reconnect)
	}
}

// agentAway holds the citizen of an agent whose headset is gone.
func (e *Engine) agentAway(c *call) {
	if c.Phase == PhaseAway {
		return
	}
	e.armCall(c, timerAway, e.settings.Times.AwayLimit)
	if c.Sound == noSound && !c.Music {
		e.holdCaller(c, PhaseAway, "please_hold")
		return
	}
	c.Phase = PhaseAway // held or connecting: the citizen hears something already
}

func (e *Engine) headsetConnected(id AgentID) {
	a := e.agents[id]
	if a == nil || a.Headset {
		return
	}
	a.Headset = true
	e.markChanged(a)
	if a.Connection != "" {
		e.disarmAgent(a, timerReconnect)
	}
	if c := e.calls[a.Call]; c != nil && c.Phase == PhaseAway {
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
	e.offerNextCaller(a)
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
	c.HeldAt = time.Time{} // where there was no talk yet, nothing is counted
	e.loseCall(a, NotReady, why)
	queue := c.Record.Queue
	if queue == "" && len(e.settings.Queues) > 0 {
		queue = e.settings.Queues[0].ID
	}
	e.enterQueue(c, queue, nil)
}
