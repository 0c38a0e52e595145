package storetest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

// summedPerformance adds the counts of each unit: a store may return them in pieces.
func summedPerformance(list []statistics.UnitPerformance) []statistics.UnitPerformance {
	_, units := statistics.CountRates(nil, merged(list), statistics.RateRules{})
	found := []statistics.UnitPerformance{}
	for _, u := range units {
		found = append(found, statistics.UnitPerformance{Unit: u.Unit, Performance: u.Performance})
	}
	slices.SortFunc(found, func(a, b statistics.UnitPerformance) int { return cmp.Compare(a.Unit, b.Unit) })
	return found
}

func merged(list []statistics.UnitPerformance) (one []statistics.UnitPerformance) {
	at := map[string]int{}
	for _, u := range list {
		i, ok := at[u.Unit]
		if !ok {
			at[u.Unit] = len(one)
			one = append(one, u)
			continue
		}
		all, _ := statistics.CountRates(nil, []statistics.UnitPerformance{one[i], u}, statistics.RateRules{})
		one[i].Performance = all.Performance
	}
	return one
}

// performanceIsCounted checks that what happened in a period counts for the unit's
// performance.
func performanceIsCounted(t *testing.T, s Store) {
	ctx := t.Context()
	back := tickets.Request{Move: tickets.MoveReturn, Assignee: "Y04", Note: "不属本单位职责"}
	no := tickets.Request{Move: tickets.MoveRefuse, UnitRequest: tickets.ReturnRequest, Assignee: "Y04", Note: "属本单位职责"}
	yes := tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ReturnRequest, Assignee: "Y04"}
	supervise := tickets.Request{Move: tickets.MoveSupervise, Note: "请即核查", Assignee: "Y04"}
	longer := tickets.Request{Move: tickets.MoveExtend, Assignee: "Y04", Limit: "1wd", Note: "待料"}
	refused := tickets.Request{Move: tickets.MoveRefuse, UnitRequest: tickets.ExtensionRequest, Assignee: "Y04", Note: "请按期"}
	bad := tickets.Request{Move: tickets.MoveRevisit, Note: "请到现场", Limit: "3wd", Revisit: &tickets.Rating{Reached: true,
		Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}}
	told := Report
	told.Way = tickets.Telephone
	for i, moves := range [][]tickets.Request{
		{Dispatch, back, no, back, yes},
		{Dispatch, Sign, supervise, longer, refused, told, Pass, bad}, // redone by the revisit
		{Dispatch, Sign, Report, {Move: tickets.MoveRedo, Note: "请补充", Limit: "3wd"}},
		{{Move: tickets.MoveDispatch, Unit: "Y08"}, {Move: tickets.MoveReturn, Assignee: "Y08", Note: "不属"}},
		{Answer, Revisit},
	} {
		d, ticket := Written(i+1, "13800138000", moves...)
		must(t, s.Commit(ctx, d, ticket))
	}
	y04 := statistics.UnitPerformance{Unit: "Y04", Performance: statistics.Performance{Returns: 2, Returned: 1, Improper: 1, Redone: 2, Supervised: 1,
		ContactInTime: 1, ContactMissed: 1}}
	y08 := statistics.UnitPerformance{Unit: "Y08", Performance: statistics.Performance{Returns: 1}}
	for _, c := range []struct {
		doing string
		units []string
		from  time.Time
		want  []statistics.UnitPerformance
	}{
		{"all", nil, Start, []statistics.UnitPerformance{y04, y08}},
		{"of one unit", []string{"Y08"}, Start, []statistics.UnitPerformance{y08}},
		{"of a later time", nil, Start.AddDate(0, 0, 2), []statistics.UnitPerformance{}},
	} {
		got, err := s.Performance(ctx, c.units, c.from, c.from.AddDate(0, 0, 2))
		must(t, err)
		wantSame(t, "performance "+c.doing, c.want, summedPerformance(got))
	}
}
