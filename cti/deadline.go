package cti

import "time"

// timer names what a deadline is for. A call or agent has at most one deadline
// of each kind.
type timer int

const (
	timerPrompt    timer = iota // call: a playback must have ended
	timerKey                    // call: the caller must press a key
	timerOffer                  // call: the offer rings until then
	timerAnnounce               // call: next position announcement
	timerLeg                    // call: the agent's leg must stand
	timerAway                   // call: the agent's page must be back
	timerRing                   // call: the dialled party must answer
	timerGone                   // call: Asterisk must confirm the end
	timerDrop                   // call: the ended call leaves the engine
	timerLongest                // call: the longest allowed time
	timerWrapUp                 // agent
	timerReconnect              // agent: page and headset must be back
	timerQueues                 // engine: next queue display
	timerSilence                // call: the citizen must be heard again after a hold
	timerAnswer                 // call: what was asked for must be answered
	timerCount
)

// timers are one owner's deadlines; the zero time means none.
type timers [timerCount]time.Time

// deadline is an entry of the heap. It is valid only while its owner's timer
// still holds the same time, so disarming costs nothing.
type deadline struct {
	at    time.Time
	order uint64 // equal times fire in the order in which they were armed
	timer timer
	call  *call
	agent *agent
}

// deadlines is a binary min-heap by time, then order.
type deadlines []deadline

func (h deadlines) less(i, j int) bool {
	if h[i].at.Equal(h[j].at) {
		return h[i].order < h[j].order
	}
	return h[i].at.Before(h[j].at)
}

func (h *deadlines) push(d deadline) {
	*h = append(*h, d)
	s := *h
	for i := len(s) - 1; i > 0; {
		parent := (i - 1) / 2
		if !s.less(i, parent) {
			break
		}
		s[i], s[parent] = s[parent], s[i]
		i = parent
	}
}

func (h *deadlines) pop() deadline {
	s := *h
	top, last := s[0], len(s)-1
	s[0] = s[last]
	s[last] = deadline{}
	s = s[:last]
	for i := 0; ; {
		small := i
		for _, child := range [2]int{2*i + 1, 2*i + 2} {
			if child < last && s.less(child, small) {
				small = child
			}
		}
		if small == i {
			break
		}
		s[i], s[small] = s[small], s[i]
		i = small
	}
	*h = s
	return top
}

// arm sets an owner's deadline. A limit of zero means that there is none.
func (e *Engine) arm(d deadline, owner *timers, in time.Duration) {
	if in <= 0 {
		owner[d.timer] = time.Time{}
		return
	}
	owner[d.timer] = e.now.Add(in)
	e.push(d, *owner)
}

func (e *Engine) armCall(c *call, t timer, in time.Duration) {
	e.arm(deadline{timer: t, call: c}, &c.Timers, in)
}

func (e *Engine) armAgent(a *agent, t timer, in time.Duration) {
	e.arm(deadline{timer: t, agent: a}, &a.Timers, in)
}

// live reports whether the deadline is still armed.
func (e *Engine) live(d deadline) bool {
	switch {
	case d.call != nil:
		return d.call.Timers[d.timer].Equal(d.at) && e.calls[d.call.ID] == d.call
	case d.agent != nil:
		return d.agent.Timers[d.timer].Equal(d.at)
	default:
		return e.timers[d.timer].Equal(d.at)
	}
}

// NextDeadline returns when Handle must be called at the latest, the zero time if no
// deadline is armed.
func (e *Engine) NextDeadline() time.Time {
	for len(e.deadlines) > 0 && !e.live(e.deadlines[0]) {
		e.deadlines.pop()
	}
	if len(e.deadlines) == 0 {
		return time.Time{}
	}
	return e.deadlines[0].at
}

// fireDue runs all deadlines up to now, the oldest first.
func (e *Engine) fireDue(now time.Time) {
	for {
		next := e.NextDeadline()
		if next.IsZero() || next.After(now) {
			return
		}
		d := e.deadlines.pop()
		e.now = d.at
		switch {
		case d.call != nil:
			d.call.Timers[d.timer] = time.Time{}
			e.callDeadline(d.call, d.timer)
		case d.agent != nil:
			d.agent.Timers[d.timer] = time.Time{}
			e.agentDeadline(d.agent, d.timer)
		default:
			e.timers[d.timer] = time.Time{}
			e.showQueues()
		}
	}
}
