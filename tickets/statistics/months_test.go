package statistics

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
)

func city(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, tickets.Zone)
	if err != nil {
		panic(err)
	}
	return t
}

func namesOf(list []Month) (names []string) {
	for _, m := range list {
		names = append(names, m.String())
	}
	return names
}

func TestTheMonthIsTheCitys(t *testing.T) {
	t.Parallel()
	night := time.Date(2026, 11, 30, 16, 30, 0, 0, time.UTC) // half past midnight of 1 December
	m := MonthOf(night)
	if m.String() != "2026-12" || !m.From.Equal(city("2026-12-01 00:00")) || !m.To.Equal(city("2027-01-01 00:00")) {
		t.Errorf("month of %v: %v to %v", night, m.From, m.To)
	}
}

func TestWhichMonthsAreCounted(t *testing.T) {
	t.Parallel()
	all := map[string]time.Time{} // everything was counted at the right time
	for m := MonthOf(city("2026-11-28 14:00")); m.From.After(city("2025-12-31 00:00")); m = MonthOf(m.From.AddDate(0, -1, 0)) {
		all[m.String()] = city("2026-11-28 03:00")
	}
	all["2026-11"] = city("2026-11-28 13:59")
	const first = "2026-01-15 09:00"
	with := func(month, at string) map[string]time.Time {
		changed := map[string]time.Time{}
		for m, t := range all {
			changed[m] = t
		}
		changed[month] = city(at)
		return changed
	}
	for name, c := range map[string]struct {
		now, first string
		counted    map[string]time.Time
		want       []string
	}{
		"the running month, by the hour":         {"2026-11-28 14:00", first, all, []string{"2026-11"}},
		"not twice in an hour":                   {"2026-11-28 14:59", first, with("2026-11", "2026-11-28 14:00"), nil},
		"the last three, by night":               {"2026-11-29 03:00", first, with("2026-11", "2026-11-29 03:00"), []string{"2026-10", "2026-09", "2026-08"}},
		"not before the night":                   {"2026-11-29 02:59", first, with("2026-11", "2026-11-29 02:59"), nil},
		"a month that has ended, at once":        {"2026-12-01 00:00", first, with("2026-11", "2026-11-30 23:00"), []string{"2026-12", "2026-11", "2026-10", "2026-09", "2026-08"}},
		"an old one that had not settled":        {"2026-11-28 13:30", first, with("2026-05", "2026-08-31 23:00"), []string{"2026-05"}},
		"an old one that had":                    {"2026-11-28 13:30", first, with("2026-05", "2026-09-01 03:00"), nil},
		"nothing was ever counted":               {"2026-03-10 10:00", first, nil, []string{"2026-03", "2026-02", "2026-01"}},
		"the very first hour":                    {"2026-01-15 09:30", first, nil, []string{"2026-01"}},
		"not what was before the tickets":        {"2026-01-15 09:30", "2026-01-15 09:00", nil, []string{"2026-01"}},
		"no further back than three whole years": {"2026-01-15 09:30", "1999-01-15 09:00", nil, months("2026-01", 37)},
	} {
		if got := namesOf(MonthsDue(city(c.now), city(c.first), c.counted)); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// months are n months, back from one.
func months(newest string, n int) (names []string) {
	at, _, _ := periodOf(newest)
	for i := range n {
		names = append(names, at.AddDate(0, -i, 0).Format(monthForm))
	}
	return names
}

func TestWhatIsAPeriod(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"2026-11": "2026-11-01 to 2026-12-01", "2026": "2026-01-01 to 2027-01-01", "2026-13": "", "": "", "26": ""} {
		from, to, ok := periodOf(name)
		if got := fmt.Sprintf("%s to %s", from.Format(time.DateOnly), to.Format(time.DateOnly)); ok != (want != "") || ok && got != want {
			t.Errorf("%q: %s, %v", name, got, ok)
		}
	}
}
