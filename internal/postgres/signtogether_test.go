package postgres

import (
	"errors"
	"fmt"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// TestClerksWhoSignTogether: of eight who press at the same moment one wins, and
// each of the others gets an error, whether their page sent what it had seen or not.
func TestClerksWhoSignTogether(t *testing.T) {
	t.Parallel()
	tn := newTown(t)
	for name, says := range map[string]bool{"with what was seen": true, "without": false} {
		ticket := tn.written(t, name, tickets.Request{Move: tickets.MoveDispatch, Unit: "Y04"})
		r := tickets.Request{Move: tickets.MoveSign}
		if says {
			r.Seen = len(ticket.Entries)
		}
		type result struct {
			clerk string
			err   error
		}
		results, gun := make(chan result), make(chan struct{})
		for i := range 8 {
			clerk := org.Actor{Person: org.Person{ID: fmt.Sprint(100 + i), Name: "经办员", Unit: "Y04"},
				Roles: []org.Role{org.RoleUnitClerk}}
			go func() {
				<-gun
				_, err := tn.Move(t.Context(), clerk, ticket.Number, r)
				results <- result{clerk.ID, err}
			}()
		}
		close(gun)
		var winners []string
		for range 8 {
			one := <-results
			var illegal *tickets.Illegal
			switch {
			case one.err == nil:
				winners = append(winners, one.clerk)
			case errors.Is(one.err, errs.ErrConflict): // read it again
			case errors.As(one.err, &illegal) && !says: // signed already
			default:
				t.Errorf("%s: %s is told %v", name, one.clerk, one.err)
			}
		}
		after, err := tn.store.Ticket(t.Context(), ticket.Number)
		must(t, err)
		last := after.Entries[len(after.Entries)-1]
		if len(winners) != 1 || last.By.ID != winners[0] || len(after.Entries) != len(ticket.Entries)+1 || after.State != tickets.Handling {
			t.Errorf("%s: %v won; the ticket is %s, signed by %s, %d entries", name, winners, after.State, last.By.ID, len(after.Entries))
		}
	}
}
