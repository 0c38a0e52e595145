package loop

import (
	"time"

	"hotline12345/cti"
)

const (
	// clockTolerance is how far wall clock and engine may be apart. What an NTP
	// daemon does gently moves both; what it does at once is larger.
	clockTolerance = time.Second
	// longestWait bounds the time between two looks at the clocks while all is
	// quiet: a machine that slept, or a clock that was set, is noticed within it.
	longestWait = 10 * time.Second
)

// now returns the engine's time. It goes on with the time that really passes and is
// cut to microseconds, as the journal keeps it, so that a replay sees the same times.
func (l *Loop) now() time.Time {
	return l.base.Add(l.cfg.Elapsed()).Truncate(time.Microsecond)
}

func (l *Loop) wall() time.Time { return l.cfg.Now().UTC().Round(0).Truncate(time.Microsecond) }

// resume sets the engine's time for the beginning. An engine that has run before is told
// how far the wall clock has come since, and how much of that really passed: within one
// boot the machine knows it exactly. Else only the wall clock tells; one that stands
// behind the engine was put back, and then nothing is known to have passed.
func (l *Loop) resume() {
	elapsed, wall, stopped := l.cfg.Elapsed(), l.wall(), l.engine.Now()
	l.base = wall.Add(-elapsed)
	if stopped.IsZero() {
		return
	}
	away := wall.Sub(stopped)
	if id, at := l.engine.Boot(); id != "" && id == l.cfg.Boot {
		away = at.Add(elapsed).Sub(stopped)
	}
	set := cti.ClockSet{By: wall.Sub(stopped), Away: max(away, 0)}
	if beyond(set.By) || beyond(set.Away) {
		l.decide(stopped, set)
		return
	}
	if set.By < 0 {
		l.base = stopped.Add(-elapsed)
	}
}

// followClock tells the engine when the wall clock was set.
func (l *Loop) followClock() {
	now := l.now()
	by := l.wall().Sub(now)
	if !beyond(by) {
		return
	}
	l.decide(now, cti.ClockSet{By: by})
	l.base = l.base.Add(by)
}

func beyond(by time.Duration) bool { return by > clockTolerance || by < -clockTolerance }

// untilDeadline returns how long the loop may wait for events.
func (l *Loop) untilDeadline() time.Duration {
	next := l.engine.NextDeadline()
	if next.IsZero() {
		return longestWait
	}
	return min(max(next.Sub(l.now()), 0), longestWait)
}
