package tickets_test

import (
	"errors"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func apply(t tickets.Ticket, by org.Actor, r tickets.Request) (tickets.Ticket, error) {
	return tickets.Apply(tickets.Case{Ticket: t, Request: r, By: by, Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(), Other: storetest.Other()})
}

func moved(t *testing.T, tk tickets.Ticket, a org.Actor, now time.Time, r tickets.Request, o *tickets.Ticket) tickets.Ticket {
	t.Helper()
	out, err := tickets.Apply(tickets.Case{Ticket: tk, Request: r, By: a, Now: now, Rules: storetest.RulebookWithSubunit(), Other: o})
	if err != nil {
		t.Fatalf("%s in %s: %v", r.Move, tk.State, err)
	}
	return out
}

// ring lets the clock do what it has to do until now.
func ring(t *testing.T, ticket tickets.Ticket, now time.Time) tickets.Ticket {
	t.Helper()
	for {
		r, ok := tickets.ClockMove(ticket, now)
		if !ok {
			return ticket
		}
		next, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: org.Clock(), Now: now, Rules: storetest.RulebookWithSubunit()})
		must(t, err)
		ticket = next
	}
}

func last(t tickets.Ticket) tickets.Entry { return t.Entries[len(t.Entries)-1] }

func isCode(err error, want tickets.IllegalCode) bool {
	var illegal *tickets.Illegal
	return errors.As(err, &illegal) && illegal.Code == want
}

func wantCode(t *testing.T, doing string, err error, want tickets.IllegalCode) {
	t.Helper()
	var illegal *tickets.Illegal
	var got tickets.IllegalCode
	if errors.As(err, &illegal) {
		got = illegal.Code
	} else if err != nil {
		t.Fatalf("%s: %v", doing, err)
	}
	if got != want {
		t.Errorf("%s: %q, want %q", doing, got, want)
	}
}

// The invariants of the requirements, section 1.2, by their numbers. The fifth,
// which needs a real clock and a real database, is tested with those; those of
// SMS, QQ, fax and daily reports come with them.

// run applies requests one after another, each by its actor, a minute apart.
type step struct {
	by org.Actor
	r  tickets.Request
}

func run(t *testing.T, ticket tickets.Ticket, now time.Time, steps ...step) tickets.Ticket {
	t.Helper()
	for _, s := range steps {
		now = now.Add(time.Minute)
		after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: s.r, By: s.by, Now: now, Rules: storetest.RulebookWithSubunit(), Other: storetest.Other()})
		if err != nil {
			t.Fatalf("%s in %s: %v", s.r.Move, ticket.State, err)
		}
		ticket = after
	}
	return ticket
}

func refused(t *testing.T, ticket tickets.Ticket, now time.Time, by org.Actor, r tickets.Request, want tickets.IllegalCode) {
	t.Helper()
	_, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: by, Now: now, Rules: storetest.RulebookWithSubunit(), Other: storetest.Other()})
	var illegal *tickets.Illegal
	if !errors.As(err, &illegal) || illegal.Code != want {
		t.Fatalf("%s in %s: error %v, want %s", r.Move, ticket.State, err, want)
	}
}

var supervisor = storetest.By(org.RoleSupervisor)
