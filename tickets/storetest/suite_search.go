package storetest

import (
	"testing"

	"hotline12345/tickets"
)

func textIsFound(t *testing.T, s Store) {
	ctx := t.Context()
	texts := []string{"湖心路有五盏路灯三天不亮，𠮷祥里一带很暗", "物业公司不清运垃圾，KTV夜间扰民", "路灯杆倾斜，请检查'线路\\'"}
	for i, content := range texts {
		d, ticket := Written(i+1, "13800138000")
		ticket.Content, d.Content = content, content
		if i == 2 {
			ticket.Confidential = true
		}
		if i == 1 {
			ticket = Moved(ticket, tickets.Request{Move: tickets.MoveAnswer, Way: tickets.Telephone, Note: "已责成环卫处理"})
		}
		must(t, s.Commit(ctx, d, ticket))
	}
	for _, c := range []struct {
		text   string
		masked bool
		want   []tickets.Number
	}{
		{"路灯", false, []tickets.Number{"261123000003", "261123000001"}},
		{"路灯 湖心路", false, []tickets.Number{"261123000001"}},
		{"ktv", false, []tickets.Number{"261123000002"}},
		{"𠮷", false, []tickets.Number{"261123000001"}},
		{"环卫", false, []tickets.Number{"261123000002"}},
		{"噪声 路灯", false, nil},
		{"地铁", false, nil},
		{"王建军", false, []tickets.Number{"261123000003", "261123000002", "261123000001"}},
		{"13800138000", false, []tickets.Number{"261123000003", "261123000002", "261123000001"}},
		{"王建军", true, []tickets.Number{"261123000002", "261123000001"}},
		{"13800138000", true, []tickets.Number{"261123000002", "261123000001"}},
		{"路灯杆", true, []tickets.Number{"261123000003"}},
	} {
		list, err := s.List(ctx, tickets.Filter{Text: c.text, Masked: c.masked, Limit: 10})
		must(t, err)
		var got []tickets.Number
		for _, x := range list {
			got = append(got, x.Number)
		}
		wantSame(t, "found by "+c.text, c.want, got)
	}
	own, err := s.List(ctx, tickets.Filter{Text: "王建军", Masked: true, Knows: []string{"Y00"}, Limit: 10})
	must(t, err)
	if len(own) != 3 {
		t.Errorf("who may know their own centre's citizens finds %d tickets by the name, want 3", len(own))
	}
	for _, signs := range []string{" ，", "' | '", `\\'`, "a & !b:*", "<->"} { // they part words, and break nothing
		_, err := s.List(ctx, tickets.Filter{Text: signs, Limit: 10})
		must(t, err)
	}
}

// dayIsReadAsABook: the register book has the tickets of one day whole, by
// number, page by page.
func dayIsReadAsABook(t *testing.T, s Store) {
	ctx := t.Context()
	var want []tickets.Ticket
	for i, moves := range [][]tickets.Request{{Dispatch}, {Answer, Archive}, {}, {{Move: tickets.MoveDispatch, Unit: "Y08"}}} {
		d, ticket := Written(i+1, "13800138000", moves...)
		if i == 2 {
			ticket.Number, d.Ticket = "261124000001", "261124000001" // the next day's
		} else {
			want = append(want, ticket)
		}
		must(t, s.Commit(ctx, d, ticket))
	}
	for _, c := range []struct {
		units []string
		day   string
		after tickets.Number
		limit int
		want  []tickets.Ticket
	}{
		{nil, "261123", "", 9, want},
		{nil, "261123", "", 2, want[:2]},
		{nil, "261123", want[1].Number, 9, want[2:]},
		{[]string{"Y08"}, "261123", "", 9, want[2:]},
		{nil, "261122", "", 9, nil},
	} {
		got, err := s.Written(ctx, c.units, c.day, c.after, c.limit)
		must(t, err)
		if len(got) != len(c.want) {
			t.Fatalf("book of %s for %v after %q: %d tickets, want %d", c.day, c.units, c.after, len(got), len(c.want))
		}
		for i := range got {
			got[i].Stored = true
			wantSame(t, "ticket of the book", c.want[i], got[i])
		}
	}
}
