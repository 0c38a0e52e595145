package statistics

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// numbered gives every number of a value another one, so that none can stand in for
// another: a figure that is added later is numbered too.
func numbered(v reflect.Value, next *int) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Int:
			*next += 7
			f.SetInt(int64(*next))
		case reflect.Struct:
			numbered(f, next)
		}
	}
}

// numbersOf are all numbers of a value, in their order.
func numbersOf(v reflect.Value) (list []int64) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() {
		case reflect.Int:
			list = append(list, f.Int())
		case reflect.Struct:
			list = append(list, numbersOf(f)...)
		}
	}
	return list
}

// addsUp checks that a sum has each figure of both.
func addsUp[T any](t *testing.T, plus func(a, b T) T) {
	t.Helper()
	var a, b T
	n, m := 10, 1000
	numbered(reflect.ValueOf(&a).Elem(), &n)
	numbered(reflect.ValueOf(&b).Elem(), &m)
	got, x, y := numbersOf(reflect.ValueOf(plus(a, b))), numbersOf(reflect.ValueOf(a)), numbersOf(reflect.ValueOf(b))
	for i := range got {
		if got[i] != x[i]+y[i] {
			t.Errorf("%T: figure %d of the sum is %d, want %d + %d", a, i, got[i], x[i], y[i])
		}
	}
}

func TestEachFigureIsAddedUp(t *testing.T) {
	t.Parallel()
	addsUp(t, Figures.plus)
	addsUp(t, Work.plus)
	addsUp(t, RateCounts.plus)
	addsUp(t, func(a, b Performance) Performance { a.add(b); return a })
	year := MonthFigures{Figures: Figures{Accepted: 2}, Work: Work{Handled: 1}, Categories: map[string]int{"0601": 2, "0602": 1}, Units: map[string]Work{"Y04": {Late: 1}}}.
		Plus(MonthFigures{Figures: Figures{Accepted: 3}, Work: Work{Handled: 4}, Categories: map[string]int{"0601": 5}, Units: map[string]Work{"Y04": {Late: 2}, "Y08": {Late: 7}}})
	want := MonthFigures{Figures: Figures{Accepted: 5}, Work: Work{Handled: 5}, Categories: map[string]int{"0601": 7, "0602": 1}, Units: map[string]Work{"Y04": {Late: 3}, "Y08": {Late: 7}}}
	if diff := cmp.Diff(want, year); diff != "" {
		t.Errorf("two months (-want +got):\n%s", diff)
	}
}

func TestAMonthIsFoldedByBureau(t *testing.T) {
	t.Parallel()
	tree := org.NewTree([]org.Unit{{Code: "Y"}, {Code: "Y04", Parent: "Y"}, {Code: "A", Parent: "Y"}, {Code: "A1", Parent: "A"}})
	happy := tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 5}
	got := FoldMonth(MonthCount{
		Categories: []CategoryFigures{{"0601", Figures{Accepted: 3, Open: 1}}, {"0602", Figures{Accepted: 2}}, {"0601", Figures{Accepted: 4}}},
		Units:      []UnitWork{{"Y04", Work{Handled: 1}}, {"A1", Work{Handled: 2, Late: 1}}, {"A", Work{Handled: 3}}},
		Ratings:    []RatingGroup{{Rating: happy, Unit: "A1", N: 4}, {Unit: "Y04", N: 2}, {Rating: happy, Unit: "A", Excluded: true, N: 1}}}, tree)
	rated := RateCounts{Revisited: 4, Contacted: 4, Solved: 4, Rated: 4, Satisfied: 4, Excluded: 1}
	all := rated
	all.Unreached = 2
	want := MonthFigures{Figures: Figures{Accepted: 9, Open: 1}, Work: Work{Handled: 6, Late: 1, RateCounts: all}, Categories: map[string]int{"0601": 7, "0602": 2},
		Units: map[string]Work{"Y04": {Handled: 1, RateCounts: RateCounts{Unreached: 2}}, "A": {Handled: 5, Late: 1, RateCounts: rated}}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestWhatIsTooSmallIsNotShown: one to four of anything, and what would tell it.
func TestWhatIsTooSmallIsNotShown(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 1: "-", 4: "-", 5: "5", 6: "6"} {
		if got := shown(figure(n)); got != want {
			t.Errorf("%d is shown as %s", n, got)
		}
	}
	for _, c := range []struct {
		n, all int
		want   string
	}{{0, 0, "-"}, {0, 4, "-"}, {0, 5, "0"}, {5, 5, "100"}, {1, 9, "-"}, {4, 20, "-"}, {5, 10, "50"}, {5, 9, "-"}, {6, 10, "-"}, {16, 20, "-"}, {15, 20, "75"}, {10, 15, "66.7"}} {
		got := "-"
		if p := publicRate(c.n, c.all); p != nil {
			got = fmt.Sprint(*p)
		}
		if got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.n, c.all, got, c.want)
		}
	}
}

// TestEveryPublicFigureIsItsOwn: none stands in another's place.
func TestEveryPublicFigureIsItsOwn(t *testing.T) {
	t.Parallel()
	r := func(f float64) *float64 { return &f }
	n := func(i int) *int { return &i }
	w := Work{Handled: 11, OnTime: 30, Late: 10, ContactInTime: 20, ContactMissed: 20, RateCounts: RateCounts{Revisited: 100, Contacted: 90, Solved: 80, Rated: 50, Satisfied: 10, Excluded: 7, Unreached: 6}}
	work := PublicWork{Handled: n(11), OnTime: n(30), OnTimeRate: r(75), ContactRate: r(50), Asked: n(100), Rated: n(50), Unreached: n(6), Excluded: n(7), ThreeRates: ThreeRates{Response: r(90), Resolution: r(80), Satisfaction: r(20)}}
	m := MonthFigures{Figures: Figures{Accepted: 200, Direct: 60, Dispatched: 70, Kept: 45, Missed: 5, Open: 8}, Work: w, Units: map[string]Work{"Y04": w, "gone": w}, Categories: map[string]int{"0601": 9, "0602": 3, "0603": 9}}
	for i := range 12 {
		m.Categories[fmt.Sprintf("07%02d", i)] = 1
	}
	var p Publication
	p.show(m, []org.Unit{{Code: "Y08", Name: "人社"}, {Code: "Y04", Name: "城管"}}, []tickets.Category{{Code: "0601", Name: "噪声", NameEN: "Noise"}})
	if diff := cmp.Diff(PublicFigures{Accepted: n(200), Direct: n(60), Dispatched: n(70), Kept: n(45), KeptRate: r(90), Open: n(8), PublicWork: work}, p.All); diff != "" {
		t.Errorf("all (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]PublicUnit{{Unit: "Y04", Name: "城管", PublicWork: work}}, p.Units); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
	first := []PublicCategory{{Category: "0601", Name: "噪声", NameEN: "Noise", Count: n(9)}, {Category: "0603", Count: n(9)}, {Category: "0602"}, {Category: "0700"}}
	if diff := cmp.Diff(first, p.Categories[:4]); diff != "" || len(p.Categories) != 10 {
		t.Errorf("%d categories (-want +got):\n%s", len(p.Categories), diff)
	}
	var rows []PublishedRow
	for i, month := range months("2026-11", 60) {
		rows = append(rows, PublishedRow{Month: month, Accepted: 10 + i})
	}
	list := periodsOf(rows, city("2026-11-28 14:00"))
	var names []string
	for _, l := range list {
		names = append(names, l.Period+" "+shown(l.Accepted))
	}
	want := []string{"2026-11 10", "2026-10 11", "2026-09 12", "2026-08 13", "2026-07 14", "2026-06 15", "2026-05 16", "2026-04 17", "2026-03 18", "2026-02 19", "2026-01 20", "2025-12 21", "2025-11 22", "2026 165", "2025 318", "2024 462", "2023 606"}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("periods (-want +got):\n%s", diff)
	}
}

// shown is a public figure as a page would write it.
func shown(p *int) string {
	if p == nil {
		return "-"
	}
	return fmt.Sprint(*p)
}
