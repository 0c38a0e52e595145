// Package watchdog stands in for a service that is dead: it plays music to citizens
// whose sound came from it, and after a while hands them to the dialplan's fallback.
// It does nothing when it cannot be sure. Watch has the rules, Run the rest.
package watchdog

import "time"

// Limits are when a silence of the heart means what.
type Limits struct {
	// Quiet: citizens in a talk get music, which does no harm if the service is only
	// slow. The relay went silent with the service, and nobody shall hear nothing for
	// more than 5 s.
	Quiet time.Duration
	// Dead: all calls go to the fallback.
	Dead time.Duration
	// Step is the longest time that one look may add: a watchdog that stood still
	// itself has not watched meanwhile.
	Step time.Duration
}

// DefaultLimits are those of service. The heart beats every half second.
func DefaultLimits() Limits {
	return Limits{Quiet: 3 * time.Second, Dead: 20 * time.Second, Step: 2 * time.Second}
}

// State is what the watchdog thinks of the service.
type State string

// The states. Unsure is the state of a watchdog that has found no heartbeat at all.
const (
	Unsure State = "unsure"
	Alive  State = "alive"
	Quiet  State = "quiet"
	Dead   State = "dead"
)

// Sight is what one look found. A beat is any text; only whether it changes counts,
// so that no clock but the watchdog's own has a say.
type Sight struct {
	// File is the beat in the service's folder; "" if it could not be read.
	File string
	// Asterisk is the beat that Asterisk has of the service; "" if it has none or
	// could not be asked. It can only prove life: it also stops when the service
	// cannot reach Asterisk.
	Asterisk string
}

// Watch judges looks. The zero value with Limits is ready.
type Watch struct {
	Limits Limits

	last   Sight
	beaten bool // a beat was seen, not only its text
	silent time.Duration
}

// See judges a look that came so long after the one before, by a monotonic clock. The
// watchdog is sure of a death where it has seen the service live, or where both witnesses
// have a beat that stands still. A file that cannot be read makes it unsure, and what it
// knew is forgotten.
func (w *Watch) See(elapsed time.Duration, s Sight) State {
	if s.File == "" {
		w.last, w.silent, w.beaten = Sight{}, 0, false
		return Unsure
	}
	last := w.last
	if s.Asterisk == "" {
		s.Asterisk = last.Asterisk
	}
	w.last = s
	switch {
	case last.File == "":
		return Unsure
	case s.File != last.File:
		w.last.Asterisk = "" // asked for in a silence only
		fallthrough
	case last.Asterisk != "" && s.Asterisk != last.Asterisk:
		w.beaten, w.silent = true, 0
		return Alive
	}
	w.silent += min(elapsed, w.Limits.Step)
	switch {
	case !w.beaten && s.Asterisk == "":
		return Unsure
	case w.silent >= w.Limits.Dead:
		return Dead
	case w.silent >= w.Limits.Quiet:
		return Quiet
	case !w.beaten:
		return Unsure
	}
	return Alive
}

// Still reports whether the newest look found no new beat in the file.
func (w *Watch) Still() bool { return w.silent > 0 || !w.beaten }

// Silent returns how long no beat was seen.
func (w *Watch) Silent() time.Duration { return w.silent }
