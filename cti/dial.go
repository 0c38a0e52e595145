package cti

import (
	"hotline12345/internal/phone"
	"hotline12345/ivr"
)

// maxDialled is the longest number of ITU-T E.164, with an international prefix.
const maxDialled = 18

// maxTyped is the longest text in bytes that is read as a number: a URI with its parameters.
const maxTyped = 128

// dialRequested places a call for an agent to a citizen or a unit.
func (e *Engine) dialRequested(ev DialRequested) {
	a := e.agents[ev.Agent]
	if a == nil {
		return
	}
	number, ok := e.dialable(ev.Number)
	switch {
	case e.dials(a, number):
		e.markChanged(a) // the same press a second time, behind a slow network
	case a.State != Available && a.State != NotReady:
		e.refuse(a, RefusedInCall)
	case !a.Headset:
		e.refuse(a, RefusedNoHeadset)
	case len(ev.Number) > maxTyped:
		e.refuse(a, RefusedNumber)
	case phone.Reaches(ev.Number, e.settings.Barred):
		e.refuse(a, RefusedBarred) // emergency services are reached by a transfer of their own
	case !ok:
		e.refuse(a, RefusedNumber)
	case !e.telephony:
		e.refuse(a, RefusedTelephony)
	default:
		e.dial(a, number, ev.Ticket)
	}
}

// dials reports whether the agent's call is one to the number that they asked for.
func (e *Engine) dials(a *agent, number string) bool {
	c := e.calls[a.Call]
	return c != nil && c.Record.Direction == Outbound && c.Record.Caller.Number == number && a.State == Talking
}

func (e *Engine) dial(a *agent, number, ticket string) {
	c := &call{
		ID: e.newOutgoingID(), Stage: inDial, Phase: PhaseDialling, LastPosition: -1,
		Agent: a.ID, Back: a.State, BackReason: a.Reason, NoticeHeard: true,
		Session: ivr.Session{Language: ivr.Mandarin},
		Record: CallRecord{
			Direction: Outbound, Trunk: e.settings.Trunk, Agent: a.ID,
			Caller: Caller{Number: number}, Language: ivr.Mandarin, ArrivedAt: e.now,
			Ticket: ticket,
		},
	}
	c.Record.Call = c.ID
	e.calls[c.ID] = c
	a.Call = c.ID
	e.setState(a, Talking, "")
	e.armCall(c, timerLongest, e.settings.Times.LongestCall)
	e.armCall(c, timerRing, e.settings.Times.DialRing)
	e.emit(Dial{Call: c.ID, Number: number, Trunk: c.Record.Trunk, CallerID: e.settings.CallerIDs[a.Unit], Timeout: e.settings.Times.DialRing})
	e.openLeg(c)
	e.save(c)
}

func (e *Engine) earlyMediaBegan(ev EarlyMediaBegan) {
	c := e.calls[ev.Call]
	if c == nil || c.Stage != inDial {
		return
	}
	c.Early = true
	e.bridgeEarly(c)
}

// bridgeEarly lets the agent hear what the network says before the answer, and records
// it: that a number does not exist is said by a voice alone.
func (e *Engine) bridgeEarly(c *call) {
	if !c.Early || !c.LegUp || c.Media {
		return
	}
	e.connectMedia(c)
	e.emit(BridgeAgent{Call: c.ID, Leg: c.Leg})
	c.Phase = PhaseConnecting
	e.markAgentChanged(c)
}

func (e *Engine) citizenAnswered(ev CitizenAnswered) {
	c := e.calls[ev.Call]
	if c == nil || c.Stage == ended {
		e.emit(HangUp{Call: ev.Call, Cause: causeNormal}) // given up: they would hear nothing
		return
	}
	switch c.Stage {
	case inDial:
	case inRevisit:
		e.revisitAnswered(c)
		return
	default:
		return
	}
	e.disarm(c, timerRing)
	c.Stage, c.Phase = withAgent, PhaseConnecting
	if a := e.agents[c.Agent]; !a.Headset {
		e.agentAway(c) // the page was lost while it rang
	}
	if !c.LegOpen {
		c.Fails = 0 // all tries failed while it rang; try again now
		e.openLeg(c)
	}
	e.markAgentChanged(c)
	e.bridgeWhenReady(c)
}

// dialable returns what is dialled to reach a number, however it was typed, and reports
// whether it can be dialled.
func (e *Engine) dialable(number string) (string, bool) {
	n, ok := e.plan().Dialled(number)
	return n, ok && len(n) <= maxDialled
}

// plan returns the numbering of the city.
func (e *Engine) plan() phone.Plan { return phone.Plan{Area: e.settings.Area} }
