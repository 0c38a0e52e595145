package cti_test

import (
	"reflect"
	"testing"
	"time"

	"hotline12345/cti"
)

// TestACallThatTheFallbackEnded has the fallback's end, and the message behind the recordings.
func TestACallThatTheFallbackEnded(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	piece := cti.RecordingPiece{Leg: 1, File: "a.wav", StartedAt: at, Millis: 1000}
	message := cti.RecordingPiece{File: "message.wav", StartedAt: at.Add(time.Minute), Millis: 2000}
	// A row's copies share the memory behind its pieces, which must not be written to.
	pieces := append(make([]cti.RecordingPiece, 0, 2), piece)
	row := cti.CallRecord{
		Call: "1", ArrivedAt: at, EndedAt: at.Add(time.Second), EndedBefore: at.Add(time.Hour),
		EndReason: cti.EndUnknown, Recordings: pieces,
	}
	for name, f := range map[string]cti.Fallback{
		"the duty telephone": {BeganAt: at, EndedAt: at.Add(2 * time.Minute), Duty: true},
		"a message":          {BeganAt: at, EndedAt: at.Add(3 * time.Minute), Message: &message},
	} {
		want := row
		want.EndReason, want.EndedAt, want.EndedBefore, want.Fallback = cti.TakenByFallback, f.EndedAt, time.Time{}, &f
		if f.Message != nil {
			want.Recordings = []cti.RecordingPiece{piece, message}
		}
		got := row.HandedOver(f)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the row is %+v, want %+v", name, got, want)
		}
		if again := got.HandedOver(cti.Fallback{EndedAt: at.Add(time.Hour), Message: &message}); !reflect.DeepEqual(again, want) {
			t.Errorf("%s: handed over twice the row is %+v, want %+v", name, again, want)
		}
	}
	if spare := pieces[:2][1]; spare != (cti.RecordingPiece{}) {
		t.Errorf("the memory of another row holds %+v", spare)
	}
}
