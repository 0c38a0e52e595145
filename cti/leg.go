package cti

import "time"

// maxLegFails: so often the agent's channel may fail before the citizen goes
// back to the head of the queue.
const maxLegFails = 3

// openLeg asks for the channel that stands for the agent in Asterisk.
func (e *Engine) openLeg(c *call) {
	c.Leg++
	c.LegOpen, c.LegUp, c.Media, c.RTP = true, false, false, ""
	e.emit(OpenAgentLeg{Call: c.ID, Leg: c.Leg})
	e.armCall(c, timerLeg, e.settings.Times.LegSetup)
}

// closeLeg removes it, if there is one.
func (e *Engine) closeLeg(c *call) {
	if !c.LegOpen {
		return
	}
	e.disconnectMedia(c)
	e.emit(CloseAgentLeg{Call: c.ID, Leg: c.Leg})
	e.disarm(c, timerLeg)
	c.LegOpen, c.LegUp = false, false
}

func (e *Engine) legReady(ev AgentLegReady) {
	c := e.calls[ev.Call]
	if c == nil || ev.Leg != c.Leg || !c.LegOpen {
		// Not needed any more: the offer or the call is over.
		e.emit(CloseAgentLeg{Call: ev.Call, Leg: ev.Leg})
		return
	}
	if c.LegUp {
		return
	}
	e.disarm(c, timerLeg)
	c.LegUp, c.RTP = true, ev.RTP
	e.bridgeWhenReady(c)
}

// legLost: Asterisk could not make the agent's channel, or lost it. Another is
// tried while the citizen waits; then the citizen goes back to the queue's head.
func (e *Engine) legLost(id CallID, leg int) {
	c := e.calls[id]
	if c == nil || leg != c.Leg || !c.LegOpen {
		return
	}
	e.closeLeg(c)
	c.Fails++
	switch {
	case c.Stage == inDial && c.Fails < maxLegFails:
		e.openLeg(c)
	case c.Stage != withAgent:
	case c.Fails >= maxLegFails:
		e.requeue(c, ReasonHeadset)
	default:
		if c.Phase == PhaseTalking {
			c.Phase = PhaseConnecting
		}
		e.openLeg(c)
		e.markAgentChanged(c)
	}
}

// commandFailed is kept in the journal for people. Most failures that matter come
// as an event of their own; an agent who could not be bridged gets another leg.
func (e *Engine) commandFailed(ev CommandFailed) {
	if c := e.calls[ev.Call]; c != nil && ev.Command == BridgeAgentCommand {
		e.legLost(c.ID, c.Leg)
	}
}

// BridgeAgentCommand is how CommandFailed names BridgeAgent.
const BridgeAgentCommand = "BridgeAgent"

// connectMedia joins the headset to the leg; a recorded piece begins.
func (e *Engine) connectMedia(c *call) {
	if c.Media {
		return
	}
	c.Media, c.Silent = true, false
	c.Pieces++
	c.Record.Legs = append(c.Record.Legs, LegRecord{Leg: c.Leg, Agent: c.Agent, From: e.stamp(c)})
	e.emit(ConnectMedia{Agent: c.Agent, Call: c.ID, Leg: c.Leg, RTP: c.RTP})
}

// disconnectMedia ends that piece.
func (e *Engine) disconnectMedia(c *call) {
	if !c.Media {
		return
	}
	c.Media = false
	leg := &c.Record.Legs[len(c.Record.Legs)-1]
	leg.To = e.stamp(c)
	e.addHeld(c, leg)
	e.emit(DisconnectMedia{Agent: leg.Agent, Call: c.ID, Leg: leg.Leg})
}

// addHeld counts the time since the citizen was put on hold, if they were.
func (e *Engine) addHeld(c *call, leg *LegRecord) {
	if !c.HeldAt.IsZero() {
		leg.HeldFor += e.stamp(c).Sub(c.HeldAt).Milliseconds()
		c.HeldAt = time.Time{}
	}
}
