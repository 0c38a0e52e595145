package tickets

import (
	"time"

	"hotline12345/tickets/workday"
)

const (
	// enoughAttempts on enoughDays different days, then a citizen counts as
	// not reachable.
	enoughAttempts = 3
	enoughDays     = 2
)

// enoughAttempted reports whether the plan of call-back attempts was carried out.
func enoughAttempted(attempts []Attempt) bool {
	days := map[time.Time]bool{}
	for _, a := range attempts {
		days[workday.Midnight(a.At)] = true
	}
	return len(attempts) >= enoughAttempts && len(days) >= enoughDays
}

// NextAttempt returns when a citizen who was tried that often is to be tried again (M54).
func NextAttempt(now time.Time, tried int) time.Time { return nextAttempt(now, tried) }

// nextAttempt returns when to try again: two hours later, but between 9:00 and 20:00; from
// the second attempt on at another time of the next day.
func nextAttempt(now time.Time, tried int) time.Time {
	midnight := workday.Midnight(now)
	open, closed := midnight.Add(9*time.Hour), midnight.Add(20*time.Hour)
	next := now.Add(2 * time.Hour)
	switch {
	case tried >= 2 && tried%2 == 0:
		return open.AddDate(0, 0, 1).Add(90 * time.Minute).UTC()
	case tried >= 2:
		return open.AddDate(0, 0, 1).Add(9 * time.Hour).UTC()
	case next.Before(open):
		return open.UTC()
	case next.After(closed):
		return open.AddDate(0, 0, 1).UTC()
	}
	return next.UTC()
}
