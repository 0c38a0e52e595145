package app

import (
	"testing"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

func TestOnlyAttemptsAboutTicketsAreWritten(t *testing.T) {
	t.Parallel()
	ended := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	w := &attemptWriter{log: zap.NewNop(), queue: make(chan cti.CallRecord, 9)}
	for _, r := range []cti.CallRecord{
		{Call: "rings", Agent: "1001", Ticket: "261123000001"},
		{Call: "no ticket", Agent: "1001", EndedAt: ended, EndReason: cti.DialBusy},
		{Call: "talked", Agent: "1001", Ticket: "261123000001", EndedAt: ended, EndReason: cti.EndedByCitizen},
		{Call: "given up", Agent: "1001", Ticket: "261123000001", EndedAt: ended, EndReason: cti.DialCancelled},
		{Call: "a revisit", Ticket: "261123000001", EndedAt: ended, EndReason: cti.DialBusy},
		{Call: "busy", Agent: "1001", Ticket: "261123000001", EndedAt: ended, EndReason: cti.DialBusy},
		{Call: "nobody", Agent: "1001", Ticket: "261123000001", EndedAt: ended, EndReason: cti.DialNoAnswer},
	} {
		w.Observe(loop.Entry{Commands: []cti.Command{cti.SaveCall{Record: r}}})
	}
	var got []cti.CallID
	for len(w.queue) > 0 {
		got = append(got, (<-w.queue).Call)
	}
	if len(got) != 2 || got[0] != "busy" || got[1] != "nobody" {
		t.Fatalf("written: %v, want busy and nobody", got)
	}
}
