// Package workday counts China's working days: Monday to Friday, but for the
// public holidays, and the weekend days that are worked instead (调休上班).
package workday

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"time"
)

// Zone is China's time; it has had no summer time since 1991.
var Zone = time.FixedZone("CST", 8*60*60)

// Year is what the State Council's notice of one year changes about ordinary
// weeks. Days are written "2026-02-16"; Off and Work may name days of the
// neighbouring years too.
type Year struct {
	Year int      `json:"year"`
	Off  []string `json:"off"`
	Work []string `json:"work"`
}

// Calendar tells the working days of the years whose notices it has.
type Calendar struct {
	years map[int]bool    // whose notices it has
	works map[string]bool // days that are not as their weekday
}

//go:embed holidays.json
var holidays []byte

// Announced returns the notices that are part of the program.
func Announced() []Year {
	var years []Year
	if err := json.Unmarshal(holidays, &years); err != nil {
		panic(fmt.Sprintf("holidays.json: %v", err)) // the file is part of the program
	}
	return years
}

// New makes a calendar. Of two entries for one day the later one holds: a holiday may be
// lengthened while it runs, as in January 2020. It fails if a day is none.
func New(years []Year) (Calendar, error) {
	c := Calendar{years: map[int]bool{}, works: map[string]bool{}}
	for _, y := range years {
		c.years[y.Year] = true
		for _, list := range []struct {
			days  []string
			works bool
		}{{y.Off, false}, {y.Work, true}} {
			for _, day := range list.days {
				if _, err := time.Parse(time.DateOnly, day); err != nil {
					return Calendar{}, fmt.Errorf("calendar of %d: %w", y.Year, err)
				}
				c.works[day] = list.works
			}
		}
	}
	return c, nil
}

// Knows reports whether the notice of a year is in the calendar.
func (c Calendar) Knows(year int) bool { return c.years[year] }

// Working reports whether the day of t, in China, is a working day. In a year without a
// notice the weekday alone decides.
func (c Calendar) Working(t time.Time) bool {
	t = t.In(Zone)
	if works, ok := c.works[t.Format(time.DateOnly)]; ok {
		return works
	}
	return t.Weekday() != time.Saturday && t.Weekday() != time.Sunday
}
