package calls

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"hotline12345/cti"
	"hotline12345/internal/postgres/dbtest"
)

// TestCallsAreCountedByTheHour: each kind of end, an outgoing call, a call of the hour after,
// and one that an agent answered and the service then lost.
func TestCallsAreCountedByTheHour(t *testing.T) {
	t.Parallel()
	s, ctx := New(dbtest.Migrated(t)), t.Context()
	hour := arrived.Truncate(time.Hour)
	of := func(id string, at time.Duration, end cti.EndReason, answered bool) cti.CallRecord {
		r := record(id, 1)
		r.ArrivedAt, r.EndReason, r.EndedAt, r.AnsweredAt, r.Legs = hour.Add(at), end, hour.Add(at+time.Minute), time.Time{}, nil
		if answered {
			r.AnsweredAt = r.ArrivedAt.Add(time.Second)
			r.Legs = []cti.LegRecord{{Leg: 1, Agent: "1001", From: r.AnsweredAt, To: r.AnsweredAt.Add(30 * time.Second)}}
		}
		return r
	}
	out := of("1.9", 0, cti.DialBusy, false)
	out.Direction = cti.Outbound
	running := of("1.8", 0, "", true)
	running.EndedAt, running.Legs[0].To = time.Time{}, time.Time{}
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{
		of("1.1", 0, cti.EndedByCitizen, true), of("1.2", time.Minute, cti.AbandonedInMenu, false), of("1.3", time.Minute, cti.AbandonedInQueue, false),
		of("1.4", time.Minute, cti.TakenByFallback, false), of("1.5", time.Minute, cti.EndUnknown, false), of("1.6", time.Minute, cti.EndUnknown, true),
		of("1.7", time.Minute, cti.EndedBySystem, false), running, out, of("2.1", time.Hour, cti.EndedByAgent, true), of("2.2", 3*time.Hour, cti.EndedByAgent, true),
	}))
	got, err := s.CallsByHour(ctx, hour, hour.Add(3*time.Hour))
	dbtest.Must(t, err)
	want := []cti.HourCount{{From: hour, Calls: 8, Answered: 3, Abandoned: 2, Failed: 2}, {From: hour.Add(time.Hour), Calls: 1, Answered: 1}}
	if diff := cmp.Diff(want, got, cmpopts.EquateApproxTime(0)); diff != "" {
		t.Error(diff)
	}
	talked, err := s.TalkTime(ctx, hour, hour.Add(3*time.Hour))
	dbtest.Must(t, err)
	if want := 90 * time.Second; talked != want {
		t.Errorf("agents talked for %v, want %v", talked, want)
	}
}
