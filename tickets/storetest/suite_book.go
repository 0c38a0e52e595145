package storetest

import (
	"testing"

	"hotline12345/tickets"
)

// dayIsReadAsABook: the register book has the tickets of one day whole, by
// number, page by page.
func dayIsReadAsABook(t *testing.T, s Store) {
	ctx := t.Context()
	var want []tickets.Ticket
	for i, moves := range [][]tickets.Request{{Dispatch}, {Answer, Archive}, {}, {{Move: tickets.MoveDispatch, Unit: "Y08"}}} {
		d, ticket := Written(i+1, "13800138000", moves...)
		if i == 2 {
			ticket.Number, d.Ticket = "261124000001", "261124000001" // the next day's
		} else {
			want = append(want, ticket)
		}
		must(t, s.Commit(ctx, d, ticket))
	}
	for _, c := range []struct {
		units []string
		day   string
		after tickets.Number
		limit int
		want  []tickets.Ticket
	}{
		{nil, "261123", "", 9, want},
		{nil, "261123", "", 2, want[:2]},
		{nil, "261123", want[1].Number, 9, want[2:]},
		{[]string{"Y08"}, "261123", "", 9, want[2:]},
		{nil, "261122", "", 9, nil},
	} {
		got, err := s.Written(ctx, c.units, c.day, c.after, c.limit)
		must(t, err)
		if len(got) != len(c.want) {
			t.Fatalf("book of %s for %v after %q: %d tickets, want %d", c.day, c.units, c.after, len(got), len(c.want))
		}
		for i := range got {
			got[i].Stored = true
			wantSame(t, "ticket of the book", c.want[i], got[i])
		}
	}
}
