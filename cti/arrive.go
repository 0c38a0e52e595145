package cti

import (
	"hotline12345/ivr"
)

// callArrived answers a new call and starts the flow of its number.
func (e *Engine) callArrived(ev CallArrived) {
	if _, known := e.calls[ev.Call]; known {
		return // reported again after a reconnect
	}
	flow, key, route, ahead := e.flowFor(ev.Called)
	if flow == nil {
		e.emit(ReturnToDialplan{Call: ev.Call}) // no settings yet: the dialplan has a fallback
		return
	}
	c := &call{
		ID: ev.Call, Stage: inMenu, FlowKey: key, LastPosition: -1, Offer: route.Offer, Announce: route.Announce,
		Record: CallRecord{
			Call: ev.Call, Direction: Inbound, Trunk: ev.Trunk,
			Caller: ev.Caller, Called: ev.Called, ArrivedAt: e.now,
		},
	}
	e.calls[c.ID] = c
	e.armCall(c, timerLongest, e.settings.Times.LongestCall)
	e.emit(Answer{Call: c.ID})
	var acts []ivr.Action
	c.Session, acts = ivr.Start(flow, ivr.Arrival{
		Line: route.Line, Language: ev.Language, Restricted: ev.Restricted, Keys: ahead,
	}, e.moment(c))
	e.applyActions(c, acts)
	if c.Stage == inMenu {
		e.save(c) // enterQueue has saved the others
	}
}

// moment is what holds outside of the call's flow.
func (e *Engine) moment(c *call) ivr.Moment {
	return ivr.Moment{
		At: e.now.In(e.zone), Schedules: e.settings.Schedules, Broadcasts: e.settings.Broadcasts,
		CallerEnds: lastFour(c.Record.Caller),
	}
}

// lastFour returns the last digits of a number that may be said to its caller: not
// of one that is withheld.
func lastFour(c Caller) string {
	if c.Withheld || c.Anonymous || len(c.Number) < 4 {
		return ""
	}
	return c.Number[len(c.Number)-4:]
}

// flowFor finds the flow of a dialled number, its route, and the keys that were dialled behind it.
func (e *Engine) flowFor(called string) (flow *ivr.Flow, key string, route InboundRoute, ahead string) {
	route, ahead, ok := e.settings.Route(called)
	if !ok {
		return nil, "", InboundRoute{}, ""
	}
	if flow, key = e.keptFlow(route.Flow); flow == nil {
		return nil, "", InboundRoute{}, ""
	}
	return flow, key, route, ahead
}

// keptFlow returns a flow and its key, nil if there is none. It is kept while a call is in it.
func (e *Engine) keptFlow(id string) (*ivr.Flow, string) {
	f, ok := e.settings.Flows[id]
	if !ok {
		return nil, ""
	}
	key := f.ID + "@" + f.Version
	if e.flows[key] == nil {
		own := f // shared by the calls of this version
		e.flows[key] = &own
	}
	return e.flows[key], key
}
