package cti

import (
	"slices"
	"time"

	"hotline12345/ivr"
)

// agent is the engine's state of one agent.
type agent struct {
	ID         AgentID        `json:"id"`
	Name       string         `json:"name"`
	Languages  []ivr.Language `json:"languages"`
	Queues     []QueueID      `json:"queues"`
	Unit       string         `json:"unit,omitempty"`
	State      AgentState     `json:"state"`
	Reason     NotReadyReason `json:"reason,omitempty"`
	Since      time.Time      `json:"since"`
	Connection string         `json:"connection,omitempty"`
	Headset    bool           `json:"headset,omitempty"`
	AutoAnswer bool           `json:"auto_answer,omitempty"`
	// Call is the agent's one call: offered, talking, dialling or wrap-up.
	Call CallID `json:"call,omitempty"`
	// Next is the state that the agent requested during a call for afterwards: NotReady.
	Next       AgentState     `json:"next,omitempty"`
	NextReason NotReadyReason `json:"next_reason,omitempty"`
	Timers     timers         `json:"timers"`

	lanes []lane // the queues and languages served, derived
}

// reachable reports whether the agent could see and hear an offer.
func (a *agent) reachable() bool { return a.Connection != "" && a.Headset }

func (a *agent) serves(l lane) bool { return slices.Contains(a.lanes, l) }

// setState changes an agent's state and keeps the list of idle agents.
func (e *Engine) setState(a *agent, s AgentState, reason NotReadyReason) {
	if a.State == s && a.Reason == reason {
		return
	}
	a.State, a.Reason, a.Since = s, reason, e.now
	e.removeIdle(a)
	if s == Available {
		e.idle = append(e.idle, a)
	}
	e.markChanged(a)
}

func (e *Engine) removeIdle(a *agent) {
	if i := slices.Index(e.idle, a); i >= 0 {
		e.idle = slices.Delete(e.idle, i, i+1)
	}
}

// freeAgent ends the agent's work on a call and moves the agent to the state that
// comes next.
func (e *Engine) freeAgent(a *agent) {
	a.Timers[timerWrapUp] = time.Time{}
	e.leaveCall(a)
	if !a.reachable() {
		// A page on its way back finds the agent as it was; one that stays
		// away is noticed by reconnectOverdue.
		e.armAgent(a, timerReconnect, e.settings.Times.Reconnect)
	}
	e.offerNextCaller(a)
}

// leaveCall takes the agent off the call, to the state that they requested for
// afterwards or to Available.
func (e *Engine) leaveCall(a *agent) {
	next, reason := a.Next, a.NextReason
	if next == "" {
		next, reason = Available, "" // a snapshot of before may hold a reason alone
	}
	e.loseCall(a, next, reason)
}

// loseCall takes the agent off the call, whatever they requested for afterwards.
func (e *Engine) loseCall(a *agent, s AgentState, reason NotReadyReason) {
	a.Call, a.Next, a.NextReason = "", "", ""
	e.setState(a, s, reason)
}

// markChanged has the agent's page shown anew when the event is handled.
func (e *Engine) markChanged(a *agent) {
	if !slices.Contains(e.changed, a) {
		e.changed = append(e.changed, a)
	}
}
