package cti

import "time"

// The engine's time goes on with the time that really passes. It follows the wall
// clock of the machine only where that one is put forward or back (ClockSet): then
// everything that the engine holds moves along, so that what is left of each deadline
// stays the same, and no call is hurried or held up.

// Now returns the time of the last event.
func (e *Engine) Now() time.Time { return e.now }

// Boot returns the boot of the machine in which the engine ran last, and the engine's
// time at its beginning; "" if it is not known.
func (e *Engine) Boot() (id string, at time.Time) { return e.boot, e.bootAt }

// stamp returns the time for a call's record: the clock with which the call began,
// whatever was done to the clock since. So a row's times lie as far apart as they
// really did, and its key in the database (call and arrival) stays the same.
func (e *Engine) stamp(c *call) time.Time { return e.now.Add(-c.Clock) }

// clockSet moves everything along with the wall clock. While the service was away no
// deadline passes, for nobody could have met it: what was left of each is left now.
func (e *Engine) clockSet(ev ClockSet) {
	jump := ev.By - ev.Away
	e.now = e.now.Add(ev.By)
	e.bootAt, e.unseen = moved(e.bootAt, jump), moved(e.unseen, jump)
	if ev.Away > 0 && e.unseen.IsZero() {
		e.unseen = e.now.Add(-ev.Away)
	}
	for i := range e.strays {
		e.strays[i].Since = moved(e.strays[i].Since, jump)
	}
	e.postpone(ev.By)
	for _, c := range e.calls {
		c.Clock += jump
	}
	for _, a := range e.agents {
		a.Since = moved(a.Since, jump)
	}
	e.markAllChanged()
	e.queuesChanged()
}

// postpone moves all deadlines, which keeps their order.
func (e *Engine) postpone(by time.Duration) {
	for i := range e.deadlines {
		e.deadlines[i].at = e.deadlines[i].at.Add(by)
	}
	e.timers.move(by)
	for _, c := range e.calls {
		c.Timers.move(by)
	}
	for _, a := range e.agents {
		a.Timers.move(by)
	}
}

func (ts *timers) move(by time.Duration) {
	for i := range ts {
		ts[i] = moved(ts[i], by)
	}
}

// moved returns a time that was moved; the zero time, which means none, stays.
func moved(t time.Time, by time.Duration) time.Time {
	if t.IsZero() {
		return t
	}
	return t.Add(by)
}
