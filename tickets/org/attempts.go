package org

import "time"

const (
	// FailureWindow is how long a wrong password counts where it was tried.
	FailureWindow = 15 * time.Minute
	// FailureDay is how long it counts against guessing from places that a login never
	// came from.
	FailureDay = 24 * time.Hour
	// PlaceKnown is how long a place stays one of a login's own after it signed in there.
	PlaceKnown = 30 * 24 * time.Hour

	mostHere      = 10
	mostHereToday = 30
	mostOfPlace   = 50
	mostStrange   = 300
)

// Failures are the wrong passwords that were tried lately. A place is an address, of IPv6 a
// /64. What strangers try elsewhere never counts against a place of the login's own, so
// nobody can lock a person out who sits where they always sit; guessing stays bounded: ten
// in a quarter of an hour from there, 300 a day from everywhere else together.
type Failures struct {
	// Here are those of the login from this place within FailureWindow, since it last
	// signed in here; HereToday within FailureDay.
	Here, HereToday int
	// OfPlace are those of all logins from this place within FailureWindow.
	OfPlace int
	// Strange are those of the login within FailureDay from places that are not its own.
	Strange int
	// Known reports whether the place is one of the login's own.
	Known bool
}

// Closed reports whether no password of the login is tried from this place for now.
func (f Failures) Closed() bool {
	if f.Known {
		return f.Here >= mostHere
	}
	return f.Here >= mostHere || f.HereToday >= mostHereToday || f.OfPlace >= mostOfPlace || f.Strange >= mostStrange
}
