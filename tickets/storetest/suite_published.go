package storetest

import (
	"fmt"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/statistics"
)

// monthIsCounted: what became of the matters of November, by the definitions of
// tickets.Figures and tickets.Work.
func monthIsCounted(t *testing.T, s Store) {
	ctx := t.Context()
	if first, err := s.FirstRegistered(ctx); err != nil || !first.IsZero() {
		t.Fatalf("first ticket of none: %v, %v", first, err)
	}
	toA := tickets.Request{Move: tickets.MoveDispatch, Unit: "A1", Limit: "7wd", Note: "请办理"}
	signA := tickets.Request{Move: tickets.MoveSign, Assignee: "A1"}
	told := tickets.Request{Move: tickets.MoveReport, Assignee: "A1", Result: tickets.Solved, Note: "已处理", Way: tickets.Visit}
	silent := tickets.Request{Move: tickets.MoveReport, Assignee: "A1", Result: tickets.Solved, Note: "已处理"}
	decline := tickets.Request{Move: tickets.MoveDecline, Declined: tickets.Litigation, Refer: "法院", Note: "请向法院反映", Way: tickets.Telephone}
	exclude := tickets.Request{Move: tickets.MoveExclude, Assignee: "Y04", Note: "诉求不合理"}
	grant := tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest, Assignee: "Y04"}
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
	count, err := s.CountMonth(ctx, statistics.MonthOf(Start), Start.AddDate(0, 0, 1))
	must(t, err)
	got := statistics.FoldMonth(count, org.NewTree(Units()))
	good := statistics.RateCounts{Revisited: 1, Contacted: 1, Solved: 1, Rated: 1, Satisfied: 1}
	y04 := statistics.Work{Handled: 3, OnTime: 2, Late: 1, ContactMissed: 3, RateCounts: good}
	y04.Excluded = 1
	a := statistics.Work{Handled: 2, OnTime: 2, ContactInTime: 1, ContactMissed: 1, RateCounts: good}
	want := statistics.MonthFigures{
		Figures:    statistics.Figures{Accepted: 7, Direct: 1, Dispatched: 5, Kept: 4, Missed: 1, Open: 3},
		Categories: map[string]int{"0601": 7}, Units: map[string]statistics.Work{"Y04": y04, "A": a},
		Work: statistics.Work{Handled: 5, OnTime: 4, Late: 1, ContactInTime: 1, ContactMissed: 4,
			RateCounts: statistics.RateCounts{Revisited: 2, Contacted: 2, Solved: 2, Rated: 2, Satisfied: 2, Excluded: 1}},
	}
	wantSame(t, "November", want, got)
}

// overdue is a ticket whose unit let its limit go by, and then reported; the citizen
// has been promised an answer by then too.
func overdue(t *testing.T, n int) tickets.Ticket {
	ticket := letter(n, Dispatch, Sign)
	return Moved(rung(t, ticket, ticket.Promise.Add(time.Minute)), Report)
}

// hardCases are matters that are easily counted wrong: a report after the limit that
// no clock noticed; an assistant who reports in the check, and one who is late; a
// broken promise, though the one of the redo was kept.
func hardCases(t *testing.T) []tickets.Ticket {
	both := Dispatch
	both.Assist = []string{"Y08"}
	signY08, reportY08 := Sign, Report
	signY08.Assignee, reportY08.Assignee = "Y08", "Y08"
	unnoticed := letter(1, Dispatch, Sign)
	unnoticed = moved(t, unnoticed, boss(), Report, unnoticed.Assignments[0].Due.Add(time.Second))
	assisted := letter(2, both, Sign, signY08, Report, reportY08)
	lateAssistant := letter(3, both, Sign, signY08, Report)
	lateAssistant = rung(t, lateAssistant, lateAssistant.Assignments[1].Due)
	broken := letter(4, Dispatch, Sign)
	broken = moved(t, broken, org.Clock(), tickets.Request{Move: tickets.MoveRemind, What: tickets.AlarmPromise}, broken.Promise)
	for _, r := range []tickets.Request{Report, {Move: tickets.MoveRedo, Note: "请补充", Limit: "3wd"}, Report, Pass, Answer} {
		broken = Moved(broken, r)
	}
	return []tickets.Ticket{unnoticed, assisted, lateAssistant, broken}
}

func hardCasesAreCounted(t *testing.T, s Store) {
	ctx := t.Context()
	for _, ticket := range hardCases(t) {
		must(t, s.Create(ctx, ticket))
	}
	count, err := s.CountMonth(ctx, statistics.MonthOf(Start), Start)
	must(t, err)
	got := statistics.FoldMonth(count, org.NewTree(Units()))
	wantSame(t, "figures", statistics.Figures{Accepted: 4, Dispatched: 4, Missed: 1, Open: 3}, got.Figures)
	wantSame(t, "units", map[string]statistics.Work{"Y04": {Handled: 4, OnTime: 3, Late: 1, ContactMissed: 4}}, got.Units)
}

// letter is a ticket that came by letter: the nth.
func letter(n int, moves ...tickets.Request) tickets.Ticket {
	_, ticket := Written(n, "13800138000", moves...)
	ticket.Call, ticket.Caller, ticket.Origin, ticket.Channel = "", "", fmt.Sprintf("letter %d", n), tickets.ByLetter
	return ticket
}

// rung is a ticket after what the clock does with it at a time.
func rung(t *testing.T, ticket tickets.Ticket, now time.Time) tickets.Ticket {
	for r, ok := tickets.ClockMove(ticket, now); ok; r, ok = tickets.ClockMove(ticket, now) {
		ticket = moved(t, ticket, org.Clock(), r, now)
	}
	return ticket
}

func moved(t *testing.T, ticket tickets.Ticket, by org.Actor, r tickets.Request, now time.Time) tickets.Ticket {
	t.Helper()
	after, err := tickets.Apply(tickets.Case{Ticket: ticket, Request: r, By: by, Now: now, Rules: Rulebook()})
	must(t, err)
	return after
}

func boss() org.Actor {
	by := Agent
	by.Roles, by.Unit = org.Roles(), "Y"
	return by
}

func monthsAreKept(t *testing.T, s Store) {
	ctx := t.Context()
	month := func(name string, accepted int) statistics.PublishedMonth {
		p := statistics.PublishedMonth{Month: name, CountedAt: Start}
		p.Figures = statistics.FoldMonth(statistics.MonthCount{
			Categories: []statistics.CategoryFigures{{Category: "0601", Figures: statistics.Figures{Accepted: accepted}}},
			Units:      []statistics.UnitWork{{Unit: "A1", Work: statistics.Work{Handled: 2}}},
			Ratings:    []statistics.RatingGroup{{Unit: "A1", N: 3, Rating: *Revisit.Revisit}},
		}, org.NewTree(Units()))
		return p
	}
	for _, p := range []statistics.PublishedMonth{month("2026-10", 1), month("2026-11", 2), month("2025-12", 3), month("2026-10", 4)} {
		must(t, s.SavePublished(ctx, p))
	}
	lines, err := s.PublishedRows(ctx)
	must(t, err)
	wantSame(t, "months", []statistics.PublishedRow{{Month: "2026-11", CountedAt: Start, Accepted: 2}, {Month: "2026-10", CountedAt: Start, Accepted: 4},
		{Month: "2025-12", CountedAt: Start, Accepted: 3}}, lines)
	year, err := s.Published(ctx, "2026")
	must(t, err)
	wantSame(t, "a year", []statistics.PublishedMonth{month("2026-10", 4), month("2026-11", 2)}, year)
	none, err := s.Published(ctx, "2024")
	must(t, err)
	if len(none) != 0 {
		t.Errorf("a year that was not counted: %+v", none)
	}
}
