package main

import (
	"time"

	"hotline12345/cmd/citizen/phone"
	"hotline12345/internal/alaw"
)

const (
	// moment is how much of what was heard last decides what is heard now: a page
	// that is loaded anew is missed for a few of them only.
	moment = 150 * time.Millisecond
	// sure is how long something else must be heard: a tone that begins is
	// something else at first.
	sure = 300 * time.Millisecond
)

// What a citizen who waits for a tone can hear.
const (
	hearsTone  = "tone"
	hearsSound = "sound" // something else, such as music
	hearsQuiet = "quiet" // nothing
)

// ear detects when what is heard changes. It reports nothing before the first tone:
// greetings and menus come before it.
type ear struct {
	hertz float64
	now   string // what is heard; empty before the first tone
	next  string // what is heard instead, it may be for a moment only
	since time.Time
	size  int // of what was heard at the last listening, in samples
	grown time.Time
}

// listen takes all that was heard, A-law, and when anything but silence was heard
// last. It returns what is heard now if that is news, otherwise "".
func (e *ear) listen(at time.Time, heard []byte, lastSound time.Time) string {
	if len(heard) != e.size {
		e.size, e.grown = len(heard), at
	}
	now := e.hears(at, heard, lastSound)
	if now != e.next {
		e.next, e.since = now, at
	}
	switch {
	case now == e.now, e.now == "" && now != hearsTone, now == hearsSound && at.Sub(e.since) < sure:
		return ""
	}
	e.now = now
	return now
}

func (e *ear) hears(at time.Time, heard []byte, lastSound time.Time) string {
	if at.Sub(e.grown) > moment { // nothing comes any more
		return hearsQuiet
	}
	last := heard[max(0, len(heard)-int(moment.Seconds()*alaw.SampleRate)):]
	switch {
	case phone.Power(last, e.hertz) > 0.5:
		return hearsTone
	case at.Sub(lastSound) < moment:
		return hearsSound
	default:
		return hearsQuiet
	}
}
