package cti

import (
	"strconv"
	"time"

	"hotline12345/ivr"
)

// announcePosition tells a waiting caller the position and the estimated wait.
func (e *Engine) announcePosition(c *call) {
	e.armCall(c, timerAnnounce, e.nextOf(e.announceTime(c)))
	if c.Stage == inQueue && c.Sound == noSound {
		e.playPrompts(c, soundQueue, e.positionPrompt(c))
	}
}

// nextOf returns the pause until something periodic is due again. Where nobody handled
// anything for long (the process was frozen, the machine slept), what is past is skipped.
func (e *Engine) nextOf(every time.Duration) time.Duration {
	if every <= 0 {
		return 0 // never again
	}
	return every + e.upTo.Sub(e.now).Truncate(every)
}

// positionPrompt announces how many callers are ahead. The number never rises for a
// caller, though another caller may have been put ahead meanwhile.
func (e *Engine) positionPrompt(c *call) ivr.Prompt {
	n := e.callersAhead(c)
	if c.LastPosition >= 0 {
		n = min(n, c.LastPosition)
	}
	c.LastPosition = n
	p := c.prompt("queue_next")
	if n == 0 {
		return p
	}
	p.ID, p.Args = "queue_pos_soon", map[string]string{"n": strconv.Itoa(n)}
	if m := int(e.estimatedWait(c, n).Round(time.Minute) / time.Minute); m >= 1 {
		p.ID = "queue_pos"
		p.Args["m"] = strconv.Itoa(m)
	}
	return p
}

// estimatedWait is the time until c is served with n callers ahead: their handling
// times and its own, shared by the agents who are at work on the lane.
func (e *Engine) estimatedWait(c *call, n int) time.Duration {
	l, serving := c.Lane, 0
	for _, a := range e.agents {
		if a.State != Offline && a.State != NotReady && a.serves(l) {
			serving++
		}
	}
	return e.handling * time.Duration(n+1) / time.Duration(max(serving, 1))
}

// recordHandlingTime adds one handled call to the moving average.
func (e *Engine) recordHandlingTime(took time.Duration) {
	const weight = 16 // about the last 16 calls count
	e.handling += (took - e.handling) / weight
}
