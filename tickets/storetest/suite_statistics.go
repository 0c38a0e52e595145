package storetest

import (
	"cmp"
	"slices"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/statistics"
)

func rating(solved tickets.Solution, satisfied int) tickets.Request {
	return tickets.Request{Move: tickets.MoveRevisit, Revisit: &tickets.Rating{Reached: true, Solved: solved, Satisfied: satisfied}}
}

// summed puts equal groups together, in one order: a store may return them as it
// finds them.
func summed(groups []statistics.RatingGroup) []statistics.RatingGroup {
	n := map[statistics.RatingGroup]int{}
	for _, g := range groups {
		count := g.N
		g.N = 0
		n[g] += count
	}
	list := []statistics.RatingGroup{}
	for g, count := range n {
		g.N = count
		list = append(list, g)
	}
	slices.SortFunc(list, func(a, b statistics.RatingGroup) int {
		return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(b.Rating.Satisfied, a.Rating.Satisfied))
	})
	return list
}

func ratingsAreCounted(t *testing.T, s Store) {
	ctx := t.Context()
	handled := []tickets.Request{Dispatch, Sign, Report, Pass, Answer}
	exclude := tickets.Request{Move: tickets.MoveExclude, Assignee: "Y04", Note: "诉求不合理"}
	grant := tickets.Request{Move: tickets.MoveGrant, UnitRequest: tickets.ExclusionRequest, Assignee: "Y04"}
	var last tickets.Ticket
	for i, more := range [][]tickets.Request{
		append(slices.Clone(handled), Revisit),
		append(slices.Clone(handled), Revisit, Archive),
		append(slices.Clone(handled), rating(tickets.SolvedNo, 1), exclude, grant),
		handled,           // not asked yet
		{Answer, Revisit}, // answered by the hotline itself
	} {
		d, ticket := Written(i+1, "13800138000", more...)
		must(t, s.Commit(ctx, d, ticket))
		if i == 2 {
			last = ticket
		}
	}
	from, to := Start, Start.Add(48*time.Hour)
	good := *Revisit.Revisit
	want := []statistics.RatingGroup{
		{Rating: good, Unit: "Y00", N: 1}, {Rating: good, Unit: "Y04", N: 2},
		{Rating: tickets.Rating{Reached: true, Solved: tickets.SolvedNo, Satisfied: 1}, Unit: "Y04", Excluded: true, N: 1},
	}
	for _, c := range []struct {
		doing string
		units []string
		from  time.Time
		want  []statistics.RatingGroup
	}{
		{"all", nil, from, want},
		{"of one unit", []string{"Y04"}, from, want[1:]},
		{"of none", []string{"Y08"}, from, []statistics.RatingGroup{}},
		{"of a later time", nil, to, []statistics.RatingGroup{}},
	} {
		got, err := s.Ratings(ctx, c.units, c.from, c.from.Add(48*time.Hour))
		must(t, err)
		wantSame(t, "ratings "+c.doing, c.want, summed(got))
	}
	got, err := s.Exclusions(ctx, nil, from, to, 10)
	must(t, err)
	wantSame(t, "exclusions", []statistics.Exclusion{{Number: last.Number, Unit: "Y04", At: last.Revisit.At, Satisfied: 1, Note: "诉求不合理"}}, got)
	got, err = s.Exclusions(ctx, []string{"Y08"}, from, to, 10)
	must(t, err)
	if len(got) != 0 {
		t.Fatalf("exclusions of another unit: %+v", got)
	}
	last = Moved(last, Archive)
	last.Protected = true
	must(t, s.Append(ctx, last))
	if got, err = s.Exclusions(ctx, nil, from, to, 10); err != nil || len(got) != 1 || got[0].Note != "" {
		t.Fatalf("the reason about a citizen who is protected: %+v, %v", got, err)
	}
}

func loadsAreCounted(t *testing.T, s Store) {
	ctx := t.Context()
	toA := tickets.Request{Move: tickets.MoveDispatch, Unit: "A1"}
	supervise := tickets.Request{Move: tickets.MoveSupervise, Note: "久拖不决", Assignee: "Y04"}
	for i, moves := range [][]tickets.Request{{Dispatch, Sign, supervise}, {Dispatch}, {toA}, {Answer}, {}} {
		d, ticket := Written(i+1, "13800138000", moves...)
		must(t, s.Commit(ctx, d, ticket))
	}
	later := Start.AddDate(0, 1, 0) // all limits are over
	got, err := s.Loads(ctx, nil, later)
	must(t, err)
	wantSame(t, "loads", []statistics.Load{{Unit: "Y04", Open: 2, ToSign: 1, Overdue: 2, Supervised: 1}, {Unit: "A1", Open: 1, ToSign: 1, Overdue: 1}}, got)
	got, err = s.Loads(ctx, []string{"A1"}, Start.Add(time.Hour))
	must(t, err)
	wantSame(t, "loads of one unit in time", []statistics.Load{{Unit: "A1", Open: 1, ToSign: 1}}, got)

	numbers := func(units []string, since time.Time) (found []tickets.Number) {
		list, err := s.OpenMatters(ctx, units, since)
		must(t, err)
		for _, m := range list {
			if m.Category != "0601" || m.Place != "临港路18号" {
				t.Errorf("matter %+v", m)
			}
			found = append(found, m.Number[9:])
		}
		return found
	}
	wantSame(t, "open matters", []tickets.Number{"001", "002", "003", "005"}, numbers(nil, Start))
	wantSame(t, "open matters of a unit", []tickets.Number{"003"}, numbers([]string{"A1"}, Start))
	wantSame(t, "open matters since", []tickets.Number{"003", "005"}, numbers(nil, Start.Add(4*time.Minute)))
}

func latestEmergencyIsTold(t *testing.T, s Store) {
	ctx := t.Context()
	var last time.Time
	for n := 1; n <= 3; n++ {
		d, ticket := Written(n, "13800138000", tickets.Request{Move: tickets.MoveRaise, Note: "煤气味"})
		if n == 3 { // verified already: no alarm
			ticket = Moved(ticket, tickets.Request{Move: tickets.MoveVerify, Note: "属实"})
		} else {
			last = ticket.Emergency.RaisedAt
		}
		must(t, s.Commit(ctx, d, ticket))
	}
	c, err := s.Counts(ctx, nil, Start)
	must(t, err)
	if !c.Raised.Equal(last) || c.Marks[tickets.MarkUnverified] != 2 {
		t.Fatalf("raised last %s, %d unverified; want %s, 2", c.Raised, c.Marks[tickets.MarkUnverified], last)
	}
	if c, err = s.Counts(ctx, []string{"A1"}, Start); err != nil || !c.Raised.IsZero() {
		t.Errorf("those who see none of them are told %s, %v", c.Raised, err)
	}
}
