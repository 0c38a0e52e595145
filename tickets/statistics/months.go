package statistics

import (
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/workday"
)

const (
	// monthForm is a month as it is named: 2026-11.
	monthForm = "2006-01"
	// settledAfter is for how many months after its end a month is counted again:
	// revisits, exclusions and redoes come late.
	settledAfter = 3
	// publishedYears is how many whole years before this one are published.
	publishedYears = 3
	// publishedMonths is how many whole months before this one are published singly.
	publishedMonths = 12
	// nightly is the time of day at which past months are counted again.
	nightly = 3 * time.Hour
)

// Month is a calendar month of the city's time.
type Month struct{ From, To time.Time } // To is not included

// MonthOf returns the month in which a time lies.
func MonthOf(t time.Time) Month {
	t = t.In(tickets.Zone)
	from := time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, tickets.Zone)
	return Month{from, from.AddDate(0, 1, 0)}
}

// String returns the month's name: 2026-11.
func (m Month) String() string { return m.From.Format(monthForm) }

// MonthsDue returns the months that must be counted now, the newest first, if they were
// last counted at those times. first is when the first ticket was registered. The running
// month is counted once in an hour of the clock, the last three once a night, older ones
// when they are settled, and what was never counted at once.
func MonthsDue(now, first time.Time, counted map[string]time.Time) []Month {
	oldest := MonthOf(time.Date(now.In(tickets.Zone).Year()-publishedYears, time.January, 1, 0, 0, 0, 0, tickets.Zone)).From
	if first.After(oldest) {
		oldest = MonthOf(first).From
	}
	var due []Month
	for m := MonthOf(now); !m.From.Before(oldest); m = MonthOf(m.From.AddDate(0, -1, 0)) {
		if at := counted[m.String()]; at.Before(m.countAfter(now)) {
			due = append(due, m)
		}
	}
	return due
}

// countAfter returns the latest time up to now after which the month must have been
// counted.
func (m Month) countAfter(now time.Time) time.Time {
	if now.Before(m.To) {
		return now.Truncate(time.Hour)
	}
	night := workday.Midnight(now).Add(nightly)
	if night.After(now) {
		night = night.AddDate(0, 0, -1)
	}
	if settled := m.To.AddDate(0, settledAfter, 0).Add(nightly); settled.Before(night) {
		return settled
	}
	if m.To.After(night) { // it ended after the last night
		return m.To
	}
	return night
}

// periodOf reads the name of a month (2026-11) or a year (2026).
func periodOf(name string) (from, to time.Time, ok bool) {
	if t, err := time.ParseInLocation(monthForm, name, tickets.Zone); err == nil {
		return t, t.AddDate(0, 1, 0), true
	}
	t, err := time.ParseInLocation("2006", name, tickets.Zone)
	return t, t.AddDate(1, 0, 0), err == nil
}
