package postgres

import (
	"testing"
	"time"

	"hotline12345/tickets"
)

func TestStatusTriesAreCounted(t *testing.T) {
	s, ctx := migrated(t), t.Context()
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	for i, try := range []struct{ ticket, addr string }{{"1", "a"}, {"1", "b"}, {"2", "a"}, {"1", "a"}} {
		must(t, s.RecordStatusTry(ctx, tickets.Number(try.ticket), try.addr, now.Add(time.Duration(i)*time.Hour)))
	}
	ofTicket, fromAddr, err := s.StatusTries(ctx, "1", "a", now.Add(30*time.Minute))
	must(t, err)
	if ofTicket != 2 || fromAddr != 2 {
		t.Errorf("%d of the ticket, %d from the address; want 2 and 2", ofTicket, fromAddr)
	}
}
