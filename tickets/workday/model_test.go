package workday

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// plainDue counts working days as one does with a finger on the calendar: the day of
// the event is not counted; who has no days has this day, or the next that is worked.
// It hangs on a notice that is not there where any day that the finger touched is of a
// year without one, or is one of the last three of December before one.
func plainDue(c Calendar, t time.Time, n int) (day time.Time, provisional bool) {
	local := t.In(Zone)
	day = time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, Zone)
	var touched []time.Time
	for {
		touched = append(touched, day)
		if len(touched) > 1 && c.Working(day) {
			n--
		}
		if n <= 0 && c.Working(day) {
			break
		}
		day = day.AddDate(0, 0, 1)
	}
	for _, d := range touched {
		if !c.Knows(d.Year()) || d.Month() == time.December && d.Day() > 28 && !c.Knows(d.Year()+1) {
			provisional = true
		}
	}
	return day, provisional
}

func TestDueIsWhatAFingerOnTheCalendarSays(t *testing.T) {
	t.Parallel()
	c := announced(t)
	rapid.Check(t, func(t *rapid.T) {
		from := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.IntRange(0, 3*365*24).Draw(t, "hours")) * time.Hour)
		n := rapid.IntRange(0, 35).Draw(t, "days")
		day, provisional := plainDue(c, from, n)
		if got := c.Due(from, n, closing); !got.At.Equal(day.Add(closing)) || got.Provisional != provisional {
			t.Fatalf("%v + %d working days: %v, want %v, provisional %v", from, n, got, day.Add(closing), provisional)
		}
	})
}

// TestTheLastDaysOfDecember hang on the notice of the next year, the days before do
// not; a year of its own without a notice hangs on it from its first day.
func TestTheLastDaysOfDecember(t *testing.T) {
	t.Parallel()
	c := announced(t) // to 2026
	gap, err := New([]Year{{Year: 2025}, {Year: 2027}})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []struct {
		c    Calendar
		from string
		n    int
		want bool
	}{
		{c, "2026-12-27", 1, false}, {c, "2026-12-28", 0, false}, {c, "2026-12-28", 1, true}, {c, "2026-12-29", 0, true}, {c, "2026-11-30", 0, false},
		{c, "2026-11-29", 1, false}, // the 29th and 30th of another month
		{c, "2025-12-29", 1, false}, // the notice of the next year is there
		{gap, "2025-12-28", 0, true}, {gap, "2026-05-06", 0, true}, {gap, "2026-12-30", 0, true}, {gap, "2027-01-04", 0, false},
		{gap, "2026-12-31", 1, true}, // begun in a year that is not known
	} {
		if got := v.c.Due(day(t, v.from), v.n, closing); got.Provisional != v.want {
			t.Errorf("%s + %d: provisional %v", v.from, v.n, got.Provisional)
		}
	}
	if free := c.Due(day(t, "2026-12-26"), 0, closing); free.Provisional || !free.At.Equal(day(t, "2026-12-28").Add(closing)) {
		t.Errorf("a Saturday without days: %v", free)
	}
}

// TestTheDayIsChinas: a moment is judged by the date there, whatever zone it is told in.
func TestTheDayIsChinas(t *testing.T) {
	t.Parallel()
	c := announced(t)
	for at, want := range map[time.Time]bool{
		time.Date(2026, 11, 27, 15, 59, 0, 0, time.UTC): true,  // Friday there
		time.Date(2026, 11, 27, 16, 0, 0, 0, time.UTC):  false, // Saturday there
		time.Date(2026, 11, 29, 16, 0, 0, 0, time.UTC):  true,  // Monday there
		time.Date(2026, 9, 30, 16, 0, 0, 0, time.UTC):   false, // 1 October there
		time.Date(2026, 11, 29, 15, 0, 0, 0, Zone):      false,
	} {
		if c.Working(at) != want {
			t.Errorf("%v: working %v", at, !want)
		}
	}
}

func TestDaysBetween(t *testing.T) {
	t.Parallel()
	c := announced(t)
	for _, v := range []struct {
		from, to string
		want     int
	}{{"2026-11-23", "2026-11-23", 0}, {"2026-11-23", "2026-11-24", 1}, {"2026-11-27", "2026-11-29", 0}, {"2026-11-27", "2026-11-30", 1}, {"2026-11-24", "2026-11-23", 0}} {
		if got := c.Days(day(t, v.from), day(t, v.to)); got != v.want {
			t.Errorf("%s to %s: %d, want %d", v.from, v.to, got, v.want)
		}
	}
}
