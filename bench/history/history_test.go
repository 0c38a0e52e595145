package history

import (
	"encoding/json"
	"testing"
	"time"

	"hotline12345/cti"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

func small(calls int) *History {
	to := time.Date(2026, 11, 23, 0, 0, 0, 0, tickets.Zone)
	return New(storetest.Rulebook(), storetest.Units(), calls, to.AddDate(0, -1, 0), to, 1)
}

func TestTheSameSeedIsTheSameHistory(t *testing.T) {
	written := func() string {
		h := small(2000)
		var all []any
		for n := range 2000 {
			all = append(all, h.Call(n))
			if h.HasTicket(n) {
				ticket, err := h.Ticket(n)
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, ticket)
			}
		}
		raw, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		return string(raw)
	}
	if first := written(); first != written() {
		t.Fatal("two histories of one seed differ")
	}
}

func TestAHistoryIsAsCitiesHaveIt(t *testing.T) {
	h := small(20_000)
	var last time.Time
	states, numbers := map[tickets.State]int{}, map[tickets.Number]bool{}
	for n := range h.Calls {
		c := h.Call(n)
		if c.ArrivedAt.Before(last) || c.ArrivedAt.Before(h.From) || c.ArrivedAt.After(h.To) || c.EndReason == cti.EndReason("") {
			t.Fatalf("call %d: %+v after %v", n, c, last)
		}
		last = c.ArrivedAt
		if !h.HasTicket(n) {
			continue
		}
		ticket, err := h.Ticket(n)
		if err != nil {
			t.Fatal(err)
		}
		if numbers[ticket.Number] || ticket.Contact != c.Caller.Number {
			t.Fatalf("ticket %s of %s, call of %s", ticket.Number, ticket.Contact, c.Caller.Number)
		}
		numbers[ticket.Number] = true
		states[ticket.State]++
	}
	if got := len(numbers); got != 6000 {
		t.Errorf("%d tickets of 20,000 calls, want three of ten", got)
	}
	if done := states[tickets.Archived]; done < 5000 || done == 6000 {
		t.Errorf("%d archived of %v: most, but not those of the last days", done, states)
	}
}
