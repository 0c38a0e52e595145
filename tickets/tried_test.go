package tickets_test

import (
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestAttemptsByThePlan: two hours later, in the hours that people are called,
// then at other times of the next days; unreachable only after three on two days.
func TestAttemptsByThePlan(t *testing.T) {
	ticket := storetest.In(tickets.Registered)
	unreachable := tickets.Request{Move: tickets.MoveArchive, Reason: tickets.Unreachable, Note: "多次联系未果"}
	at := time.Date(2026, 11, 23, 18, 30, 0, 0, tickets.Zone)
	for i, want := range []string{"11-24 09:00", "11-25 10:30", "11-26 18:00", "11-27 10:30"} {
		after, err := tickets.Apply(tickets.Case{Ticket: ticket, By: storetest.By(org.RoleAgent), Now: at, Rules: storetest.RulebookWithSubunit(),
			Request: tickets.Request{Move: tickets.MoveAttempt, Outcome: tickets.NoReply}})
		must(t, err)
		if got := after.TryAt.In(tickets.Zone).Format("01-02 15:04"); got != want {
			t.Errorf("attempt %d at %v: again at %s, want %s", i+1, at, got, want)
		}
		_, err = tickets.Apply(tickets.Case{Ticket: after, By: storetest.By(org.RoleAgent), Now: at, Rules: storetest.RulebookWithSubunit(), Request: unreachable})
		if (err == nil) != (i >= 2) {
			t.Errorf("after %d attempts: unreachable is %v", i+1, err)
		}
		ticket, at = after, after.TryAt
	}
}
