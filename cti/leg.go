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
	wait := e.settings.Times.LegSetup
	if c.Stage == inDial && c.Leg == 1 {
		wait += dialCarriedOut
	}
	e.armCall(c, timerLeg, wait)
}

// dialCarriedOut is how long a Dial may take that stands before the leg's turn.
const dialCarriedOut = 8 * time.Second

// closeLeg removes it, if there is one.
func (e *Engine) closeLeg(c *call) {
	if !c.LegOpen {
		return
	}
	e.disconnectMedia(c)
	e.emit(CloseAgentLeg{Call: c.ID, Leg: c.Leg})
	e.disarm(c, timerLeg)
	c.LegOpen, c.LegUp, c.LegLate, c.LegMissedAt = false, false, false, time.Time{}
}

func (e *Engine) legReady(ev AgentLegReady) {
	c := e.calls[ev.Call]
	switch {
	case c == nil || !c.LegOpen: // not needed any more: the offer or the call is over
		e.emit(CloseAgentLeg{Call: ev.Call, Leg: ev.Leg})
		return
	case ev.Leg != c.Leg: // another stands in its place, whose bridge must stay
		e.emit(ReturnToDialplan{Call: ev.Call, Leg: ev.Leg})
		return
	}
	if c.LegUp {
		return
	}
	e.disarm(c, timerLeg)
	c.LegUp, c.LegLate, c.RTP = true, false, ev.RTP
	e.bridgeWhenReady(c)
}

// legOverdue: the leg did not come in time. Before another is made Asterisk is asked:
// the leg may stand and its event be late.
func (e *Engine) legOverdue(c *call) {
	if c.LegLate {
		c.Fails++ // it took as long as two that fail: no agent waits for a third
		e.legLost(c.ID, c.Leg)
		return
	}
	c.LegLate = true
	e.armCall(c, timerLeg, e.settings.Times.LegSetup)
	e.doubt()
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
		e.requeue(c, ReasonLine)
	default:
		if c.Phase == PhaseTalking {
			c.Phase = PhaseConnecting
		}
		e.openLeg(c)
		e.markAgentChanged(c)
	}
}

// commandFailed: a command was not carried out, however often it was repeated. An agent
// who could not be bridged gets another leg; of the rest Asterisk is asked.
func (e *Engine) commandFailed(ev CommandFailed) {
	e.doubt()
	c := e.calls[ev.Call]
	if c == nil {
		return
	}
	switch ev.Command {
	case recordMessageCommand:
		e.messageEnded(MessageEnded{Call: c.ID, Ask: c.Asked, Failed: true})
	case BridgeAgentCommand:
		e.legLost(c.ID, c.Leg)
	case answerCommand, playCommand, stopPlayCommand, startMusicCommand, stopMusicCommand, holdCallerCommand:
		c.Doubtful = true
	}
}

// How CommandFailed names commands.
const (
	BridgeAgentCommand = "BridgeAgent"

	answerCommand     = "Answer"
	playCommand       = "Play"
	stopPlayCommand   = "StopPlay"
	startMusicCommand = "StartMusic"
	stopMusicCommand  = "StopMusic"
	holdCallerCommand = "HoldCaller"

	recordMessageCommand = "RecordMessage"
)

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
