package storetest

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
)

func queues(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	q := menus.Queue{ID: "typhoon", Names: menus.Names{"zh": "台风", "yue": "颱風", "en": "typhoon"}, Priority: 5}
	_, err := d.SetQueue(ctx, Anna, q, "")
	d.must(err)
	if _, err = d.SetQueue(ctx, Anna, q, ""); err != nil {
		t.Errorf("sent again: %v", err)
	}
	var stale *menus.Stale
	later := menus.Queue{ID: "typhoon", Names: menus.Names{"zh": "风"}}
	if _, err = d.SetQueue(ctx, Bo, later, ""); !errors.As(err, &stale) || !reflect.DeepEqual(*stale.Queue, q) {
		t.Errorf("a second new one: %v", err)
	}
	_, err = d.Publish(ctx, Anna, "main", d.Edit("typhoon"), "a typhoon")
	d.must(err)
	var used *menus.InUse
	if _, err = d.EndQueue(ctx, Anna, "typhoon", q.Rev()); !errors.As(err, &used) || !slices.Equal(used.Flows, []string{"main"}) {
		t.Errorf("a flow leads to it: %v", err)
	}
	_, err = d.Publish(ctx, Anna, "main", d.Edit("general"), "it is over")
	d.must(err)
	if _, err = d.EndQueue(ctx, Anna, "typhoon", later.Rev()); !errors.As(err, &stale) {
		t.Errorf("ended as it was not: %v", err)
	}
	for range 2 {
		s, err := d.EndQueue(ctx, Anna, "typhoon", q.Rev())
		d.must(err)
		if _, there := s.Queue("typhoon"); there {
			t.Error("it is still there")
		}
	}
}

func others(t *testing.T, store service.Store) {
	d, ctx := NewDesk(t, store), t.Context()
	b := menus.Broadcast{ID: "storm", Names: menus.Names{"zh": "台风"}, Prompts: []string{"typhoon"}, On: true, Until: Start.Add(time.Hour), Why: "signal 8"}
	s, err := d.SetBroadcast(ctx, Anna, b, "")
	d.must(err)
	b.Switched = &menus.Switched{By: Anna.Author, At: Start}
	if got, _ := s.Broadcast("storm"); !reflect.DeepEqual(got, b) {
		t.Errorf("it is %+v", got)
	}
	x := menus.NamedSchedule{ID: "office", Names: menus.Names{"zh": "工作时间"}, Hours: ivr.Schedule{
		Week: map[time.Weekday][]ivr.Hours{time.Monday: {{From: "09:00", To: "12:00"}, {From: "14:00", To: "17:30"}}},
		Days: map[string][]ivr.Hours{"2026-10-01": {}},
	}}
	s, err = d.SetSchedule(ctx, Anna, x, "")
	d.must(err)
	if got, _ := s.NamedSchedule("office"); !reflect.DeepEqual(got, x) {
		t.Errorf("it is %+v", got)
	}
	if _, err = d.SetSchedule(ctx, Anna, menus.NamedSchedule{ID: "x", Names: x.Names, Hours: ivr.Schedule{Days: map[string][]ivr.Hours{"1 October": {}}}}, ""); err == nil {
		t.Error("a day that is no date")
	}
	var stale *menus.Stale
	if _, err = d.SetBroadcast(ctx, Bo, menus.Broadcast{ID: "storm", Names: b.Names}, ""); !errors.As(err, &stale) || stale.Rev != b.Rev() ||
		stale.By == nil || *stale.By != Anna.Author || !stale.At.Equal(Start) {
		t.Errorf("the second switches it: %v, %+v", err, stale)
	}
	before := len(d.Applied)
	for _, at := range []time.Duration{59 * time.Minute, time.Hour, time.Hour + time.Second} {
		d.Now = Start.Add(at)
		d.must(d.Follow(ctx))
	}
	if len(d.Applied) != before+1 {
		t.Errorf("a broadcast that ended was put in force %d times", len(d.Applied)-before)
	}
	_, err = d.EndBroadcast(ctx, Anna, "storm", b.Rev())
	d.must(err)
	s, err = d.EndSchedule(ctx, Anna, "office", x.Rev())
	d.must(err)
	if stored, err := d.State(ctx); err != nil || len(s.Broadcasts) != 1 || len(s.Schedules)+len(stored.Schedules) > 0 || len(stored.Broadcasts) != 1 {
		t.Errorf("left are %+v and %+v, %v", s, stored, err)
	}
}
