package cti

import "hotline12345/ivr"

// converse brings citizen and agent together as soon as all is there: the leg,
// and the recording notice heard to its end.
func (e *Engine) converse(c *call) {
	if c.Place != withAgent || !c.LegUp || c.Phase == PhaseHeld || c.Phase == PhaseAway {
		return
	}
	if !c.NoticeHeard && c.Record.Direction == Inbound {
		if c.Sound != soundNotice {
			e.say(c, soundNotice, c.prompt("recording"))
		}
		return
	}
	e.quiet(c)
	e.connectMedia(c)
	e.do(Talk{Call: c.ID, Leg: c.Leg})
	c.Phase = PhaseTalking
	if c.Record.AnsweredAt.IsZero() {
		c.Record.AnsweredAt = e.now
	}
	c.Record.Agent = c.Agent
	e.greet(c)
	e.save(c)
	e.touchAgentOf(c)
}

// greet announces the agent by number (工号) in the caller's language, once for
// each agent. A citizen whom we called hears first that the talk is recorded.
func (e *Engine) greet(c *call) {
	if c.Greeted {
		return
	}
	c.Greeted = true
	number := c.prompt("agent_no")
	number.Args = map[string]string{"id": string(c.Agent)}
	prompts := []ivr.Prompt{number}
	if c.Record.Direction == Outbound {
		prompts = []ivr.Prompt{c.prompt("recording"), number}
	}
	e.do(Greet{Call: c.ID, Leg: c.Leg, Prompts: prompts})
}

func (e *Engine) holdAsked(ev HoldAsked) {
	c := e.talk(ev.Agent, ev.Call)
	if c == nil || c.Phase != PhaseTalking {
		return
	}
	c.Held = true
	e.park(c, PhaseHeld, "hold_agent")
}

// park takes the citizen out of the talk; they hear a sentence, then music.
func (e *Engine) park(c *call, phase DeskPhase, prompt string) {
	c.Phase = phase
	if c.HeldAt.IsZero() {
		c.HeldAt = e.now
	}
	e.do(Park{Call: c.ID})
	e.say(c, soundHold, c.prompt(prompt))
	e.touchAgentOf(c)
}

func (e *Engine) resumeAsked(ev ResumeAsked) {
	c := e.talk(ev.Agent, ev.Call)
	if c == nil || c.Phase != PhaseHeld {
		return
	}
	c.Held = false
	e.resume(c)
}

// resume brings a parked citizen back into the talk.
func (e *Engine) resume(c *call) {
	if n := len(c.Record.Legs); n > 0 {
		e.addHeld(c, &c.Record.Legs[n-1])
	}
	c.Phase = PhaseConnecting
	e.touchAgentOf(c)
	e.converse(c)
}

func (e *Engine) digitAsked(ev DigitAsked) {
	c := e.talk(ev.Agent, ev.Call)
	if c != nil && validDigit(ev.Digit) {
		e.do(SendDigit{Call: c.ID, Digit: ev.Digit})
	}
}

func validDigit(d string) bool {
	return len(d) == 1 && (d[0] >= '0' && d[0] <= '9' || d[0] == '*' || d[0] == '#')
}

// readOutAsked has the ticket's number read to both.
func (e *Engine) readOutAsked(ev ReadOutAsked) {
	c := e.talk(ev.Agent, ev.Call)
	if c == nil || c.Phase != PhaseTalking {
		return
	}
	p := c.prompt("ticket_no")
	p.Args = map[string]string{"digits": ev.Ticket}
	e.do(Greet{Call: c.ID, Leg: c.Leg, Prompts: []ivr.Prompt{p}})
}

// talk finds the call that this agent is in; otherwise the page is told.
func (e *Engine) talk(id AgentID, call CallID) *call {
	a, c := e.agents[id], e.calls[call]
	if a == nil {
		return nil
	}
	if c == nil || c.Place != withAgent || c.Agent != id {
		e.refuse(a, RefusedCallOver)
		return nil
	}
	return c
}

func (e *Engine) touchAgentOf(c *call) {
	if a := e.agents[c.Agent]; a != nil {
		e.touch(a)
	}
}
