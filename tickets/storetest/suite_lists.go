package storetest

import (
	"strings"
	"testing"
	"time"

	"hotline12345/internal/phone"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

func listIsFiltered(t *testing.T, s Store) {
	ctx := t.Context()
	var all []tickets.Ticket
	for i, moves := range [][]tickets.Request{{}, {Dispatch}, {Dispatch, Sign, Report}, {Answer, Archive}} {
		caller := "13800138000"
		if i == 3 {
			caller = "13900139000"
		}
		d, ticket := Written(i+1, caller, moves...)
		ticket.Confidential, d.Confidential = i == 3, i == 3
		must(t, s.Commit(ctx, d, ticket))
		all = append(all, ticket)
	}
	for _, c := range []struct {
		name string
		f    tickets.Filter
		want []int
	}{
		{"all", tickets.Filter{Limit: 10}, []int{3, 2, 1, 0}},
		{"the newest two", tickets.Filter{Limit: 2}, []int{3, 2}},
		{"one state", tickets.Filter{Limit: 10, States: []tickets.State{tickets.Dispatched}}, []int{1}},
		{"a caller", tickets.Filter{Limit: 10, Number: "13900139000"}, []int{3}},
		{"a caller, of those who may not know masked ones", tickets.Filter{Limit: 10, Number: "13900139000", Masked: true}, nil},
		{"a caller, of those who may know their own centre's", tickets.Filter{Limit: 10, Number: "13900139000", Masked: true, Knows: []string{"A-00", all[3].Centre}}, []int{3}},
		{"a caller in another spelling", tickets.Filter{Limit: 10, Number: "+8613900139000", Spellings: []string{"13900139000", "+8613900139000"}}, []int{3}},
		{"an open caller", tickets.Filter{Limit: 2, Number: "13800138000", Masked: true}, []int{2, 1}},
		{"a masked ticket's number", tickets.Filter{Limit: 10, Number: string(all[3].Number), Masked: true}, []int{3}},
		{"a ticket number", tickets.Filter{Limit: 10, Number: string(all[2].Number)}, []int{2}},
		{"units", tickets.Filter{Limit: 10, Units: []string{"Y04", "Y08"}}, []int{2, 1}},
		{"assignments to sign", tickets.Filter{Limit: 10, Assignment: tickets.ToSign, Units: []string{"Y04"}}, []int{1}},
		{"assignments that reported", tickets.Filter{Limit: 10, Assignment: tickets.Reported, Units: []string{"Y04"}}, []int{2}},
		{"assignments of another unit", tickets.Filter{Limit: 10, Assignment: tickets.ToSign, Units: []string{"Y08"}}, nil},
		{"due soon", tickets.Filter{Limit: 10, DueBefore: Start.AddDate(0, 0, 2)}, []int{1}},
		{"due earlier", tickets.Filter{Limit: 10, DueBefore: Start}, nil},
		{"a mark", tickets.Filter{Limit: 10, Mark: tickets.MarkTell}, []int{2, 1}},
		{"a group of categories", tickets.Filter{Limit: 10, Category: "06"}, []int{3, 2, 1, 0}},
		{"another category", tickets.Filter{Limit: 10, Category: "0602"}, nil},
		{"after another", tickets.Filter{Limit: 10, Before: all[2].Number}, []int{1, 0}},
		{"by time", tickets.Filter{Limit: 10, From: all[1].CreatedAt, To: all[3].CreatedAt}, []int{2, 1}},
		{"no units at all", tickets.Filter{Limit: 10, Units: []string{}}, nil},
	} {
		got, err := s.List(ctx, c.f)
		must(t, err)
		var want []tickets.Summary
		for _, i := range c.want {
			want = append(want, tickets.Summarise(all[i]))
		}
		if len(got)+len(want) > 0 {
			wantSame(t, c.name, want, got)
		}
	}
}

func citizensToCallAreFound(t *testing.T, s Store) {
	ctx := t.Context()
	notReached := tickets.Request{Move: tickets.MoveAttempt, Outcome: tickets.NoReply}
	d, tried := Written(1, "13800138000", notReached)
	must(t, s.Commit(ctx, d, tried))
	d, ticket := Written(2, "13800138000")
	must(t, s.Commit(ctx, d, ticket))
	for _, c := range []struct {
		by   time.Time
		want int
	}{{tried.TryAt, 1}, {tried.TryAt.Add(time.Hour), 1}, {tried.TryAt.Add(-time.Second), 0}} {
		got, err := s.List(ctx, tickets.Filter{TryBefore: c.by, Limit: 10})
		must(t, err)
		if len(got) != c.want || c.want == 1 && got[0].Number != tried.Number {
			t.Errorf("to call by %v: %+v", c.by, got)
		}
	}
}

func screenPopHasOpenTicketsFirst(t *testing.T, s Store) {
	ctx := t.Context()
	var all []tickets.Ticket
	for i, moves := range [][]tickets.Request{{Dispatch}, {Answer}, {Answer, Archive}, {}, {Answer}, {Answer}, {Answer, Archive}} {
		d, ticket := Written(i+1, "13800138000", moves...)
		switch i {
		case 3:
			ticket.Caller = "13700137000" // called from elsewhere, left this contact
		case 5: // of years ago, as they were written then
			ticket.Caller, ticket.Contact = "+8613800138000", "008613800138000"
		}
		must(t, s.Commit(ctx, d, ticket))
		all = append(all, ticket)
	}
	d, other := Written(20, "13900139000")
	must(t, s.Commit(ctx, d, other))
	p, err := s.ScreenPop(ctx, nil, phone.Plan{}.Spellings("13800138000"), "call.7")
	must(t, err)
	var got []tickets.Number
	for _, s := range p.Tickets {
		got = append(got, s.Number)
	}
	wantSame(t, "tickets", []tickets.Number{all[3].Number, all[0].Number, all[6].Number, all[5].Number, all[4].Number}, got)
	if p.OpenTickets != 2 || p.Name != "王建军" || !p.NameSource.Valid() || p.Number != "13800138000" {
		t.Fatalf("pop: %d open, name %q from %q, number %q; want 2 open, 王建军", p.OpenTickets, p.Name, p.NameSource, p.Number)
	}
	p, err = s.ScreenPop(ctx, []string{"Y04"}, []string{"13800138000"}, "")
	must(t, err)
	if len(p.Tickets) != 1 || p.Tickets[0].Number != all[0].Number || p.OpenTickets != 1 {
		t.Fatalf("pop of those who see only Y04: %+v, want the one that is there", p)
	}
	p, err = s.ScreenPop(ctx, nil, []string{"13000130000"}, "")
	must(t, err)
	if p.Name != "" || len(p.Tickets) != 0 || p.OpenTickets != 0 {
		t.Fatalf("pop of an unknown number: %+v, want nothing", p)
	}
}

func lastNumberLeavesReserveOut(t *testing.T, s Store) {
	ctx := t.Context()
	day := tickets.Day(Start)
	last, err := s.LastNumber(ctx, day, 900000)
	must(t, err)
	if last != 0 {
		t.Fatalf("last number of an empty day: %d, want 0", last)
	}
	for i, n := range []tickets.Number{"261123000017", "261123900001", "261122000400", "261124000009"} {
		d, ticket := Written(i+1, "13800138000")
		d.Ticket, ticket.Number = n, n
		must(t, s.Commit(ctx, d, ticket))
	}
	for _, c := range []struct{ limit, want int }{{900000, 17}, {17, 0}, {999999, 900001}} {
		last, err := s.LastNumber(ctx, day, c.limit)
		must(t, err)
		if last != c.want {
			t.Errorf("last number below %d: %d, want %d", c.limit, last, c.want)
		}
	}
}

func directoryIsThere(t *testing.T, s Store) {
	ctx := t.Context()
	units, err := s.Units(ctx)
	must(t, err)
	tree := org.NewTree(units)
	if !tree.Within("A-09", "A") || !tree.Within("A-09", "Y") || tree.Within("Y04", "A") {
		t.Fatalf("the tree of units is wrong: %v", units)
	}
	list, err := s.Categories(ctx)
	must(t, err)
	var noise tickets.Category
	for _, c := range list {
		if c.Code == "0601" {
			noise = c
		}
	}
	if noise.Name != "建筑施工噪声" || noise.Unit != "Y04" || noise.Limit != "24h" || noise.Parent != "06" || noise.Urgency != tickets.Urgent {
		t.Fatalf("category 0601: %+v", noise)
	}
	record := tickets.AccessRecord{ID: "a", At: Start, By: Agent.Person, What: "ticket", Key: "261123000001"}
	must(t, s.RecordAccess(ctx, record))
	must(t, s.RecordAccess(ctx, record))
	must(t, s.Deliver(ctx, service.Parcel{Key: "look a", Access: &record}))
	record.ID, record.What, record.Key = "b", "search", strings.Repeat("𠮷祥", 100) // the longest text that can be searched for
	must(t, s.RecordAccess(ctx, record))
}

// contactsOfSeveralNumbers: the citizen of a field with two numbers, or one with an
// extension, is found by each.
func contactsOfSeveralNumbers(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13900139000")
	ticket.Contact, d.Contact = "13800138000,075788886666转8001", "13800138000,075788886666转8001"
	must(t, s.Commit(ctx, d, ticket))
	for n, similar := range map[string]bool{"13800138000": true, "075788886666转8001": true, "075788886666": true, "13700137000": false} {
		plan := phone.Plan{}
		p, err := s.ScreenPop(ctx, nil, plan.Spellings(n), "")
		must(t, err)
		list, err := s.List(ctx, tickets.Filter{Limit: 10, Number: n, Spellings: plan.Spellings(n)})
		must(t, err)
		want := 1
		if n == "13700137000" {
			want = 0
		}
		if len(p.Tickets) != want || p.OpenTickets != want || (p.Name != "") != (want == 1) || len(list) != want {
			t.Errorf("%s: pop %+v, list %d, want %d", n, p, len(list), want)
		}
		alike, err := s.Similar(ctx, nil, tickets.Register{Contact: n}, ticket.CreatedAt.AddDate(0, 0, -1), 5)
		must(t, err)
		if (len(alike) == 1) != similar {
			t.Errorf("%s: %d like it, want %v", n, len(alike), similar)
		}
	}
}
