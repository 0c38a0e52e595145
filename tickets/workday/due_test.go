package workday

import (
	"testing"
	"time"
)

const closing = 17*time.Hour + 30*time.Minute

func announced(t *testing.T) Calendar {
	t.Helper()
	c, err := New(Announced())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation(time.DateOnly, s, Zone)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestDueOfKnownDays: seven working days are the unit's limit (S091), thirty the longest (S093).
func TestDueOfKnownDays(t *testing.T) {
	t.Parallel()
	c := announced(t)
	for _, v := range []struct{ from, seven, thirty string }{
		{"2025-01-24", "2025-02-10", "2025-03-13"},
		{"2025-01-26", "2025-02-11", "2025-03-14"}, // a make-up day
		{"2025-04-25", "2025-05-08", "2025-06-11"},
		{"2025-09-26", "2025-10-13", "2025-11-13"},
		{"2025-12-26", "2026-01-07", "2026-02-09"}, // over the year's end
		{"2026-02-13", "2026-03-02", "2026-04-02"},
		{"2026-02-14", "2026-03-03", "2026-04-03"}, // a make-up day
		{"2026-04-28", "2026-05-11", "2026-06-11"},
		{"2026-09-18", "2026-09-29", "2026-11-05"},
		{"2026-09-30", "2026-10-15", "2026-11-17"},
	} {
		for n, want := range map[int]string{7: v.seven, 30: v.thirty} {
			got := c.Due(day(t, v.from).Add(23*time.Hour+59*time.Minute), n, closing)
			if want := day(t, want).Add(closing); !got.At.Equal(want) || got.Provisional {
				t.Errorf("%s + %d working days = %v, want %v", v.from, n, got, want)
			}
			if days := c.Days(day(t, v.from), got.At); days != n {
				t.Errorf("%s to %v are %d working days, want %d", v.from, got.At, days, n)
			}
		}
	}
}

func TestDueCountsTheDayInChina(t *testing.T) {
	t.Parallel()
	c := announced(t)
	from := time.Date(2026, 4, 27, 16, 0, 0, 0, time.UTC) // midnight of the 28th in China
	if got, want := c.Due(from, 7, closing).At, day(t, "2026-05-11").Add(closing); !got.Equal(want) {
		t.Errorf("due %v, want %v", got, want)
	}
	if got, want := c.Due(from.Add(-time.Second), 7, closing).At, day(t, "2026-05-09").Add(closing); !got.Equal(want) {
		t.Errorf("a second before midnight: due %v, want %v", got, want)
	}
}

func TestDueInAYearWithoutNoticeIsProvisional(t *testing.T) {
	t.Parallel()
	c := announced(t)
	from := day(t, "2026-11-23")
	if got := c.Due(from, 7, closing); got.Provisional || !got.At.Equal(day(t, "2026-12-02").Add(closing)) {
		t.Errorf("7 working days: %v", got)
	}
	if got := c.Due(from, 30, closing); !got.Provisional {
		t.Errorf("30 working days are not provisional: %v", got)
	}
	with, err := New(append(Announced(), Year{Year: 2027, Off: []string{"2027-01-01"}}))
	if err != nil {
		t.Fatal(err)
	}
	if got := with.Due(from, 30, closing); got.Provisional || !got.At.Equal(day(t, "2027-01-05").Add(closing)) {
		t.Errorf("with the notice of 2027: %v", got)
	}
}

func TestDueOfTheSameDay(t *testing.T) {
	t.Parallel()
	c := announced(t)
	for from, want := range map[string]string{"2026-04-30": "2026-04-30", "2026-05-01": "2026-05-06"} {
		if got := c.Due(day(t, from), 0, closing).At; !got.Equal(day(t, want).Add(closing)) {
			t.Errorf("%s: %v, want %s", from, got, want)
		}
	}
}

// TestLaterEntryHolds: in January 2020 the holiday was lengthened while it ran.
func TestLaterEntryHolds(t *testing.T) {
	t.Parallel()
	c, err := New([]Year{{Year: 2020, Work: []string{"2020-02-01"}}, {Year: 2020, Off: []string{"2020-01-31", "2020-02-01"}}})
	if err != nil {
		t.Fatal(err)
	}
	if c.Working(day(t, "2020-01-31")) || c.Working(day(t, "2020-02-01")) || !c.Working(day(t, "2020-02-03")) {
		t.Error("the later notice does not hold")
	}
}

func TestNoSuchDayIsRefused(t *testing.T) {
	t.Parallel()
	if _, err := New([]Year{{Year: 2027, Off: []string{"2027-02-29"}}}); err == nil {
		t.Error("29 February 2027 was taken")
	}
}

func TestWorkingDaysOfYears(t *testing.T) {
	t.Parallel()
	c := announced(t)
	for year, want := range map[int]int{2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248} {
		if got := c.Days(time.Date(year-1, 12, 31, 0, 0, 0, 0, Zone), time.Date(year, 12, 31, 0, 0, 0, 0, Zone)); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
	}
}
