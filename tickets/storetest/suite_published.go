package storetest

import (
	"testing"
	"time"

	"hotline12345/tickets"
)

// monthIsCounted: what became of the matters of November, by the definitions of
// tickets.Figures and tickets.Work.
func monthIsCounted(t *testing.T, s tickets.Store) {
	ctx := t.Context()
	if first, err := s.FirstRegistered(ctx); err != nil || !first.IsZero() {
		t.Fatalf("first ticket of none: %v, %v", first, err)
	}
	toA := tickets.Request{Move: tickets.MoveDispatch, Unit: "A1", Limit: "7wd"}
	signA := tickets.Request{Move: tickets.MoveSign, Part: "A1"}
	told := tickets.Request{Move: tickets.MoveReport, Part: "A1", Result: tickets.Solved, Note: "已处理", Way: tickets.Visit}
	silent := tickets.Request{Move: tickets.MoveReport, Part: "A1", Result: tickets.Solved, Note: "已处理"}
	decline := tickets.Request{Move: tickets.MoveDecline, Declined: tickets.Litigation, Refer: "法院", Note: "请向法院反映", Way: tickets.Telephone}
	exclude := tickets.Request{Move: tickets.MoveExclude, Part: "Y04", Note: "诉求不合理"}
	grant := tickets.Request{Move: tickets.MoveGrant, Plea: tickets.PleaExclusion, Part: "Y04"}
	var list []tickets.Ticket
	for i, moves := range [][]tickets.Request{
		{Answer, Archive}, // directly
		{decline},         // no matter of the hotline
		{},                // waits
		{Dispatch, Sign, Report, Pass, Answer, Revisit, Archive},
		{Dispatch, Sign, Report, Pass, Answer, rating(tickets.SolvedNo, 1), exclude, grant},
		{toA, signA, told, Pass, Revisit},
		{toA, signA, silent}, // waits for the check
	} {
		d, ticket := Written(i+1, "13800138000", moves...)
		must(t, s.Commit(ctx, d, ticket))
		list = append(list, ticket)
	}
	late := overdue(t, 8)
	must(t, s.Create(ctx, late))
	d, december := Written(9, "13800138000")
	december.CreatedAt = time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC) // midnight in the city
	must(t, s.Commit(ctx, d, december))

	first, err := s.FirstRegistered(ctx)
	must(t, err)
	if !first.Equal(list[0].CreatedAt) {
		t.Errorf("first ticket %v, want %v", first, list[0].CreatedAt)
	}
	count, err := s.CountMonth(ctx, tickets.MonthOf(Start), Start.AddDate(0, 0, 1))
	must(t, err)
	got := tickets.FoldMonth(count, tickets.NewTree(Units()))
	good := tickets.RateCounts{Revisited: 1, Contacted: 1, Solved: 1, Rated: 1, Satisfied: 1}
	y04 := tickets.Work{Handled: 3, OnTime: 2, Late: 1, ContactMissed: 3, RateCounts: good}
	y04.Excluded = 1
	a := tickets.Work{Handled: 2, OnTime: 2, ContactInTime: 1, ContactMissed: 1, RateCounts: good}
	want := tickets.MonthFigures{
		Figures:    tickets.Figures{Accepted: 7, Direct: 1, Dispatched: 5, Kept: 4, Missed: 1, Open: 3},
		Categories: map[string]int{"0601": 7}, Units: map[string]tickets.Work{"Y04": y04, "A": a},
		Work: tickets.Work{Handled: 5, OnTime: 4, Late: 1, ContactInTime: 1, ContactMissed: 4,
			RateCounts: tickets.RateCounts{Revisited: 2, Contacted: 2, Solved: 2, Rated: 2, Satisfied: 2, Excluded: 1}},
	}
	wantSame(t, "November", want, got)
}

// overdue is a ticket of a letter whose unit let its limit go by, and then reported;
// the citizen has been promised an answer by then too.
func overdue(t *testing.T, n int) tickets.Ticket {
	_, ticket := Written(n, "13800138000", Dispatch, Sign)
	ticket.Call, ticket.Caller, ticket.Origin, ticket.Channel = "", "", "letter", tickets.ByLetter
	now := ticket.Promise.Add(time.Minute)
	for r, ok := tickets.Ring(ticket, now); ok; r, ok = tickets.Ring(ticket, now) {
		next, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: tickets.Clock(), Now: now, Rules: Rulebook()})
		must(t, err)
		ticket = next
	}
	return Moved(ticket, Report)
}

func monthsAreKept(t *testing.T, s tickets.Store) {
	ctx := t.Context()
	month := func(name string, accepted int) tickets.PublishedMonth {
		p := tickets.PublishedMonth{Month: name, CountedAt: Start}
		p.Figures = tickets.FoldMonth(tickets.MonthCount{
			Categories: []tickets.CategoryFigures{{Category: "0601", Figures: tickets.Figures{Accepted: accepted}}},
			Units:      []tickets.UnitWork{{Unit: "A1", Work: tickets.Work{Handled: 2}}},
			Ratings:    []tickets.RatingGroup{{Unit: "A1", N: 3, Rating: *Revisit.Revisit}},
		}, tickets.NewTree(Units()))
		return p
	}
	for _, p := range []tickets.PublishedMonth{month("2026-10", 1), month("2026-11", 2), month("2025-12", 3), month("2026-10", 4)} {
		must(t, s.SavePublished(ctx, p))
	}
	lines, err := s.PublishedLines(ctx)
	must(t, err)
	wantSame(t, "months", []tickets.PublishedLine{{Month: "2026-11", CountedAt: Start, Accepted: 2}, {Month: "2026-10", CountedAt: Start, Accepted: 4},
		{Month: "2025-12", CountedAt: Start, Accepted: 3}}, lines)
	year, err := s.Published(ctx, "2026")
	must(t, err)
	wantSame(t, "a year", []tickets.PublishedMonth{month("2026-10", 4), month("2026-11", 2)}, year)
	none, err := s.Published(ctx, "2024")
	must(t, err)
	if len(none) != 0 {
		t.Errorf("a year that was not counted: %+v", none)
	}
}
