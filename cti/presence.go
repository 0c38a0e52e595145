package cti

import "time"

// agentConnected: the page of a signed-in agent is here, for the first time or
// again. What was going on goes on.
func (e *Engine) agentConnected(ev AgentConnected) {
	a := e.agents[ev.Agent]
	if a == nil {
		a = &agent{ID: ev.Agent, State: Offline}
		e.agents[ev.Agent] = a
	}
	a.Connection, a.Name = ev.Connection, ev.Name
	a.Languages, a.Queues = ev.Languages, ev.Queues
	a.Unit = ev.Unit
	a.lanes = lanesOf(a)
	if a.Headset || a.State != Available {
		e.disarmAgent(a, timerReconnect)
	}
	if a.State == Offline {
		e.setState(a, NotReady, e.reasonOnReturn(a))
	}
	e.markChanged(a)
	e.queuesChanged() // the new page has not seen the queues yet
	e.offerNextCaller(a)
}

// offlineKept is how long a page may be away and still find why its agent is not
// ready: longer is a new shift.
const offlineKept = 15 * time.Minute

// reasonOnReturn is why an agent who was offline is not ready.
func (e *Engine) reasonOnReturn(a *agent) NotReadyReason {
	if a.Reason == "" || e.now.Sub(a.Since) > offlineKept {
		return ReasonSignedIn
	}
	return a.Reason
}

func lanesOf(a *agent) []lane {
	var out []lane
	for _, q := range a.Queues {
		for _, l := range a.Languages {
			out = append(out, lane{q, l})
		}
	}
	return out
}

// agentDisconnected: the page has gone. An offer is taken back at once; a talk
// goes on as long as the headset does.
func (e *Engine) agentDisconnected(ev AgentDisconnected) {
	a := e.agents[ev.Agent]
	if a == nil || a.Connection != ev.Connection {
		return
	}
	a.Connection = ""
	if a.State == Offered {
		e.revokeOffer(a)
	}
	e.armAgent(a, timerReconnect, e.settings.Times.Reconnect)
}

// reconnectOverdue: page or headset did not come back in time.
func (e *Engine) reconnectOverdue(a *agent) {
	switch {
	case a.State == Talking || a.State == WrapUp:
		// The call decides; free looks at the connection when it is over.
	case a.Connection == "":
		reason := a.Reason // the break of before, or a citizen who went back to the queue
		if a.State == Available {
			reason = ReasonGone
		}
		e.setState(a, Offline, reason)
	case a.State == Available: // without the headset: its return disarms
		e.setState(a, NotReady, ReasonHeadset)
	}
}

func (e *Engine) agentSignedOut(id AgentID) {
	a := e.agents[id]
	if a == nil {
		return
	}
	if a.State == Talking {
		e.refuse(a, RefusedInCall)
		return
	}
	a.Connection, a.Headset = "", false // first, so that no new offer comes
	if a.State == Offered {
		e.revokeOffer(a)
	}
	if a.State == WrapUp {
		e.wrapUpOver(a, DispositionNone)
	}
	e.setState(a, Offline, "")
}

func (e *Engine) readyRequested(id AgentID) {
	a := e.agents[id]
	if a == nil {
		return
	}
	switch {
	case !a.Headset:
		e.refuse(a, RefusedNoHeadset)
	case a.State == NotReady:
		e.setState(a, Available, "")
		e.offerNextCaller(a)
	case a.Call != "":
		a.Next, a.NextReason = "", ""
		e.markChanged(a)
	}
}

func (e *Engine) notReadyRequested(ev NotReadyRequested) {
	a := e.agents[ev.Agent]
	if a == nil {
		return
	}
	switch a.State {
	case Available, NotReady:
		e.setState(a, NotReady, ev.Reason)
	case Offered, Talking, WrapUp:
		// Takes effect when the call is over.
		a.Next, a.NextReason = NotReady, ev.Reason
		e.markChanged(a)
	}
}

func (e *Engine) autoAnswerChosen(ev AutoAnswerChosen) {
	if a := e.agents[ev.Agent]; a != nil {
		a.AutoAnswer = ev.On
		e.markChanged(a)
	}
}

func (e *Engine) disarmAgent(a *agent, t timer) { a.Timers[t] = time.Time{} }
