package cti

import (
	"strings"

	"hotline12345/internal/phone"
	"hotline12345/ivr"
)

// callArrived answers a new call and starts the flow of its number.
func (e *Engine) callArrived(ev CallArrived) {
	if _, known := e.calls[ev.Call]; known {
		return // reported again after a reconnect
	}
	flow, key, ahead := e.flowFor(ev.Called)
	if flow == nil {
		e.emit(ReturnToDialplan{Call: ev.Call}) // no settings yet: the dialplan has a fallback
		return
	}
	c := &call{
		ID: ev.Call, Stage: inMenu, FlowKey: key, LastPosition: -1,
		Record: CallRecord{
			Call: ev.Call, Direction: Inbound, Trunk: ev.Trunk,
			Caller: ev.Caller, Called: ev.Called, ArrivedAt: e.now,
		},
	}
	e.calls[c.ID] = c
	e.armCall(c, timerLongest, e.settings.Times.LongestCall)
	e.emit(Answer{Call: c.ID})
	var acts []ivr.Action
	c.Session, acts = ivr.Start(flow, "", ahead)
	e.applyActions(c, acts)
	if c.Stage == inMenu {
		e.save(c) // enterQueue has saved the others
	}
}

// flowFor finds the flow of a dialled number; digits beyond the known number
// are keys pressed ahead (1234511 is 12345, 1, 1), also behind an area code. A number without a
// route gets the first route's flow: no caller is turned away.
func (e *Engine) flowFor(called string) (flow *ivr.Flow, key, ahead string) {
	if len(e.settings.Numbers) == 0 {
		return nil, "", ""
	}
	route := e.settings.Numbers[0]
	for _, r := range e.settings.Numbers {
		if strings.HasSuffix(called, r.Number) {
			route, ahead = r, ""
			break
		}
		if rest, ok := phone.Behind(called, r.Number); ok {
			route, ahead = r, rest
		}
	}
	f, ok := e.settings.Flows[route.Flow]
	if !ok {
		return nil, "", ""
	}
	key = f.ID + "@" + f.Version
	if e.flows[key] == nil {
		e.flows[key] = &f
	}
	return e.flows[key], key, ahead
}
