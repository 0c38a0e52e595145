package statistics

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

func num(n int) *int { return &n }

func rate(r float64) *float64 { return &r }

func works(n int) Work {
	return Work{Handled: n, OnTime: n, RateCounts: RateCounts{Revisited: n, Contacted: n, Rated: n}}
}

func tree(units ...org.Unit) org.Tree { return org.NewTree(units) }

func below(code, p string) org.Unit { return org.Unit{Code: code, Name: "单位" + code, Parent: p} }

var cityUnits = []org.Unit{{Code: "Y"}, below("Y00", "Y"), below("Y04", "Y"), below("A", "Y"), below("A1", "A"), below("A1a", "A1")}

// TestFewAreHidden: no person shall be recognised in a small figure; a figure of none
// is shown.
func TestFewAreHidden(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]*int{0: num(0), 1: nil, 4: nil, 5: num(5), 123456: num(123456)} {
		if diff := cmp.Diff(want, figure(n)); diff != "" {
			t.Errorf("%d: %s", n, diff)
		}
	}
	few := publicWork(Work{Handled: 9, OnTime: 3, Late: 1, ContactInTime: 2, ContactMissed: 2,
		RateCounts: RateCounts{Revisited: 4, Contacted: 4, Solved: 4, Rated: 4, Satisfied: 4, Excluded: 1}})
	want := PublicWork{Handled: num(9), Unreached: num(0)}
	if diff := cmp.Diff(want, few); diff != "" {
		t.Errorf("a few (-want +got):\n%s", diff)
	}
	enough := publicWork(Work{Handled: 20, OnTime: 15, Late: 5, ContactInTime: 20, ContactMissed: 5,
		RateCounts: RateCounts{Revisited: 12, Contacted: 6, Solved: 5, Partly: 7, Rated: 10, Satisfied: 10, Excluded: 5, Unreached: 7}})
	want = PublicWork{Handled: num(20), OnTime: num(15), OnTimeRate: rate(75), ContactRate: rate(80), Asked: num(12), Rated: num(10), Unreached: num(7), Excluded: num(5),
		ThreeRates: ThreeRates{Response: rate(50), Resolution: rate(41.7), Satisfaction: rate(100)}}
	if diff := cmp.Diff(want, enough); diff != "" {
		t.Errorf("enough (-want +got):\n%s", diff)
	}
}

// TestUnitsCountForTheirBureauOrCounty, in the order of the units: no ranking (M57).
func TestUnitsCountForTheirBureauOrCounty(t *testing.T) {
	t.Parallel()
	count := MonthCount{
		Units: []UnitWork{{"A1a", works(3)}, {"A", works(2)}, {"Y04", works(7)}, {"Y", works(1)}, {"gone", works(9)}},
		Ratings: []RatingGroup{{Unit: "A1", N: 6, Rating: tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 5}},
			{Unit: "Y00", N: 5, Excluded: true}},
	}
	m := FoldMonth(count, tree(cityUnits...))
	var p Publication
	p.show(m.Plus(m), cityUnits, nil)
	var got []string
	for _, u := range p.Units {
		got = append(got, fmt.Sprintf("%s %s %v", u.Unit, u.Name, show(u.Handled)))
	}
	if diff := cmp.Diff([]string{"Y  <5", "Y00 单位Y00 0", "Y04 单位Y04 14", "A 单位A 10"}, got); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
	if *p.All.Handled != 44 || *p.All.Asked != 12+44 || *p.All.Excluded != 10 {
		t.Errorf("all: %+v", p.All.PublicWork)
	}
}

func show(n *int) any {
	if n == nil {
		return "<5"
	}
	return *n
}

func TestTheTenMostFrequentCategories(t *testing.T) {
	t.Parallel()
	var count MonthCount
	for i := range 12 {
		count.Categories = append(count.Categories, CategoryFigures{fmt.Sprintf("06%02d", i), Figures{Accepted: 3 + i%6}})
	}
	var p Publication
	p.show(FoldMonth(count, org.Tree{}), nil, []tickets.Category{{Code: "0605", Name: "噪声", NameEN: "Noise"}})
	if len(p.Categories) != 10 || p.Categories[0] != (PublicCategory{"0605", "噪声", "Noise", p.Categories[0].Count}) || *p.Categories[0].Count != 8 ||
		p.Categories[1].Category != "0611" || p.Categories[9].Count != nil {
		t.Errorf("categories: %+v", p.Categories)
	}
}

func TestTheLastMonthsThenTheYears(t *testing.T) {
	t.Parallel()
	var rows []PublishedRow
	for _, m := range months("2026-11", 47) { // back to January 2023
		rows = append(rows, PublishedRow{Month: m, Accepted: 10})
	}
	list := periodsOf(rows, city("2026-11-28 14:00"))
	var names []string
	for _, p := range list {
		names = append(names, p.Period)
	}
	if diff := cmp.Diff(append(months("2026-11", 13), "2026", "2025", "2024", "2023"), names); diff != "" {
		t.Errorf("periods (-want +got):\n%s", diff)
	}
	if *list[13].Accepted != 110 {
		t.Errorf("this year so far: %d", *list[13].Accepted)
	}
	if list := periodsOf(nil, city("2026-11-28 14:00")); list == nil || len(list) != 0 {
		t.Errorf("of nothing: %#v", list)
	}
}

// TestAHiddenFigureIsNotInItsRate: three of ten are hidden, and so is what leaves seven.
func TestAHiddenFigureIsNotInItsRate(t *testing.T) {
	t.Parallel()
	for _, w := range []Work{{Handled: 10, OnTime: 3, Late: 7}, {Handled: 10, OnTime: 7, Late: 3}} {
		if got := publicWork(w).OnTimeRate; got != nil {
			t.Errorf("on time %d, late %d: the rate %v tells them", w.OnTime, w.Late, *got)
		}
	}
	if publicWork(Work{Handled: 20, OnTime: 15, Late: 5}).OnTimeRate == nil {
		t.Error("a rate of enough is hidden")
	}
}
