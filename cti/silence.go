package cti

import "time"

const (
	// silenceGrace is how long the sound of a citizen who comes back from hold may take.
	silenceGrace = 2 * time.Second
	// refreshEvery bounds how often the network is asked: some carriers send nothing
	// whenever the citizen does not speak.
	refreshEvery = 30 * time.Second
)

// citizenSilent: nothing of the citizen arrives. While they are on hold that is as it
// should be. What is said of a leg that is closed already is forgotten with the next one.
func (e *Engine) citizenSilent(ev CitizenSilent) {
	c := e.calls[ev.Call]
	if c == nil || ev.Leg != c.Leg {
		return
	}
	c.Silent = true
	e.sayIfSilent(c)
}

func (e *Engine) citizenHeard(ev CitizenHeard) {
	c := e.calls[ev.Call]
	if c == nil || ev.Leg != c.Leg {
		return
	}
	shown := c.silent()
	c.Silent = false
	if shown {
		e.markAgentChanged(c)
	}
}

// sayIfSilent tells the agent, and has the network asked: it answers where the sound is
// now, or that nobody is there any more. Silence alone ends no call.
func (e *Engine) sayIfSilent(c *call) {
	if !c.silent() {
		return
	}
	e.markAgentChanged(c)
	if now := e.stamp(c); now.Sub(c.RefreshedAt) >= refreshEvery {
		c.RefreshedAt = now
		e.emit(RefreshSession{Call: c.ID})
	}
}

// silent reports whether the agent should hear the citizen and does not.
func (c *call) silent() bool {
	return c.Silent && c.Phase == PhaseTalking && c.Timers[timerSilence].IsZero()
}
