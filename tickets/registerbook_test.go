package tickets_test

import (
	"testing"

	"hotline12345/tickets"
)

func TestDaysOfABook(t *testing.T) {
	for _, c := range []struct {
		from, to string
		days     int // 0: refused
	}{
		{"2026-11-23", "2026-11-23", 1}, {"2026-12-28", "2027-01-03", 7}, {"2026-12-01", "2026-12-31", 31},
		{"2028-02-01", "2028-02-29", 29}, {"2026-12-01", "2027-01-01", 0}, {"2026-11-23", "2026-11-22", 0},
		{"2026-02-30", "2026-03-01", 0}, {"2026-02-01", "x", 0}, {"0001-01-01", "9999-12-31", 0},
	} {
		days, err := tickets.BookDays(c.from, c.to)
		if len(days) != c.days || (err == nil) != (c.days > 0) {
			t.Errorf("%s to %s: %v, %v", c.from, c.to, days, err)
		}
		if c.days > 0 && (days[0] != c.from || days[c.days-1] != c.to) {
			t.Errorf("%s to %s begins and ends with %s, %s", c.from, c.to, days[0], days[c.days-1])
		}
	}
}
