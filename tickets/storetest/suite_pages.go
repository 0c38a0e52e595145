package storetest

import (
	"testing"
	"time"

	"hotline12345/tickets"
)

// pageGoesOn: pages together are the whole list, none left out or twice, also
// where numbers do not follow time, as those of imported tickets, where several
// came at the same moment, and where some have a limit and others none.
func pageGoesOn(t *testing.T, s Store) {
	ctx := t.Context()
	const all = 12
	for i := range all {
		moves := []tickets.Request{Dispatch}
		if i%3 == 0 {
			moves = []tickets.Request{Answer} // no limit runs
		}
		d, ticket := Written(i+1, "13800138000", moves...)
		ticket.CreatedAt = Start.Add(time.Duration(i*5%all/2) * time.Minute)
		d.SavedAt = ticket.CreatedAt
		must(t, s.Commit(ctx, d, ticket))
	}
	for name, f := range map[string]tickets.Filter{
		"plain": {}, "words": {Text: "噪声"}, "two filters": {Text: "噪声", Category: "06"}, "properties": {Type: tickets.Complaint, Category: "0601"},
		"by due": {ByDue: true}, "words by due": {ByDue: true, Text: "噪声"}, "units": {Units: []string{"Y04", "Y00"}},
	} {
		f.Limit = 100
		whole, err := s.List(ctx, f)
		must(t, err)
		order := tickets.NewestFirst
		if f.ByDue {
			order = tickets.DueFirst
		}
		for i := range whole[1:] {
			if order(whole[i], whole[i+1]) >= 0 {
				t.Errorf("%s: %s stands before %s", name, whole[i].Number, whole[i+1].Number)
			}
		}
		if len(whole) != all {
			t.Fatalf("%s: %d tickets, want %d", name, len(whole), all)
		}
		wantSame(t, name+": pages", numbersOf(whole), paged(t, s, f, all))
	}
	onFromElsewhere(t, s)
}

// onFromElsewhere: a page goes on after a ticket that the filter does not select,
// and from the beginning after one that is not there.
func onFromElsewhere(t *testing.T, s Store) {
	ctx := t.Context()
	list, err := s.List(ctx, tickets.Filter{Limit: 100})
	must(t, err)
	for _, byDue := range []bool{false, true} {
		after, err := s.List(ctx, tickets.Filter{Limit: 100, ByDue: byDue, Before: "261123999999"})
		must(t, err)
		if len(after) != len(list) {
			t.Errorf("after a ticket that is not there, by due %v: %d, want all %d", byDue, len(after), len(list))
		}
	}
	f := tickets.Filter{Limit: 100, States: []tickets.State{tickets.Answered}}
	for i, one := range list {
		if one.State == tickets.Answered {
			continue
		}
		var want []tickets.Number
		for _, later := range list[i+1:] {
			if later.State == tickets.Answered {
				want = append(want, later.Number)
			}
		}
		f.Before = one.Number
		got, err := s.List(ctx, f)
		must(t, err)
		wantSame(t, "answered ones after "+string(one.Number), want, numbersOf(got))
	}
}

// paged reads a list two by two; it gives up after most tickets.
func paged(t *testing.T, s Store, f tickets.Filter, most int) (got []tickets.Number) {
	f.Limit = 2
	for len(got) <= most {
		page, err := s.List(t.Context(), f)
		must(t, err)
		if len(page) == 0 {
			return got
		}
		got = append(got, numbersOf(page)...)
		f.Before = got[len(got)-1]
	}
	return got
}

func numbersOf(list []tickets.Summary) (numbers []tickets.Number) {
	for _, one := range list {
		numbers = append(numbers, one.Number)
	}
	return numbers
}
