package ivr

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Schedule is when a service is open: the hours of each weekday, and of single
// days that differ, such as holidays and the working weekends around them.
type Schedule struct {
	// Week has no entry for a day on which the service is closed; 0 is Sunday.
	Week map[time.Weekday][]Hours `json:"week,omitempty" yaml:"week,omitempty"`
	// Days go before Week, by date: {"2026-10-01": []} is closed on that day.
	Days map[string][]Hours `json:"days,omitempty" yaml:"days,omitempty"`
}

// Hours are a time of opening within one day, From inclusive, To exclusive, as
// "09:00" and "17:30". To may be "24:00"; what is open past midnight is two days'.
type Hours struct {
	From string `json:"from" yaml:"from"`
	To   string `json:"to" yaml:"to"`
}

// Open reports whether the service is open.
func (s Schedule) Open(at time.Time) bool {
	now := at.Format("15:04")
	for _, h := range s.hours(at) {
		if h.From <= now && now < h.To {
			return true
		}
	}
	return false
}

// Next returns the hours that begin next after a time and their date (2026-10-08), on that day or
// within the following year; false if there are none.
func (s Schedule) Next(at time.Time) (date string, hours Hours, ok bool) {
	now := at.Format("15:04")
	for day := range 366 {
		on := at.AddDate(0, 0, day)
		for _, h := range s.hours(on) {
			if day > 0 || h.From > now {
				return on.Format(time.DateOnly), h, true
			}
		}
	}
	return "", Hours{}, false
}

// Turns returns when the service opens or closes next after a time, within the following
// year; false if it stays as it is. Hours that go on at midnight are one opening.
func (s Schedule) Turns(at time.Time) (time.Time, bool) {
	open := s.Open(at)
	for day := range 366 {
		midnight := time.Date(at.Year(), at.Month(), at.Day()+day, 0, 0, 0, 0, at.Location())
		var edges []time.Time
		for _, h := range s.hours(midnight) {
			edges = append(edges, onDay(midnight, h.From), onDay(midnight, h.To))
		}
		for _, edge := range edges {
			if edge.After(at) && s.Open(edge) != open {
				return edge, true
			}
		}
	}
	return time.Time{}, false
}

// onDay returns the moment of a time such as "09:00" on a day; that of "24:00" is the next midnight.
func onDay(day time.Time, clock string) time.Time {
	hour, _ := strconv.Atoi(clock[:2])
	minute, _ := strconv.Atoi(clock[3:])
	return time.Date(day.Year(), day.Month(), day.Day(), hour, minute, 0, 0, day.Location())
}

// On returns the hours of a day, and whether they are other than those of its weekday.
func (s Schedule) On(day time.Time) (hours []Hours, special bool) {
	_, special = s.Days[day.Format(time.DateOnly)]
	return s.hours(day), special
}

func (s Schedule) hours(day time.Time) []Hours {
	if hours, ok := s.Days[day.Format(time.DateOnly)]; ok {
		return hours
	}
	return s.Week[day.Weekday()]
}

// Validate returns all days and times that cannot be, joined, in the order of the
// days.
func (s Schedule) Validate() error {
	var errs []error
	for _, day := range slices.Sorted(maps.Keys(s.Week)) {
		if day < time.Sunday || day > time.Saturday {
			errs = append(errs, fmt.Errorf("weekday %d is not one of 0 (Sunday) to 6", day))
			continue
		}
		errs = append(errs, checkHours(day.String(), s.Week[day]))
	}
	for _, day := range slices.Sorted(maps.Keys(s.Days)) {
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			errs = append(errs, fmt.Errorf("day %q is no date such as 2026-10-01", day))
			continue
		}
		errs = append(errs, checkHours(day, s.Days[day]))
	}
	return errors.Join(errs...)
}

// checkHours wants hours in order, so that the next one is found.
func checkHours(day string, hours []Hours) error {
	before := "00:00"
	for _, h := range hours {
		if !validTime(h.From) || !validTime(h.To) {
			return fmt.Errorf("%s: %q to %q are no times such as 09:00 to 17:30", day, h.From, h.To)
		}
		if h.From < before || h.To <= h.From {
			return fmt.Errorf("%s: %s to %s must end after it begins, and follow the hours before it", day, h.From, h.To)
		}
		before = h.To
	}
	return nil
}

func validTime(t string) bool {
	_, err := time.Parse("15:04", t)
	return err == nil && len(t) == 5 || t == "24:00"
}
