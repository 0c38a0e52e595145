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
	State      AgentState     `json:"state"`
	Reason     NotReadyReason `json:"reason,omitempty"`
	Since      time.Time      `json:"since"`
	Connection string         `json:"connection,omitempty"`
	Headset    bool           `json:"headset,omitempty"`
	AutoAnswer bool           `json:"auto_answer,omitempty"`
	// Call is the agent's one call: offered, talking, dialling or wrap-up.
	Call CallID `json:"call,omitempty"`
	// Next is what the agent asked for during a call: NotReady afterwards.
	Next       AgentState     `json:"next,omitempty"`
	NextReason NotReadyReason `json:"next_reason,omitempty"`
	Timers     timers         `json:"timers"`

	lines []line // the queues and languages served, derived
}

// reachable says whether an offer could be seen and heard.
func (a *agent) reachable() bool { return a.Connection != "" && a.Headset }

func (a *agent) serves(l line) bool { return slices.Contains(a.lines, l) }

// setState moves an agent and keeps the list of idle agents right.
func (e *Engine) setState(a *agent, s AgentState, reason NotReadyReason) {
	if a.State == s && a.Reason == reason {
		return
	}
	a.State, a.Reason, a.Since = s, reason, e.now
	e.unidle(a)
	if s == Available {
		e.idle = append(e.idle, a)
	}
	e.touch(a)
}

func (e *Engine) unidle(a *agent) {
	if i := slices.Index(e.idle, a); i >= 0 {
		e.idle = slices.Delete(e.idle, i, i+1)
	}
}

// free ends what an agent was busy with and goes to what comes next.
func (e *Engine) free(a *agent) {
	a.Call = ""
	a.Timers[timerWrapUp] = time.Time{}
	next, reason := a.Next, a.NextReason
	a.Next, a.NextReason = "", ""
	if next == NotReady {
		e.setState(a, NotReady, reason)
	} else {
		e.setState(a, Available, "")
	}
	if !a.reachable() {
		// A page on its way back finds the agent as it was; one that stays
		// away is noticed by reconnectOverdue.
		e.armAgent(a, timerReconnect, e.rules.Times.Reconnect)
	}
	e.serve(a)
	e.touch(a)
}

// touch marks an agent whose page must be told.
func (e *Engine) touch(a *agent) {
	if !slices.Contains(e.touched, a) {
		e.touched = append(e.touched, a)
	}
}
