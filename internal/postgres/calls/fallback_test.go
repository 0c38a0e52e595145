package calls

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"hotline12345/cti"
	"hotline12345/internal/postgres/dbtest"
)

// TestWhatTheFallbackDidStays: later revisions of the engine's, which knows nothing of it,
// are told apart from it and do not undo it.
func TestWhatTheFallbackDidStays(t *testing.T) {
	t.Parallel()
	d, ctx := dbtest.Migrated(t), t.Context()
	s := New(d)
	f := cti.Fallback{BeganAt: arrived.Add(20 * time.Second), EndedAt: arrived.Add(90 * time.Second),
		Message: &cti.RecordingPiece{File: "1.1-0.wav", StartedAt: arrived.Add(20 * time.Second), Millis: 42000}}
	if found, err := s.HandOver(ctx, "1.1", f); found || err != nil {
		t.Fatalf("a call without a row: %t, %v", found, err)
	}
	lost := record("1.1", 5)
	lost.EndedAt, lost.EndedBefore, lost.EndReason = arrived.Add(time.Second), arrived.Add(time.Hour), cti.TelephonyFailed
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{lost}))
	for range 2 {
		found, err := s.HandOver(ctx, "1.1", f)
		dbtest.Must(t, err)
		if !found {
			t.Fatal("the row is not found")
		}
	}
	second := f
	second.EndedAt, second.Message = second.EndedAt.Add(time.Hour), nil // read from what a crash left
	_, err := s.HandOver(ctx, "1.1", second)
	dbtest.Must(t, err)
	recorded := lost
	recorded.Revision, recorded.EndReason, recorded.EndedAt = 6, cti.EndedByCitizen, arrived.Add(2*time.Second)
	recorded.Recordings = []cti.RecordingPiece{{Leg: 1, File: "1.1-1.wav", StartedAt: arrived, Millis: 1000}}
	dbtest.Must(t, s.Ship(ctx, "j", nil, []cti.CallRecord{recorded}))
	got, err := s.Call(ctx, "1.1")
	dbtest.Must(t, err)
	want := recorded
	want.EndReason, want.EndedAt, want.EndedBefore, want.Fallback = cti.TakenByFallback, f.EndedAt, time.Time{}, &f
	want.Recordings = append(want.Recordings, *f.Message)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("call (-want +got):\n%s", diff)
	}
	list, err := s.RecentCalls(ctx, nil, 10)
	dbtest.Must(t, err)
	if diff := cmp.Diff([]cti.CallRecord{want}, list); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
	var reason string
	var ended time.Time
	dbtest.Must(t, d.QueryRow(ctx, "select end_reason, ended_at from calls").Scan(&reason, &ended))
	if reason != "fallback" || !ended.Equal(f.EndedAt) {
		t.Errorf("columns: %s at %v", reason, ended)
	}
}

// TestACallThatTheEngineNeverHad has one row, whatever is repeated.
func TestACallThatTheEngineNeverHad(t *testing.T) {
	t.Parallel()
	s, ctx := New(dbtest.Migrated(t)), t.Context()
	f := cti.Fallback{BeganAt: arrived, EndedAt: arrived.Add(time.Minute), Message: &cti.RecordingPiece{File: "1.9-0.wav", StartedAt: arrived}}
	row := cti.CallRecord{Call: "1.9", Revision: 1, Direction: cti.Inbound, Called: "12345", ArrivedAt: arrived}.HandedOver(f)
	dbtest.Must(t, s.AddCall(ctx, row))
	dbtest.Must(t, s.AddCall(ctx, row))
	if found, err := s.HandOver(ctx, "1.9", f); !found || err != nil {
		t.Fatalf("found %t, %v", found, err)
	}
	list, err := s.RecentCalls(ctx, nil, 10)
	dbtest.Must(t, err)
	if diff := cmp.Diff([]cti.CallRecord{row}, list); diff != "" {
		t.Errorf("list (-want +got):\n%s", diff)
	}
}
