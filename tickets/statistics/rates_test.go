package statistics

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
)

func group(unit string, n int, r tickets.Rating) RatingGroup {
	return RatingGroup{Unit: unit, N: n, Rating: r}
}

func TestTheThreeRates(t *testing.T) {
	t.Parallel()
	groups := []RatingGroup{
		group("Y04", 6, tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 5}),
		group("Y04", 2, tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedPartly, Satisfied: 3}),
		group("Y04", 1, tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}),
		group("Y04", 1, tickets.Rating{Reached: true, Solved: tickets.SolvedNo}), // no opinion
		group("Y04", 3, tickets.Rating{}), // not reached
		{Unit: "Y04", N: 4, Excluded: true, Rating: tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}},
		group("A", 1, tickets.Rating{Reached: true, Contacted: true, Solved: tickets.SolvedYes, Satisfied: 4}),
		group("Y00", 2, tickets.Rating{}),
	}
	p := func(v float64) *float64 { return &v }
	y04 := UnitRates{Unit: "Y04", RateCounts: RateCounts{Revisited: 10, Contacted: 8, Solved: 6, Partly: 2, Rated: 9, Satisfied: 6, Middle: 2,
		Excluded: 4, Unreached: 3}, ThreeRates: ThreeRates{Response: p(80), Resolution: p(60), Satisfaction: p(66.7)}}
	a := UnitRates{Unit: "A", RateCounts: RateCounts{Revisited: 1, Contacted: 1, Solved: 1, Rated: 1, Satisfied: 1},
		ThreeRates: ThreeRates{Response: p(100), Resolution: p(100), Satisfaction: p(100)}}
	all, units := CountRates(groups, nil, RateRules{})
	if diff := cmp.Diff([]UnitRates{y04, a, {Unit: "Y00", RateCounts: RateCounts{Unreached: 2}}}, units); diff != "" {
		t.Errorf("units (-want +got):\n%s", diff)
	}
	if all.Revisited != 11 || all.Excluded != 4 || all.Unreached != 5 || *all.Response != 81.8 || *all.Resolution != 63.6 {
		t.Errorf("all: %+v", all)
	}
	_, units = CountRates(groups, nil, RateRules{PartlyHalf: true, MiddleToo: true})
	if *units[0].Resolution != 70 || *units[0].Satisfaction != 88.9 {
		t.Errorf("milder: %v solved, %v satisfied", *units[0].Resolution, *units[0].Satisfaction)
	}
}

// TestNoneAskedIsNoRate: of no citizens there is no rate: neither 0 nor 100 per cent would be true.
func TestNoneAskedIsNoRate(t *testing.T) {
	t.Parallel()
	all, units := CountRates(nil, nil, RateRules{PartlyHalf: true, MiddleToo: true})
	if all.Response != nil || all.Resolution != nil || all.Satisfaction != nil || units == nil || len(units) != 0 {
		t.Errorf("rates of nothing: %+v, %v", all, units)
	}
	all, _ = CountRates([]RatingGroup{group("A", 1, tickets.Rating{Reached: true, Solved: tickets.SolvedYes})}, nil, RateRules{})
	if all.Satisfaction != nil || *all.Resolution != 100 {
		t.Errorf("without an opinion: %+v", all)
	}
}

func TestPercent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		n, all int
		want   float64
	}{{0, 3, 0}, {1, 3, 33.3}, {2, 3, 66.7}, {1, 2000, 0.1}, {1, 2001, 0}, {1999, 2000, 100}, {3, 3, 100}} {
		if got := percent(c.n, c.all); *got != c.want {
			t.Errorf("%d of %d: %v, want %v", c.n, c.all, *got, c.want)
		}
	}
}

// TestPerformanceStandsBesideTheRates: a unit without ratings stands in the table for
// its performance (M43, M53).
func TestPerformanceStandsBesideTheRates(t *testing.T) {
	t.Parallel()
	performance := []UnitPerformance{{"Y04", Performance{Returns: 3, Returned: 1, Improper: 2}}, {"A", Performance{Returns: 1, ContactMissed: 4}}}
	all, units := CountRates([]RatingGroup{group("Y04", 2, tickets.Rating{})}, performance, RateRules{})
	if len(units) != 2 || units[0].Unit != "A" || units[0].ContactMissed != 4 || units[1].Improper != 2 || units[1].Unreached != 2 {
		t.Errorf("units: %+v", units)
	}
	if want := (Performance{Returns: 4, Returned: 1, Improper: 2, ContactMissed: 4}); all.Performance != want {
		t.Errorf("all: %+v, want %+v", all.Performance, want)
	}
}
