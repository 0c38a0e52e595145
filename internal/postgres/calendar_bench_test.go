package postgres

import (
	"fmt"
	"testing"
	"time"

	"hotline12345/internal/postgres/demo"
	"hotline12345/tickets"
	"hotline12345/tickets/storetest"
)

// BenchmarkCalendarChange counts the limits of 10,000 open tickets again, each
// with an entry of it; it should stay far under a minute.
func BenchmarkCalendarChange(b *testing.B) {
	const open = 10_000
	tn := newTown(b)
	tn.start = time.Date(2026, 12, 25, 2, 0, 0, 0, time.UTC)
	book, _, err := demo.Rulebook(b.Context(), tn.store)
	must(b, err)
	list := make([]tickets.Ticket, 0, open)
	for n := range open {
		_, t := storetest.Written(1, "13800138000")
		number, err := tickets.MakeNumber("261225", n+1)
		must(b, err)
		t.Number, t.Call = number, fmt.Sprintf("c%d", n)
		t, err = tickets.Apply(tickets.Case{Ticket: t, Request: tickets.Request{Move: tickets.MoveDispatch, Unit: "A-09", Limit: "7wd", Note: "请办理"}, By: boss,
			Now: tn.now(), Rules: book})
		must(b, err)
		list = append(list, t)
	}
	must(b, tn.store.CopyTickets(b.Context(), list))
	days := []string{"2027-01-01", "2027-01-04"}
	for i := 0; b.Loop(); i++ {
		year := tickets.Year{Year: 2027, Off: days[:1+i%2], Work: []string{}}
		began := time.Now()
		moved := previewed(b, tn, tickets.RuleChange{Year: &year})
		b.ReportMetric(time.Since(began).Seconds(), "s-preview/10000")
		if moved != open {
			b.Fatalf("the preview said that %d of %d move", moved, open)
		}
		must(b, tn.ChangeRules(b.Context(), boss, tickets.RuleChange{Year: &year}))
		began = time.Now()
		must(b, tn.Recompute(b.Context()))
		b.ReportMetric(time.Since(began).Seconds(), "s/10000")
	}
	var entries int
	must(b, tn.store.DB.QueryRow(b.Context(), "select count(*) from ticket_entries where move = 'recompute'").Scan(&entries))
	if entries < open {
		b.Fatalf("%d entries of a recount, want one for each of %d tickets", entries, open)
	}
}

// previewed is how many tickets a change would move.
func previewed(b *testing.B, tn *town, c tickets.RuleChange) (moved int) {
	for after := tickets.Number(""); ; {
		p, err := tn.PreviewRules(b.Context(), boss, c, after)
		must(b, err)
		moved += p.Moved
		if after = p.Next; after == "" {
			return moved
		}
	}
}
