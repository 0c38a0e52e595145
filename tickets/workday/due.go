package workday

import "time"

// Deadline is the end of a limit.
type Deadline struct {
	At time.Time
	// Provisional: it lies in, or was counted through, a year whose holidays are not
	// announced yet.
	Provisional bool
}

// nextYears is the first day of December that the next year's notice may change: in 2018
// the 29th was worked and the 31st was free.
const nextYears = 29

// Due returns the close of business of the n-th working day after t. The day of t is not
// counted (Civil Code art. 201); n of 0 is the same day, or the next working day if that
// one is none. closing is the time of day at which business closes (art. 203): 17h30m.
func (c Calendar) Due(t time.Time, n int, closing time.Duration) Deadline {
	day := Midnight(t)
	provisional := false
	count := func() {
		provisional = provisional || !c.Knows(day.Year()) || day.Month() == time.December && day.Day() >= nextYears && !c.Knows(day.Year()+1)
	}
	for count(); n > 0; {
		day = day.AddDate(0, 0, 1)
		count()
		if c.Working(day) {
			n--
		}
	}
	for !c.Working(day) {
		day = day.AddDate(0, 0, 1)
		count()
	}
	return Deadline{At: day.Add(closing), Provisional: provisional}
}

// Days returns how many working days lie after the day of from, up to and with the day of
// to; 0 if to is earlier.
func (c Calendar) Days(from, to time.Time) int {
	n := 0
	last := Midnight(to)
	for day := Midnight(from).AddDate(0, 0, 1); !day.After(last); day = day.AddDate(0, 0, 1) {
		if c.Working(day) {
			n++
		}
	}
	return n
}

// Midnight returns the start of t's day in China.
func Midnight(t time.Time) time.Time {
	t = t.In(Zone)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, Zone)
}
