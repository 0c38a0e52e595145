package storetest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
)

// conductOf puts the counts of a unit together: a store may return it in pieces.
func conductOf(list []tickets.UnitConduct) []tickets.UnitConduct {
	_, units := tickets.CountRates(nil, merged(list), tickets.RateRules{})
	found := []tickets.UnitConduct{}
	for _, u := range units {
		found = append(found, tickets.UnitConduct{Unit: u.Unit, Conduct: u.Conduct})
	}
	slices.SortFunc(found, func(a, b tickets.UnitConduct) int { return cmp.Compare(a.Unit, b.Unit) })
	return found
}

func merged(list []tickets.UnitConduct) (one []tickets.UnitConduct) {
	at := map[string]int{}
	for _, u := range list {
		i, ok := at[u.Unit]
		if !ok {
			at[u.Unit] = len(one)
			one = append(one, u)
			continue
		}
		all, _ := tickets.CountRates(nil, []tickets.UnitConduct{one[i], u}, tickets.RateRules{})
		one[i].Conduct = all.Conduct
	}
	return one
}

func conductIsCounted(t *testing.T, s Store) {
	ctx := t.Context()
	back := tickets.Request{Move: tickets.MoveReturn, Part: "Y04", Note: "不属本单位职责"}
	no := tickets.Request{Move: tickets.MoveRefuse, Plea: tickets.PleaReturn, Part: "Y04", Note: "属本单位职责"}
	yes := tickets.Request{Move: tickets.MoveGrant, Plea: tickets.PleaReturn, Part: "Y04"}
	supervise := tickets.Request{Move: tickets.MoveSupervise, Note: "请即核查", Part: "Y04"}
	longer := tickets.Request{Move: tickets.MoveExtend, Part: "Y04", Limit: "1wd", Note: "待料"}
	refused := tickets.Request{Move: tickets.MoveRefuse, Plea: tickets.PleaExtension, Part: "Y04", Note: "请按期"}
	bad := tickets.Request{Move: tickets.MoveRevisit, Note: "请到现场", Limit: "3wd", Revisit: &tickets.Rating{Reached: true,
		Solved: tickets.SolvedNo, Satisfied: 1, UnitsFault: true}}
	told := Report
	told.Way = tickets.Telephone
	for i, moves := range [][]tickets.Request{
		{Dispatch, back, no, back, yes},
		{Dispatch, Sign, supervise, longer, refused, told, Pass, bad}, // redone by the revisit
		{Dispatch, Sign, Report, {Move: tickets.MoveRedo, Note: "请补充", Limit: "3wd"}},
		{{Move: tickets.MoveDispatch, Unit: "Y08"}, {Move: tickets.MoveReturn, Part: "Y08", Note: "不属"}},
		{Answer, Revisit},
	} {
		d, ticket := Written(i+1, "13800138000", moves...)
		must(t, s.Commit(ctx, d, ticket))
	}
	y04 := tickets.UnitConduct{Unit: "Y04", Conduct: tickets.Conduct{Returns: 2, Returned: 1, Improper: 1, Redone: 2, Supervised: 1,
		ContactInTime: 1, ContactMissed: 1}}
	y08 := tickets.UnitConduct{Unit: "Y08", Conduct: tickets.Conduct{Returns: 1}}
	for _, c := range []struct {
		doing string
		units []string
		from  time.Time
		want  []tickets.UnitConduct
	}{
		{"all", nil, Start, []tickets.UnitConduct{y04, y08}},
		{"of one unit", []string{"Y08"}, Start, []tickets.UnitConduct{y08}},
		{"of a later time", nil, Start.AddDate(0, 0, 2), []tickets.UnitConduct{}},
	} {
		got, err := s.Conduct(ctx, c.units, c.from, c.from.AddDate(0, 0, 2))
		must(t, err)
		wantSame(t, "conduct "+c.doing, c.want, conductOf(got))
	}
}
