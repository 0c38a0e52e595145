package main

import (
	"hotline12345/tickets"
)

// rareLists are the worst that can be asked for: what is frequent together with
// what is rare, or never stands beside it.
func rareLists() []list {
	var lists []list
	for _, one := range []struct {
		name string
		f    tickets.Filter
	}{
		{"praise", tickets.Filter{Type: tickets.Praise}},
		{"praise of noise (there is none)", tickets.Filter{Type: tickets.Praise, Category: "0601"}},
		{"by limit, then all others", tickets.Filter{ByDue: true}},
		{"praise by limit", tickets.Filter{ByDue: true, Type: tickets.Praise}},
		{"search 答复, praise", tickets.Filter{Text: "答复", Type: tickets.Praise}},
		{"search 答复, a rare category", tickets.Filter{Text: "答复", Category: "1404"}},
		{"search 答复, to be verified", tickets.Filter{Text: "答复", Mark: tickets.MarkUnverified}},
		{"search 答复 by limit, praise", tickets.Filter{Text: "答复", ByDue: true, Type: tickets.Praise}},
		{"search 施工 among questions (none)", tickets.Filter{Text: "施工", Type: tickets.Consultation}},
		{"search 的 (one character), praise", tickets.Filter{Text: "的", Type: tickets.Praise}},
		{"search 不 (one character), questions", tickets.Filter{Text: "不", Type: tickets.Consultation, Category: "14"}},
		{"search 138 (a number half typed)", tickets.Filter{Text: "138"}},
		{"search 1 (a digit), praise", tickets.Filter{Text: "1", Type: tickets.Praise}},
		{"search 王 路灯 1, a village", tickets.Filter{Text: "王 路灯 1", Units: []string{"A1a"}}},
		{"search 答复 物业 噪声 路灯", tickets.Filter{Text: "答复 物业 噪声 路灯"}},
	} {
		one.f.Limit = 50
		lists = append(lists, list{one.name, func(int) tickets.Filter { return one.f }})
	}
	return lists
}
