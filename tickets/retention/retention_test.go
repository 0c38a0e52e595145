package retention

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/tickets/workday"
)

// TestPeriodsEndWithTheDay in China, of short months too.
func TestPeriodsEndWithTheDay(t *testing.T) {
	t.Parallel()
	p := Periods{Recordings: 24, Journal: 1}
	for now, want := range map[string]string{
		"2026-11-23T03:00:00+08:00": "2024-11-23", "2026-11-22T16:30:00Z": "2024-11-23", "2026-11-22T15:30:00Z": "2024-11-22", "2028-02-29T12:00:00+08:00": "2026-02-28",
	} {
		at, err := time.Parse(time.RFC3339, now)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := p.Before(Recordings, at); !ok || got.Format(time.DateOnly) != want {
			t.Errorf("at %s what is before %v goes, want %s", now, got, want)
		}
	}
	march := time.Date(2026, 3, 31, 12, 0, 0, 0, workday.Zone)
	if got, _ := p.Before(Journal, march); got.Format(time.DateOnly) != "2026-02-28" {
		t.Errorf("a month before %v: %v", march, got)
	}
	if _, ok := p.Before(AccessLog, march); ok {
		t.Error("what has no period goes")
	}
}

func TestTheNightComesOnceADay(t *testing.T) {
	t.Parallel()
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, workday.Zone) }
	for _, c := range []struct {
		last, now time.Time
		want      bool
	}{
		{time.Time{}, at(23, 1), false}, {time.Time{}, at(23, 2), true}, {at(23, 2), at(23, 23), false}, {at(23, 2), at(24, 1), false},
		{at(23, 2), at(24, 2), true}, {at(20, 2), at(23, 11), false}, {at(20, 2), at(24, 5), true}, {at(20, 2), at(24, 6), false}, {at(23, 5), at(24, 2), true},
	} {
		if got := IsDue(c.last, c.now); got != c.want {
			t.Errorf("after %v at %v: %t", c.last, c.now, got)
		}
	}
	if !Rehearses(time.Time{}, at(23, 2)) || !Rehearses(at(17, 2), at(23, 2)) || Rehearses(at(16, 2), at(23, 2)) {
		t.Error("the first week is not a rehearsal, or the second is")
	}
}

func TestGapsOfTheJournal(t *testing.T) {
	t.Parallel()
	deleted := []Deletion{{Spans: []JournalSpan{{"a", 1, 5}, {"b", 1, 2}}}, {Spans: []JournalSpan{{"a", 8, 9}}}}
	left := []JournalSpan{{"a", 10, 20}, {"b", 5, 9}, {"c", 7, 9}}
	want := []JournalSpan{{"a", 6, 7}, {"b", 3, 4}} // of c nobody knows where it began
	got := Gaps(deleted, left)
	if len(got) != len(want) || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("gaps %v, want %v", got, want)
	}
}

func TestAHoldNeedsAReason(t *testing.T) {
	t.Parallel()
	for reason, ok := range map[string]bool{"法院调取": true, "": false, " \u3000\n": false, strings.Repeat("长", 2000): true, strings.Repeat("长", 2001): false} {
		var wrong *errs.Invalid
		if err := (LegalHold{Reason: reason}).Check(); (err == nil) != ok || err != nil && !errors.As(err, &wrong) {
			t.Errorf("%d bytes: %v", len(reason), err)
		}
	}
}
