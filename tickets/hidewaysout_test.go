package tickets_test

import (
	"encoding/json"
	"strings"
	"testing"

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
