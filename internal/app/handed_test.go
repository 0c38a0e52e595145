package app

import (
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

// TestARememberedCallThatWasHandedOver: later rows of the engine's, which knows nothing of it,
// do not undo it on the pages; a call that is not remembered is the database's.
func TestARememberedCallThatWasHandedOver(t *testing.T) {
	t.Parallel()
	l := newLiveCalls(nil)
	save := func(r cti.CallRecord) { l.Observe(loop.Entry{Commands: []cti.Command{cti.SaveCall{Record: r}}}) }
	save(cti.CallRecord{Call: "1.1", Revision: 1, EndReason: cti.TelephonyFailed})
	f := cti.Fallback{EndedAt: time.Unix(1800000000, 0), Message: &cti.RecordingPiece{File: "m.wav"}}
	l.handOver("1.1", f)
	l.handOver("1.2", f)
	save(cti.CallRecord{Call: "1.1", Revision: 2, EndReason: cti.TelephonyFailed, Recordings: []cti.RecordingPiece{{File: "talk.wav"}}})
	r, err := l.Call(t.Context(), "1.1")
	if err != nil || r.Revision != 2 || r.EndReason != cti.TakenByFallback || !r.EndedAt.Equal(f.EndedAt) || len(r.Recordings) != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	if len(l.handed) != 1 {
		t.Errorf("%d calls are remembered as handed over, want 1", len(l.handed))
	}
}
