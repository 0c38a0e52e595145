package ivr_test

import (
	"testing"
	"time"

	"hotline12345/ivr"
)

// TestWhenAServiceTurns: lunch, holidays, working weekends, nights that go on past midnight.
func TestWhenAServiceTurns(t *testing.T) {
	t.Parallel()
	night := []ivr.Hours{{From: "00:00", To: "06:00"}, {From: "22:00", To: "24:00"}}
	nights := ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{}, Days: map[string][]ivr.Hours{"2026-11-26": {}}}
	always := ivr.Schedule{Week: map[time.Weekday][]ivr.Hours{}}
	for day := range time.Weekday(7) {
		nights.Week[day], always.Week[day] = night, []ivr.Hours{{From: "00:00", To: "24:00"}}
	}
	newYear := ivr.Schedule{Days: map[string][]ivr.Hours{"2027-11-22": workday}}
	for name, c := range map[string]struct {
		s    ivr.Schedule
		m    ivr.Moment
		want string // "" never
	}{
		"before the morning":                  {officeHours, at(23, 8, 59), "11-23 09:00"},
		"in the morning":                      {officeHours, at(23, 9, 0), "11-23 12:00"},
		"at lunch":                            {officeHours, at(23, 12, 0), "11-23 14:00"},
		"in the evening before the holiday":   {officeHours, at(25, 17, 30), "11-27 09:00"},
		"on Friday evening":                   {officeHours, at(27, 20, 0), "11-28 10:00"},
		"after the working Saturday":          {officeHours, at(28, 16, 0), "11-30 09:00"},
		"at night, on past midnight":          {nights, at(23, 23, 0), "11-24 06:00"},
		"at midnight":                         {nights, at(24, 0, 0), "11-24 06:00"},
		"the night before the holiday":        {nights, at(25, 23, 0), "11-26 00:00"},
		"the holiday":                         {nights, at(26, 1, 0), "11-27 00:00"},
		"never closed":                        {always, at(23, 9, 0), ""},
		"never open":                          {ivr.Schedule{}, at(23, 9, 0), ""},
		"open within a year":                  {newYear, at(23, 9, 0), "11-22 09:00"},
		"open in more than a year":            {newYear, at(19, 9, 0), ""},
		"a second before, which still counts": {officeHours, ivr.Moment{At: at(23, 9, 0).At.Add(-time.Second)}, "11-23 09:00"},
	} {
		turns, does := c.s.Turns(c.m.At)
		got := ""
		if does {
			got = turns.Format("01-02 15:04")
		}
		if got != c.want {
			t.Errorf("%s: it turns %q, want %q", name, got, c.want)
		}
		if does && (c.s.Open(turns) == c.s.Open(c.m.At) || c.s.Open(turns.Add(-time.Second)) != c.s.Open(c.m.At)) {
			t.Errorf("%s: at %v it does not turn", name, turns)
		}
	}
}

func TestTheHoursOfADay(t *testing.T) {
	t.Parallel()
	for day, want := range map[int]struct {
		hours   int
		special bool
	}{23: {2, false}, 26: {0, true}, 28: {1, true}, 29: {0, false}} {
		if hours, special := officeHours.On(at(day, 12, 0).At); len(hours) != want.hours || special != want.special {
			t.Errorf("on the %dth %v, %v", day, hours, special)
		}
	}
}
