package menus_test

import (
	"fmt"
	"reflect"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
	"hotline12345/internal/postgres/calls"
	"hotline12345/internal/postgres/dbtest"
	pgmenus "hotline12345/internal/postgres/menus"
	"hotline12345/ivr/menus"
)

// TestTheKeysOfADay: what callers of a day pressed is found in the journals of several runs,
// between much else and the days around it.
func TestTheKeysOfADay(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	shipped, s := calls.New(d), pgmenus.New(d, nil)
	day := time.Date(2026, 11, 27, 16, 0, 0, 0, time.UTC) // midnight in China
	var want []menus.PastCall
	for n, journal := range []string{"first", "second", "third"} {
		var entries []loop.Entry
		var rows []cti.CallRecord
		add := func(at time.Time, e cti.Event) {
			entries = append(entries, loop.Entry{Seq: uint64(len(entries) + 1), At: at, Event: e})
		}
		began := day.Add(time.Duration(n-1) * 10 * time.Hour) // the first of the day before
		if n > 0 {
			add(began, cti.Started{Journal: journal, Follows: "x"})
		}
		for i := range 300 {
			at := began.Add(time.Duration(i) * 2 * time.Minute)
			id := cti.CallID(fmt.Sprintf("%s.%d", journal, i))
			add(at, cti.CallArrived{Call: id, Called: "12345", Language: "yue", Restricted: i%7 == 0})
			add(at.Add(2*time.Second), cti.DigitPressed{Call: id, Digit: "1"})
			add(at.Add(3*time.Second), cti.Ticked{})
			add(at.Add(time.Minute), cti.DigitPressed{Call: id, Digit: "#"})
			r := cti.CallRecord{Call: id, Direction: cti.Inbound, Called: "12345", ArrivedAt: at, EndedAt: at.Add(90 * time.Second)}
			c := menus.PastCall{Call: string(id), At: at, Called: "12345", Language: "yue", Restricted: i%7 == 0, Ended: 90 * time.Second,
				Keys: []menus.PastKey{{After: 2 * time.Second, Key: "1"}, {After: time.Minute, Key: "#"}}}
			if i%2 == 0 {
				r.AnsweredAt, c.Answered = at.Add(10*time.Second), 10*time.Second
			}
			if i%50 == 49 {
				r.Direction = cti.Outbound
			} else if !at.Before(day) && at.Before(day.AddDate(0, 0, 1)) {
				want = append(want, c)
			}
			rows = append(rows, r)
		}
		dbtest.Must(t, shipped.Ship(ctx, journal, entries, rows))
	}
	got, whole, err := s.PastCalls(ctx, day, day.AddDate(0, 0, 1), 1000)
	dbtest.Must(t, err)
	if !whole || len(got) != len(want) || len(want) < 400 {
		t.Fatalf("%d calls, all of them: %v, want %d", len(got), whole, len(want))
	}
	for i, c := range got {
		c.At = c.At.UTC()
		if !reflect.DeepEqual(c, want[i]) {
			t.Fatalf("call %d is %+v, want %+v", i, c, want[i])
		}
	}
	if some, whole, err := s.PastCalls(ctx, day, day.AddDate(0, 0, 1), 10); err != nil || whole || len(some) != 10 || some[9].Call != want[9].Call {
		t.Errorf("at most ten: %d, all of them: %v, %v", len(some), whole, err)
	}
	if none, whole, err := s.PastCalls(ctx, day.AddDate(0, -3, 0), day.AddDate(0, -3, 1), 10); err != nil || !whole || len(none) != 0 {
		t.Errorf("a day without calls: %d, %v, %v", len(none), whole, err)
	}
}
