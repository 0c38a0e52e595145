// Package retention says how long what citizens leave behind is kept, and how what is
// deleted stays on record: each deletion is a signed sum that names the one before it, so
// that what is left can be checked, and nothing goes unseen.
package retention

import (
	"time"

	"hotline12345/tickets/workday"
)

// Class is a kind of data with a period of its own.
type Class string

// The classes.
const (
	// Recordings are those of calls, ComplaintRecordings those of complaints, reports and
	// emergencies.
	Recordings          Class = "recordings"
	ComplaintRecordings Class = "complaint_recordings"
	// Journal is the journal of telephony in the database, which goes by whole days.
	Journal Class = "journal"
	// AccessLog is who looked at whose data (M72), which goes by whole days but for what
	// a legal hold keeps.
	AccessLog Class = "access_log"
)

// Classes returns all classes.
func Classes() []Class { return []Class{Recordings, ComplaintRecordings, Journal, AccessLog} }

// Periods are how many months each class is kept; 0 is for ever.
type Periods map[Class]int

// Before returns the beginning of the first day of a class that stays; ok is false where
// all stays. Days are China's.
func (p Periods) Before(c Class, now time.Time) (day time.Time, ok bool) {
	months := p[c]
	if months <= 0 {
		return time.Time{}, false
	}
	today := now.In(workday.Zone)
	first := time.Date(today.Year(), today.Month()-time.Month(months), 1, 0, 0, 0, 0, workday.Zone)
	last := first.AddDate(0, 1, -1).Day() // the 31st of a month that has 30 days is its 30th
	return time.Date(first.Year(), first.Month(), min(today.Day(), last), 0, 0, 0, 0, workday.Zone), true
}

// What has to go goes between two and six in the morning, once a day: reading years of calls
// must not slow the day. A night that was missed waits for the next.
const nightBegins, nightEnds = 2, 6

// IsDue reports whether a night's work waits at a time, by when it was last done.
func IsDue(last, now time.Time) bool {
	local := now.In(workday.Zone)
	night := time.Date(local.Year(), local.Month(), local.Day(), nightBegins, 0, 0, 0, workday.Zone)
	return local.Hour() >= nightBegins && local.Hour() < nightEnds && last.Before(night)
}

// Rehearsed is how long a new installation, or one that was upgraded, only says what it
// would delete, so that somebody can set other periods or a hold.
const Rehearsed = 7 * 24 * time.Hour

// Rehearses reports whether nothing is deleted yet, by when the first night was; zero: there
// was none.
func Rehearses(first, now time.Time) bool { return first.IsZero() || now.Sub(first) < Rehearsed }
