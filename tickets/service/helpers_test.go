package service_test

import (
	"errors"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func isCode(err error, want tickets.IllegalCode) bool {
	var illegal *tickets.Illegal
	return errors.As(err, &illegal) && illegal.Code == want
}

func last(t tickets.Ticket) tickets.Entry { return t.Entries[len(t.Entries)-1] }

func moved(t *testing.T, tk tickets.Ticket, a org.Actor, now time.Time, r tickets.Request, o *tickets.Ticket) tickets.Ticket {
	t.Helper()
	out, err := tickets.Apply(tickets.Case{Ticket: tk, Request: r, By: a, Now: now, Rules: storetest.RulebookWithSubunit(), Other: o})
	if err != nil {
		t.Fatalf("%s in %s: %v", r.Move, tk.State, err)
	}
	return out
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// written is a register that is complete.
func written() tickets.Register {
	_, t := storetest.Written(1, "13800138000")
	return t.Register
}
