package cti

import (
	"fmt"
	"slices"
)

// broken names the first rule that the engine's state breaks: a live call is in
// exactly one place, an agent has at most one call, every offer ends once, and
// no caller is without a deadline.
func broken(e *Engine) string {
	for _, c := range e.calls {
		if s := brokenCall(e, c); s != "" {
			return fmt.Sprintf("call %s in %s/%s: %s", c.ID, c.Stage, c.Phase, s)
		}
	}
	seen := map[CallID]AgentID{}
	for _, a := range e.agents {
		if s := brokenAgent(e, a); s != "" {
			return fmt.Sprintf("agent %s %s with %q: %s", a.ID, a.State, a.Call, s)
		}
		if other, twice := seen[a.Call]; a.Call != "" && twice {
			return fmt.Sprintf("agents %s and %s share call %s", a.ID, other, a.Call)
		}
		seen[a.Call] = a.ID
	}
	return ""
}

func brokenCall(e *Engine, c *call) string {
	rows := 0
	for l, row := range e.waiting {
		if n := count(row, c); n > 0 {
			rows += n
			if l != c.Lane {
				return fmt.Sprintf("waits in line %v, belongs in %v", l, c.Lane)
			}
		}
	}
	if (c.Stage == inQueue) != (rows == 1) || rows > 1 {
		return fmt.Sprintf("stands in %d rows", rows)
	}
	a := e.agents[c.Agent]
	busy := c.Stage == inOffer || c.Stage == withAgent || c.Stage == inDial
	if busy && (a == nil || a.Call != c.ID) {
		return "its agent does not know it"
	}
	if !busy && c.Agent != "" && (a.State != WrapUp || a.Call != c.ID) {
		return "holds an agent who is not in wrap-up"
	}
	for i, o := range c.Record.Offers {
		open := o.Outcome == OutcomeOpen
		last := i == len(c.Record.Offers)-1
		if open != o.EndedAt.IsZero() || open && (!last || c.Stage != inOffer) {
			return fmt.Sprintf("offer %d is %s", i, o.Outcome)
		}
	}
	if c.Stage == withAgent && c.Phase == PhaseTalking && (c.Music || c.Sound != noSound) {
		return "talks over music or a prompt"
	}
	for i, l := range c.Record.Legs {
		if open := l.To.IsZero(); open != (c.Media && i == len(c.Record.Legs)-1) {
			return fmt.Sprintf("leg %d open=%v", i, open)
		}
	}
	return withoutDeadline(e, c)
}

func withoutDeadline(e *Engine, c *call) string {
	for t, at := range c.Timers {
		if at.IsZero() {
			continue
		}
		if slices.ContainsFunc(e.deadlines, func(d deadline) bool { return d.call == c && d.timer == timer(t) && d.at.Equal(at) }) {
			return ""
		}
		return fmt.Sprintf("timer %d is not in the heap", t)
	}
	return "has no deadline"
}

func brokenAgent(e *Engine, a *agent) string {
	c := e.calls[a.Call]
	if (a.Call == "") != (c == nil) {
		return "its call does not exist"
	}
	switch a.State {
	case Offered:
		if c == nil || c.Stage != inOffer || !a.reachable() {
			return "offered nothing, or out of reach"
		}
	case Talking:
		if c == nil || c.Stage != withAgent && c.Stage != inDial {
			return "talks without a call"
		}
	case WrapUp:
		if c == nil || c.Stage != ended && c.Stage != ending {
			return "wraps up a call that goes on"
		}
	default:
		if c != nil {
			return "has a call"
		}
	}
	if n := count(e.idle, a); (a.State == Available) != (n == 1) || n > 1 {
		return fmt.Sprintf("stands %d times among the idle", n)
	}
	if a.State == Available && a.reachable() && e.nextCaller(a) != nil {
		return "is free while a caller waits"
	}
	return ""
}

func count[T comparable](s []T, v T) int {
	n := 0
	for _, x := range s {
		if x == v {
			n++
		}
	}
	return n
}
