package storetest

import (
	"strings"
	"testing"

	"hotline12345/tickets"
)

func textIsFound(t *testing.T, s Store) {
	ctx := t.Context()
	texts := []string{"湖心路有五盏路灯三天不亮，𠮷祥里一带很暗", "物业公司不清运垃圾，KTV夜间扰民", "路灯杆倾斜，请检查'线路\\'", "垃圾桶旁有人偷倒废油"}
	for i, content := range texts {
		d, ticket := Written(i+1, "13800138000")
		ticket.Content, d.Content = content, content
		ticket.Confidential, ticket.Protected = i == 2, i == 3
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
		{"王建军", false, []tickets.Number{"261123000004", "261123000003", "261123000002", "261123000001"}},
		{"13800138000", false, []tickets.Number{"261123000004", "261123000003", "261123000002", "261123000001"}},
		{"王建军", true, []tickets.Number{"261123000002", "261123000001"}},
		{"13800138000", true, []tickets.Number{"261123000002", "261123000001"}},
		{"路灯杆", true, []tickets.Number{"261123000003"}},
		{"偷倒废油", true, []tickets.Number{"261123000004"}},
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
	if len(own) != 4 {
		t.Errorf("who may know their own centre's citizens finds %d tickets by the name, want 4", len(own))
	}
	for masked, want := range map[bool]int{false: 4, true: 2} {
		list, err := s.List(ctx, tickets.Filter{Number: "13800138000", Masked: masked, Limit: 10})
		must(t, err)
		if len(list) != want {
			t.Errorf("by the number, masked %v: %d tickets, want %d", masked, len(list), want)
		}
	}
	for _, signs := range []string{" ，", "' | '", `\\'`, "a & !b:*", "<->"} { // they part words, and break nothing
		_, err := s.List(ctx, tickets.Filter{Text: signs, Limit: 10})
		must(t, err)
	}
}

// foldedIsFound: what is typed in another form than it was written finds it.
func foldedIsFound(t *testing.T, s Store) {
	ctx := t.Context()
	for i, c := range []struct{ name, contact, content string }{
		{"张國榮", "0757-88886666转8001", "湖⼼路\n路 燈不\u200b亮"},
		{"买买提·吐尔逊", "13812340001、13900139000", "Café夜间扰民，联系一三七零零一三七零零零"},
	} {
		d, ticket := Written(i+1, "13800138000")
		ticket.Name, ticket.Contact, ticket.Content = c.name, c.contact, c.content
		must(t, s.Commit(ctx, d, ticket))
	}
	for want, texts := range map[tickets.Number][]string{
		"261123000001": {"张国荣", "張国榮", "路灯", "湖心路 路燈", "88886666", "6666", "0757 8888 6666"},
		"261123000002": {"買買提", "买买提吐尔逊", "CAFE", "cafe\u0301", "扰\u00ad民", "13812340001", "138-1234-0001", "9000", "13900139000", "137 0013 7000"},
	} {
		for _, text := range texts {
			list, err := s.List(ctx, tickets.Filter{Text: text, Limit: 10})
			must(t, err)
			if len(list) != 1 || list[0].Number != want {
				t.Errorf("%+q finds %v, want ticket %s", text, list, want)
			}
		}
	}
}

// longTextsAreKept: the search refuses no ticket, however much it says.
func longTextsAreKept(t *testing.T, s Store) {
	ctx := t.Context()
	d, ticket := Written(1, "13800138000", Dispatch)
	ticket.Confidential, ticket.Content = true, different(0)+"王建军"
	report, answer := Report, Answer
	report.Note, answer.Note = different(1)+"王建军", different(2)+"王建军"
	ticket = Moved(Moved(Moved(ticket, Sign), report), Pass)
	must(t, s.Commit(ctx, d, ticket))
	ticket = Moved(ticket, answer)
	must(t, s.Append(ctx, ticket))
	got, err := s.Ticket(ctx, ticket.Number)
	must(t, err)
	if got.Answer.Text != answer.Note {
		t.Errorf("of an answer of %d bytes %d are kept", len(answer.Note), len(got.Answer.Text))
	}
	list, err := s.List(ctx, tickets.Filter{Text: "王建军", Limit: 10})
	must(t, err)
	if len(list) != 1 {
		t.Error("a long ticket is not found by its citizen")
	}
}

// different returns 100 KB of which no two characters stand together twice.
func different(part int) string {
	var b strings.Builder
	for i := 0; b.Len() < 100<<10-30; i++ {
		b.WriteRune(rune(0x4e00 + (i*97+part*6007)%20_000))
		b.WriteRune(rune(0x4e00 + (i*i*31+i*7+part*911)%20_000))
	}
	return b.String()
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
