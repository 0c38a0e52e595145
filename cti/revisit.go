package cti

import (
	"hotline12345/internal/phone"
	"hotline12345/ivr"
)

// revisitFlow is the flow whose entry ivr.EntryRevisit asks the questions of a revisit (M54).
const revisitFlow = "revisit"

// revisitRequested calls a citizen about a ticket without an agent: a flow asks the questions.
// A request that is repeated, because nobody knows whether the first one came, calls once.
func (e *Engine) revisitRequested(ev RevisitRequested) {
	if _, known := e.calls[ev.Call]; known {
		return
	}
	number, ok := e.dialable(ev.Number)
	c := &call{
		ID: ev.Call, Stage: inRevisit, LastPosition: -1,
		Record: CallRecord{
			Call: ev.Call, Direction: Outbound, Trunk: e.settings.Trunk, Caller: Caller{Number: number},
			Language: ev.Language, ArrivedAt: e.now, Ticket: ev.Ticket,
		},
	}
	flow, key := e.keptFlow(revisitFlow)
	switch {
	case len(ev.Number) > maxTyped, !ok, phone.Reaches(ev.Number, e.settings.Barred):
		e.notCalled(c, DialRefused)
	case !e.telephony, flow == nil, flow.Entries[ivr.EntryRevisit] == "":
		e.notCalled(c, DialFailed)
	default:
		c.FlowKey = key
		c.Session = ivr.Session{Flow: flow, Language: ev.Language, About: ev.Ticket}
		e.meetAs(c, ev)
		e.calls[c.ID] = c
		e.armCall(c, timerLongest, e.settings.Times.LongestCall)
		e.armCall(c, timerRing, e.settings.Times.DialRing)
		e.emit(Dial{Call: c.ID, Number: number, Trunk: c.Record.Trunk, CallerID: e.settings.CallerIDs[ev.Unit], Timeout: e.settings.Times.DialRing})
		e.save(c)
	}
}

// meetAs has the citizen of a revisit hear the name of the number that they called once, or else that of the
// centre that has their ticket; its agents are who 0 leads to.
func (e *Engine) meetAs(c *call, ev RevisitRequested) {
	route, keys, ok := e.settings.Route(ev.Called)
	if ok && ev.Called != "" && (keys != "" || e.settings.endsWith(ev.Called, route.Number) > 0) {
		c.Offer, c.Announce = route.Offer, route.Announce
		if !route.Line.IsZero() {
			c.Session.Line = &route.Line
		}
		return
	}
	if line, its := e.settings.UnitLines[ev.Unit]; its {
		c.Session.Line = &line
	}
}

// notCalled writes down that nobody was called, so that whoever asked for it learns why.
func (e *Engine) notCalled(c *call, why EndReason) {
	c.Record.EndReason, c.Record.EndedAt = why, e.now
	e.save(c)
}

// revisitCancelled gives up a call that nobody has answered. Who answers the questions may
// finish.
func (e *Engine) revisitCancelled(ev RevisitCancelled) {
	if c := e.calls[ev.Call]; c != nil && c.Stage == inRevisit {
		e.end(c, DialCancelled, causeNormal)
	}
}

// revisitAnswered begins the questions.
func (e *Engine) revisitAnswered(c *call) {
	e.disarm(c, timerRing)
	c.Stage = inMenu
	c.Record.PickedUpAt = e.stamp(c)
	e.applyActions(c, c.Session.Enter(e.moment(c), ivr.EntryRevisit))
	e.save(c)
}

// isRevisit reports whether we called the citizen to ask questions.
func (c *call) isRevisit() bool { return c.Record.Direction == Outbound && c.Session.Flow != nil }

// dialling reports whether the citizen was called and has not answered.
func (c *call) dialling() bool { return c.Stage == inDial || c.Stage == inRevisit }
