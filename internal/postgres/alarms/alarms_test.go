package alarms

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/internal/postgres/dbtest"
	"hotline12345/internal/status"
)

// TestAlarmsAreKept as they were: those that last, those that are over, who knew of them.
func TestAlarmsAreKept(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	at := func(minutes int) time.Time {
		return time.Date(2026, 11, 29, 8, 0, 0, 123456000, time.UTC).Add(time.Duration(minutes) * time.Minute)
	}
	lasts := status.Alarm{Key: "disk.disk_low", Part: status.Disk, State: status.Soon, Says: status.Saying{Code: "disk_days", Values: map[string]string{"n": "7"}}, From: at(0), Seen: at(9), Acks: []status.Ack{}}
	over := status.Alarm{Key: "asterisk.ari_refused", Part: status.Asterisk, State: status.Ill, Says: status.Saying{Code: "ari_refused", Values: map[string]string{"where": "nul\x00"}},
		From: at(1), Seen: at(2), To: at(30), After: at(2), Acks: []status.Ack{{By: status.Operator{ID: "7", Name: "通信管理员"}, At: at(2), Note: "已联系\n机房", State: status.Ill}}}
	old := over
	old.From, old.Seen, old.To, old.After, old.Acks = at(-50000), at(-49000), at(-49000), time.Time{}, []status.Ack{}
	old.Says = status.Saying{Code: "ari_silent"}
	dbtest.Must(t, s.SaveAlarms(ctx, []status.Alarm{lasts, over, old}, at(-60000)))
	read := func(after time.Time) []status.Alarm {
		list, err := s.Alarms(ctx, after)
		dbtest.Must(t, err)
		return list
	}
	over.Says.Values = map[string]string{"where": "nul\ufffd"}
	if diff := cmp.Diff([]status.Alarm{lasts, over, old}, read(at(-60000))); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]status.Alarm{lasts, over}, read(at(-40000))); diff != "" {
		t.Error(diff)
	}
	lasts.State, lasts.Says, lasts.Seen, lasts.To = status.Ill, status.Saying{Code: "disk_low"}, at(12), at(13)
	lasts.Acks = []status.Ack{{By: status.Operator{ID: "8", Name: "b"}, At: at(12), State: status.Ill}}
	again := lasts
	again.From, again.Seen, again.To, again.Acks = at(14), at(14), time.Time{}, []status.Ack{}
	dbtest.Must(t, s.SaveAlarms(ctx, []status.Alarm{lasts, again}, at(-40000)))
	if diff := cmp.Diff([]status.Alarm{again, over, lasts}, read(at(-90000))); diff != "" {
		t.Errorf("the same alarm ended, it returned, and the oldest was forgotten: %s", diff)
	}
	backwards := again
	backwards.To = at(13)
	if err := s.SaveAlarms(ctx, []status.Alarm{backwards}, at(-90000)); err == nil {
		t.Error("an alarm ended before it began")
	}
}
