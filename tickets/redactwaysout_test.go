package tickets_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestOfTwoCallersAUnitReadsNeither, wherever people wrote them: in texts, places, answers of
// another unit, names of files, the row of a list; the former name counts as the one of now.
func TestOfTwoCallersAUnitReadsNeither(t *testing.T) {
	t.Parallel()
	former := "班花星云"
	const said = "据星云称，孟庆海和她说过，我叫张三丰，尾号0001，13900139000"
	x := storetest.In(tickets.Handling)
	x.Confidential, x.Caller = true, "13900139000"
	x.Register = tickets.Register{Name: "鱼贩子孟庆海、扫街张三丰", Contact: "13812340001", Content: said, Place: "孟庆海家", Confidential: true}
	x.Answer = &tickets.Answer{Text: said, Source: said}
	x.Assignments = []tickets.Assignment{{Unit: "Y05", Report: &tickets.UnitAnswer{Text: said}}}
	file := tickets.File{Seq: 3, Kind: tickets.UnitDocument, Unit: "Y05", Name: "孟庆海、张三丰.pdf", Type: tickets.PDF}
	x.Files = []tickets.File{file}
	x.Entries = []tickets.Entry{{Changes: &tickets.Changes{Name: &former, Content: new(string)}, Note: said}, {Note: said, People: said, Media: said, Place: said, Refer: said, File: &file}}
	tree := org.NewTree(storetest.Units())
	for what, v := range map[string]any{"the ticket": tickets.RedactFor(storetest.Clerk("Y04"), x, tree), "the row of a list": tickets.RedactSummaryFor(storetest.Clerk("Y04"), tickets.Summarise(x), tree)} {
		raw, err := json.Marshal(v)
		must(t, err)
		for _, who := range []string{"星云", "孟庆海", "张三丰", "0001，", "13900139000"} {
			if at := strings.Index(string(raw), who); at >= 0 {
				t.Errorf("in %s a unit reads %s: %s", what, who, raw[max(0, at-60):at+len(who)])
			}
		}
	}
	for _, e := range x.Entries {
		body, err := tickets.HookMessageBody(x.Number, e)
		must(t, err)
		if strings.Contains(string(body), "孟庆海") || strings.Contains(string(body), "***") {
			t.Errorf("a webhook is told %s", body)
		}
	}
}

// TestOfAMergedTicketTheOtherTellsNobody: what was written as the two became one, or went apart,
// stands in the history of both; readers of the first know nothing of the second's citizen.
func TestOfAMergedTicketTheOtherTellsNobody(t *testing.T) {
	t.Parallel()
	first, other := storetest.In(tickets.Handling), storetest.Other()
	other.Register.Name, other.Register.Contact = "鱼贩子孟庆海", "13900139000"
	for _, protected := range []bool{true, false} {
		other.Confidential, other.Type = protected, tickets.Complaint
		ticket := first
		for _, move := range []tickets.Move{tickets.MoveAbsorb, tickets.MoveLetGo} {
			after, err := tickets.Apply(tickets.Case{Ticket: ticket, By: storetest.By(org.Roles()...), Now: storetest.Start.Add(20 * time.Hour), Rules: storetest.RulebookWithSubunit(), Other: other,
				Request: tickets.Request{Move: move, Into: other.Number, Note: "孟庆海再次来电（13900139000）"}})
			must(t, err)
			want := map[bool]string{true: "***再次来电（***）", false: "孟庆海再次来电（13900139000）"}[protected]
			if got := after.Entries[len(after.Entries)-1]; got.Note != want {
				t.Errorf("protected %v, %s: the first ticket says %q, want %q", protected, got.Move, got.Note, want)
			}
			ticket = after
		}
	}
}
