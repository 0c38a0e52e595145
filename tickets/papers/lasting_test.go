package papers

import (
	"fmt"
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestALetterStaysAsItWasPosted: a letter that was posted says the same when it is drawn again later.
func TestALetterStaysAsItWasPosted(t *testing.T) {
	t.Parallel()
	letter := storetest.Answer
	letter.Way = tickets.Letter
	_, ticket := storetest.Written(1, "13800138000", storetest.Dispatch, storetest.Sign, storetest.Report, storetest.Pass, letter)
	seq := len(ticket.Entries)
	posted, err := Of(office(), ticket, seq)
	if err != nil {
		t.Fatal(err)
	}
	name := "王建国"
	for _, r := range []tickets.Request{{Move: tickets.MoveCorrect, Note: "听错", Changes: &tickets.Changes{Name: &name}},
		{Move: tickets.MoveReopen, Note: "又发生"}, {Move: tickets.MoveDispatch, Unit: "Y08"}} {
		ticket = storetest.Moved(ticket, r)
	}
	again, err := Of(office(), ticket, seq)
	if err != nil {
		t.Fatal(err)
	}
	if posted.To != again.To || posted.Blocks[0].Paragraph != again.Blocks[0].Paragraph {
		t.Errorf("the document %s is another one now:\n%s %s\n%s %s", posted.Serial, posted.To, posted.Blocks[0].Paragraph, again.To, again.Blocks[0].Paragraph)
	}
}

// TestTheCityIsNotTheProvince: several cities in one installation: the city is a node below the province (requirements, section 3).
func TestTheCityIsNotTheProvince(t *testing.T) {
	t.Parallel()
	units := []org.Unit{{Code: "P", Name: "云海省", Level: 1}}
	for _, u := range storetest.Units() {
		if u.Code == "Y" {
			u.Parent = "P"
		}
		units = append(units, u)
	}
	o := Office{Units: org.NewTree(units)}
	if l := o.letterhead("Y00"); strings.Contains(fmt.Sprint(l), "云海省") {
		t.Errorf("the head of the city's centre: %+v", l)
	}
}
