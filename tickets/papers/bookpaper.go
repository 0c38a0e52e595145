package papers

import (
	"fmt"
	"strings"
	"time"

	"hotline12345/tickets"
)

// bookColumns returns the columns of the book: the five fields stand in the middle, as in
// the printed book.
func bookColumns() []Column {
	return []Column{{"序号", 4}, {"时间", 5}, {"受理编号", 10.5}, {"姓名", 6}, {"单位", 8}, {"联系电话", 9.7},
		{"反映内容", 28}, {"更正", 15}, {"值班员", 7}}
}

// Paper returns the book of a day on paper.
func (b Book) Paper(o Office, centre string) Paper { return Volume{b}.Paper(o, centre) }

func (b Book) table(o Office) *Table {
	table := Table{Columns: bookColumns()}
	for _, l := range b.Lines {
		table.Rows = append(table.Rows, []string{
			fmt.Sprint(l.Line), l.clock(b.Day), string(l.Number), declined(l.Name), unitOf(l.Unit, l.Personal), declined(l.Contact),
			l.content(o), l.corrections(o), person(l.By),
		})
	}
	return &table
}

// clock returns the time of day; for a call of another day with its date.
func (l BookLine) clock(bookDay string) string {
	at := l.CalledAt.In(tickets.Zone)
	if at.Format(time.DateOnly) != bookDay {
		return fmt.Sprintf("%d月%d日 %s", at.Month(), at.Day(), at.Format("15:04"))
	}
	return at.Format("15:04")
}

func (l BookLine) content(o Office) string {
	parts := []string{"【" + o.typeName(l.Type) + "】" + o.category(l.Category)}
	if l.Channel != tickets.ByCall {
		parts[0] = "【" + said(channels(), l.Channel) + "】" + parts[0]
	}
	if l.Place != "" {
		parts = append(parts, "地点："+l.Place)
	}
	return strings.Join(append(parts, l.Content), "\n")
}

func (l BookLine) corrections(o Office) string {
	var all []string
	for _, c := range l.Changes {
		at := c.At.In(tickets.Zone)
		text := fmt.Sprintf("%d月%d日 %s %s更正：", at.Month(), at.Day(), at.Format("15:04"), person(c.By))
		for _, f := range changed(o, c.Changes) {
			text += "\n" + f.Label + "：" + f.Value
		}
		if c.Note != "" {
			text += "\n原因：" + c.Note
		}
		all = append(all, text)
	}
	return strings.Join(all, "\n")
}

// declined returns a field of the register; for an empty one that the citizen declined to
// tell it.
func declined(s string) string {
	if s == "" {
		return "不愿透露"
	}
	return s
}

// unitOf returns the caller's unit; of a person who named none, that they are one.
func unitOf(unit string, personal bool) string {
	if personal {
		return "个人"
	}
	return declined(unit)
}

func bookDay(date string) string {
	at, err := time.ParseInLocation(time.DateOnly, date, tickets.Zone)
	if err != nil {
		return date
	}
	return day(at)
}

// changed returns the fields that a correction replaced.
func changed(o Office, c tickets.Changes) []Fact {
	var list []Fact
	text := func(label string, v *string, word func(string) string) {
		if v != nil {
			list = append(list, Fact{label, word(*v)})
		}
	}
	same := func(s string) string { return s }
	text("姓名", c.Name, declined)
	if c.CallerKind != nil {
		list = append(list, Fact{"诉求人类别", said(callerKinds(), *c.CallerKind)})
	}
	text("单位", c.Unit, declined)
	text("联系电话", c.Contact, declined)
	text("内容", c.Content, same)
	text("类别", c.Category, o.category)
	text("地点", c.Place, same)
	if c.Type != nil {
		list = append(list, Fact{"类型", o.typeName(*c.Type)})
	}
	if c.Confidential != nil {
		list = append(list, Fact{"保密", yes(*c.Confidential)})
	}
	return list
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return "否"
}
