package statistics_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
	"hotline12345/tickets/storetest"
)

func TestEveryRatingCounts(t *testing.T) {
	t.Parallel()
	m := storetest.NewMemory()
	ticket := storetest.After(storetest.After(storetest.In(tickets.Answered), storetest.Badly), append(storetest.ReportAgain(), storetest.Revisit)...)
	must(t, m.Create(t.Context(), ticket))
	groups, err := m.Ratings(t.Context(), nil, storetest.Start, storetest.Start.AddDate(1, 0, 0))
	must(t, err)
	all, _ := statistics.CountRates(groups, nil, statistics.RateRules{})
	if all.Revisited != 2 || all.Satisfied != 1 || all.Rated != 2 {
		t.Errorf("a bad rating and a good one after the redo: %+v", all)
	}
}

// TestAnExclusionIsAboutTheRatingItWasAskedFor, also where it is granted after a later one.
func TestAnExclusionIsAboutTheRatingItWasAskedFor(t *testing.T) {
	t.Parallel()
	ticket := storetest.After(storetest.In(tickets.Answered), storetest.Badly, tickets.Request{Move: tickets.MoveExclude, Note: "超出职责"})
	ticket = storetest.After(ticket, storetest.Report, tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest}, storetest.Pass, storetest.Answer, storetest.Revisit)
	if ticket.Revisit.Excluded || ticket.Revisit.Satisfied == 1 {
		t.Errorf("the later rating is excluded: %+v", ticket.Revisit)
	}
	m := storetest.NewMemory()
	must(t, m.Create(t.Context(), ticket))
	out, err := m.Exclusions(t.Context(), nil, storetest.Start, storetest.Start.AddDate(1, 0, 0), 9)
	must(t, err)
	if len(out) != 1 || out[0].Satisfied != 1 || out[0].Note != "超出职责" {
		t.Errorf("exclusions %+v", out)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
