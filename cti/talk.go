package cti

import (
	"time"

	"hotline12345/ivr"
)

// bridgeWhenReady bridges citizen and agent as soon as the leg stands and the recording
// notice was heard to its end.
func (e *Engine) bridgeWhenReady(c *call) {
	if c.Stage == inDial {
		e.bridgeEarly(c)
		return
	}
	if !c.LegUp || !c.NoticeHeard || c.Phase == PhaseHeld || c.Phase == PhaseAway {
		return
	}
	e.stopSound(c)
	e.connectMedia(c)
	e.emit(BridgeAgent{Call: c.ID, Leg: c.Leg})
	if c.Silent { // they were on hold
		e.armCall(c, timerSilence, silenceGrace)
	}
	c.Phase = PhaseTalking
	if c.Record.AnsweredAt.IsZero() {
		c.Record.AnsweredAt = e.stamp(c)
	}
	c.Record.Agent = c.Agent
	e.announceAgent(c)
	e.save(c)
	e.markAgentChanged(c)
}

// announceAgent announces the agent by number (工号) in the caller's language, once for
// each agent. A citizen whom we called hears first that the talk is recorded.
func (e *Engine) announceAgent(c *call) {
	if c.Greeted {
		return
	}
	c.Greeted = true
	number := c.prompt("agent_no")
	number.Args = map[string]string{"id": string(c.Agent)}
	prompts := []ivr.Prompt{number}
	if c.Record.Direction == Outbound && !c.isRevisit() { // who was asked has heard it in the queue
		prompts = []ivr.Prompt{c.prompt("recording"), number}
	}
	e.emit(Announce{Call: c.ID, Leg: c.Leg, Prompts: prompts})
}

func (e *Engine) holdRequested(ev HoldRequested) {
	c := e.talkOf(ev.Agent, ev.Call)
	if c == nil || c.Phase != PhaseTalking {
		return
	}
	c.Held = true
	e.holdCaller(c, PhaseHeld, "hold_agent")
}

// holdCaller takes the citizen out of the bridge; they hear a prompt, then music.
func (e *Engine) holdCaller(c *call, phase DeskPhase, prompt string) {
	c.Phase, c.HeldAt = phase, e.stamp(c)
	e.emit(HoldCaller{Call: c.ID})
	e.playPrompts(c, soundHold, c.prompt(prompt))
	e.markAgentChanged(c)
}

func (e *Engine) resumeRequested(ev ResumeRequested) {
	c := e.talkOf(ev.Agent, ev.Call)
	if c == nil || c.Phase != PhaseHeld {
		return
	}
	c.Held = false
	e.resume(c)
}

// resume brings a held citizen back to the agent.
func (e *Engine) resume(c *call) {
	if n := len(c.Record.Legs); n > 0 {
		e.addHeld(c, &c.Record.Legs[n-1])
	}
	c.HeldAt = time.Time{} // where there was no talk yet, nothing is counted
	c.Phase = PhaseConnecting
	e.markAgentChanged(c)
	e.bridgeWhenReady(c)
}

func (e *Engine) digitRequested(ev DigitRequested) {
	c := e.talkOf(ev.Agent, ev.Call)
	if c != nil && validDigit(ev.Digit) {
		e.emit(SendDigit{Call: c.ID, Digit: ev.Digit})
	}
}

func validDigit(d string) bool {
	return len(d) == 1 && (d[0] >= '0' && d[0] <= '9' || d[0] == '*' || d[0] == '#')
}

// readOutRequested has the ticket's number read to both.
func (e *Engine) readOutRequested(ev ReadOutRequested) {
	c := e.talkOf(ev.Agent, ev.Call)
	if c == nil || c.Phase != PhaseTalking {
		return
	}
	p := c.prompt("ticket_no")
	p.Args = map[string]string{"digits": ev.Ticket}
	e.emit(Announce{Call: c.ID, Leg: c.Leg, Prompts: []ivr.Prompt{p}})
}

// talkOf returns the call if this agent talks in it; otherwise it refuses and returns
// nil.
func (e *Engine) talkOf(id AgentID, call CallID) *call {
	a, c := e.agents[id], e.calls[call]
	if a == nil {
		return nil
	}
	if c == nil || c.Stage != withAgent || c.Agent != id {
		e.refuse(a, RefusedCallOver)
		return nil
	}
	return c
}

func (e *Engine) markAgentChanged(c *call) {
	e.markChanged(e.agents[c.Agent])
}
