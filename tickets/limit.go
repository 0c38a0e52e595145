package tickets

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hotline12345/tickets/workday"
)

// Limit is how long something may take: clock time, or working days from the day
// after. As text "30m", "24h" or "7wd"; "now" is in the call itself.
type Limit struct {
	Clock time.Duration
	Days  int
}

// longestClock and longestDays bound what an administrator may write.
const (
	longestClock = 30 * 24 * time.Hour
	longestDays  = 90
)

// ParseLimit reads "now", "30m", "24h" or "7wd".
func ParseLimit(s string) (Limit, error) {
	if s == "now" {
		return Limit{}, nil
	}
	if days, ok := strings.CutSuffix(s, "wd"); ok {
		n, err := strconv.Atoi(days)
		if err != nil || n < 1 || n > longestDays {
			return Limit{}, fmt.Errorf("limit %q: want 1wd to %dwd", s, longestDays)
		}
		return Limit{Days: n}, nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d < time.Minute || d > longestClock {
		return Limit{}, fmt.Errorf("limit %q: want now, minutes (30m), hours (24h) or working days (7wd)", s)
	}
	return Limit{Clock: d}, nil
}

// AtOnce reports whether the limit is "now".
func (l Limit) AtOnce() bool { return l == Limit{} }

// TooLong reports whether a unit would have more than the longest time, with all
// extensions (S093).
func (l Limit) TooLong() bool { return l.Days > longestTotal || l.Clock > longestTotal*24*time.Hour }

// String writes the limit as ParseLimit reads it.
func (l Limit) String() string {
	switch {
	case l.AtOnce():
		return "now"
	case l.Days > 0:
		return fmt.Sprintf("%dwd", l.Days)
	case l.Clock%time.Hour == 0:
		return fmt.Sprintf("%dh", l.Clock/time.Hour)
	}
	return fmt.Sprintf("%dm", l.Clock/time.Minute)
}

// MarshalText implements encoding.TextMarshaler.
func (l Limit) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (l *Limit) UnmarshalText(text []byte) (err error) {
	*l, err = ParseLimit(string(text))
	return err
}

// LimitRule is a row of the table of limits; empty fields hold for all. Of the rows that
// fit, the one with most fields wins, the later one of equals.
type LimitRule struct {
	Type     Type    `json:"type,omitempty"`
	Category string  `json:"category,omitempty"` // a leaf "0601" or a group "06"
	Urgency  Urgency `json:"urgency,omitempty"`
	// Unit is the handling unit's limit, from dispatch; Promise the one that
	// the citizen is promised, from registering (S015). Empty: the default.
	Unit    string `json:"unit"`
	Promise string `json:"promise,omitempty"`
}

// weight returns how exactly the row names the matter; -1 if it does not fit.
func (l LimitRule) weight(r Register, u Urgency) int {
	w := 0
	for _, field := range []struct {
		want, have string
		fits       bool
		weight     int
	}{
		{string(l.Type), string(r.Type), l.Type == r.Type, 1},
		{string(l.Urgency), string(u), l.Urgency == u, 2},
		{l.Category, r.Category, l.Category != "" && strings.HasPrefix(r.Category, l.Category), 4 * len(l.Category)},
	} {
		switch {
		case field.want == "":
		case !field.fits:
			return -1
		default:
			w += field.weight
		}
	}
	return w
}

// Deadline returns the end of a limit that began at from.
func (b Rulebook) Deadline(from time.Time, l Limit) workday.Deadline {
	if l.Days > 0 {
		d := b.Calendar.Due(from, l.Days, b.ClosingTime())
		d.At = d.At.UTC()
		return d
	}
	return workday.Deadline{At: from.Add(l.Clock).UTC()}
}

// promise starts the citizen's clock (S015).
func (b Rulebook) promise(t *Ticket, from time.Time, l Limit) {
	d := b.Deadline(from, l)
	t.PromiseFrom, t.PromiseLimit = from, l
	t.Promise, t.PromiseProvisional, t.PromiseReminded = d.At, d.Provisional, false
	t.PromiseAgain, t.PromiseReferred = time.Time{}, false
}

// promiseFor returns the promise for a unit's limit: it leaves time to check the unit's
// answer and to pass it on.
func promiseFor(unit Limit) Limit {
	if unit.Days > 0 {
		return Limit{Days: unit.Days + promiseDays}
	}
	return Limit{Clock: 2 * unit.Clock}
}
