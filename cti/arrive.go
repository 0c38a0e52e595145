package cti

import (
	"strings"

	"hotline12345/ivr"
)

// arrived takes a new call in: it is answered and hears its number's flow.
func (e *Engine) arrived(ev CallArrived) {
	if _, known := e.calls[ev.Call]; known {
		return // told twice: after a reconnect
	}
	flow, key, ahead := e.flowFor(ev.Called)
	if flow == nil {
		e.do(Release{Call: ev.Call}) // no rules yet: the dialplan has a fallback
		return
	}
	c := &call{
		ID: ev.Call, Place: inMenu, FlowKey: key, Told: -1,
		Record: CallRecord{
			Call: ev.Call, Direction: Inbound, Trunk: ev.Trunk,
			Caller: ev.Caller, Called: ev.Called, ArrivedAt: e.now,
		},
	}
	e.calls[c.ID] = c
	e.armCall(c, timerLongest, e.rules.Times.LongestCall)
	e.do(Answer{Call: c.ID})
	var acts []ivr.Action
	c.Session, acts = ivr.Start(flow, "", ahead)
	e.act(c, acts)
	if c.Place == inMenu {
		e.save(c) // enterQueue has saved the others
	}
}

// flowFor finds the flow of a dialled number; digits beyond the known number
// are keys pressed ahead (1234511 is 12345, 1, 1). A number that no rule knows
// gets the first rule's flow: nobody who reached us is turned away.
func (e *Engine) flowFor(called string) (flow *ivr.Flow, key, ahead string) {
	if len(e.rules.Numbers) == 0 {
		return nil, "", ""
	}
	rule := e.rules.Numbers[0]
	for _, r := range e.rules.Numbers {
		if strings.HasSuffix(called, r.Number) {
			rule, ahead = r, ""
			break
		}
		if rest, ok := strings.CutPrefix(called, r.Number); ok {
			rule, ahead = r, rest
		}
	}
	f, ok := e.rules.Flows[rule.Flow]
	if !ok {
		return nil, "", ""
	}
	key = f.ID + "@" + f.Version
	if e.flows[key] == nil {
		e.flows[key] = &f
	}
	return e.flows[key], key, ahead
}

// digit is a key of the citizen: in the menu it leads on, during a talk the
// agent sees it.
func (e *Engine) digit(ev DigitPressed) {
	c := e.calls[ev.Call]
	if c == nil {
		return
	}
	switch c.Place {
	case inMenu:
		e.disarm(c, timerKey)
		e.act(c, c.Session.Press(ev.Digit))
	case inQueue:
		if c.Sound != soundNotice {
			e.act(c, c.Session.Press(ev.Digit))
		}
	case withAgent:
		if len(c.Digits) < maxShownDigits {
			c.Digits += ev.Digit
			e.touchAgentOf(c)
		}
	}
}

// maxShownDigits bounds the citizen's keys that are kept for the agent's page.
const maxShownDigits = 32

// act carries out what the caller's session wants.
func (e *Engine) act(c *call, acts []ivr.Action) {
	for _, a := range acts {
		switch a := a.(type) {
		case ivr.PlayPrompt:
			e.say(c, soundMenu, a.Prompts...)
		case ivr.StopPrompt:
			e.hush(c)
		case ivr.Listen:
			e.armCall(c, timerKey, a.For)
		case ivr.EnterQueue:
			e.enterQueue(c, QueueID(a.Queue), a.Prompts)
		case ivr.LeaveQueue:
			e.leave(c)
			e.disarm(c, timerAnnounce)
			e.quiet(c)
			c.Place = inMenu
		case ivr.HangUp:
			e.end(c, EndedBySystem, causeNormal)
		}
	}
	if len(acts) > 0 {
		c.Record.Language, c.Record.Keys = c.Session.Language, c.Session.Keys
	}
}
