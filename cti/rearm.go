package cti

import (
	"cmp"
	"slices"
)

// armed returns the deadlines that are still armed, in the order in which they pass.
func (e *Engine) armed() []armed {
	live := slices.DeleteFunc(slices.Clone(e.deadlines), func(d deadline) bool { return !e.live(d) })
	slices.SortFunc(live, func(a, b deadline) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.order, b.order)) })
	out := make([]armed, len(live))
	for i, d := range live {
		out[i].Timer = d.timer
		switch {
		case d.call != nil:
			out[i].Call = d.call.ID
		case d.agent != nil:
			out[i].Agent = d.agent.ID
		}
	}
	return out
}

// rearm puts a snapshot's deadlines back into the heap.
func (e *Engine) rearm(s snapshot) {
	for _, d := range s.Armed {
		switch {
		case d.Call != "":
			c := e.calls[d.Call]
			e.push(deadline{timer: d.Timer, call: c}, c.Timers)
		case d.Agent != "":
			a := e.agents[d.Agent]
			e.push(deadline{timer: d.Timer, agent: a}, a.Timers)
		default:
			e.push(deadline{timer: d.Timer}, e.timers)
		}
	}
	if s.Armed != nil {
		return
	}
	for _, a := range s.Agents { // an older snapshot has the times alone
		e.rearmAll(a.Timers, deadline{agent: a})
	}
	for _, c := range s.Calls {
		e.rearmAll(c.Timers, deadline{call: c})
	}
	e.rearmAll(e.timers, deadline{})
}

func (e *Engine) rearmAll(ts timers, d deadline) {
	for t, at := range ts {
		if !at.IsZero() {
			d.timer = timer(t)
			e.push(d, ts)
		}
	}
}

// push puts a deadline whose time its owner knows already behind those of equal time.
func (e *Engine) push(d deadline, owner timers) {
	e.order++
	d.at, d.order = owner[d.timer], e.order
	e.deadlines.push(d)
}
