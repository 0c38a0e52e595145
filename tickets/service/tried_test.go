package service_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestAVainCallIsWrittenOnce(t *testing.T) {
	o := newOffice(t)
	ctx, agent := t.Context(), storetest.By(org.RoleAgent)
	n := o.committed(t, "1.1", registerMove).Number
	for range 2 {
		must(t, o.RecordAttempt(ctx, agent, n, "out-1", tickets.NoReply))
	}
	got, err := o.Ticket(ctx, agent, n)
	must(t, err)
	if len(got.Attempts) != 1 || got.Attempts[0].Call != "out-1" || !got.TryAt.Equal(o.now.Add(2*time.Hour)) {
		t.Fatalf("attempts %+v, again at %v", got.Attempts, got.TryAt)
	}
	_, err = o.Move(ctx, agent, n, storetest.Dispatch)
	must(t, err)
	must(t, o.RecordAttempt(ctx, agent, n, "out-2", tickets.Busy)) // a unit has it now
	got, err = o.Ticket(ctx, agent, n)
	must(t, err)
	if len(got.Attempts) != 1 {
		t.Errorf("an attempt was written while a unit handles it: %+v", got.Attempts)
	}
}
