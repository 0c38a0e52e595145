package tickets_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestWhoIsProposed(t *testing.T) {
	t.Parallel()
	b := cityRules()
	b.Tree = org.NewTree(append(b.Tree.All(), org.Unit{Code: "Z4", Parent: "Y", Ended: true, Successor: "Y04"}))
	week := tickets.Limit{Days: 7}
	b.Categories = []tickets.Category{{Code: "0601", Unit: "Z7", Assist: []string{"Z4", "Y08", "Z9"}}, {Code: "0602", Local: "county", Assist: []string{"Y04"}}, {Code: "0603", Local: "township"},
		{Code: "0604"}, {Code: "0605", Unit: "Z9"}, {Code: "0606", Unit: "Z9", Local: "township"}}
	directory := tickets.DispatchDirectory{Version: 3, Entries: []tickets.DispatchEntry{{Category: "06", Unit: "Y04", Note: "group"}, {Category: "0604", Unit: "Z9", Note: "ended"},
		{Category: "0603", Unit: "Z7", Assist: []string{"Z4", "Y08"}, Note: "leaf"}, {Category: "06", Area: "A1", Unit: "A1", Note: "street"}, {Category: "06", Area: "A", Unit: "A-09", Note: "district"},
		{Category: "0602", Unit: "Y04", Note: "first"}, {Category: "0602", Unit: "Y08", Note: "second"}}}
	b.MergedLines = []tickets.MergedLine{{Number: "12333", Name: "人社", Unit: "Z7"}, {Number: "333", Name: "short", Unit: "Y04"}, {Number: "12315", Name: "ended", Unit: "Y04", Ended: true},
		{Number: "12320", Name: "nobody's", Unit: "Z9"}}
	for name, c := range map[string]struct {
		category, place, called string
		directory               bool
		want                    tickets.Proposal
	}{
		"the category's unit":       {"0601", "", "", false, tickets.Proposal{Unit: "Y08", Assist: []string{"Y04"}, Limit: week, Because: "category"}},
		"the district":              {"0602", "望海区海滨街道", "", false, tickets.Proposal{Unit: "A", Assist: []string{"Y04"}, Limit: week, Because: "area", Area: "A1"}},
		"the street":                {"0603", "望海区海滨街道", "", false, tickets.Proposal{Unit: "A1", Limit: week, Because: "area", Area: "A1"}},
		"somewhere":                 {"0602", "x", "", false, tickets.Proposal{Limit: week, Because: "none"}},
		"the district takes it":     {"0604", "望海社区", "", false, tickets.Proposal{Unit: "A", Limit: week, Because: "fallback", Area: "A1a"}},
		"its unit has ended":        {"0605", "望海社区", "", false, tickets.Proposal{Unit: "A", Limit: week, Because: "fallback", Area: "A1a"}},
		"so the place decides":      {"0606", "望海社区", "", false, tickets.Proposal{Unit: "A1", Limit: week, Because: "area", Area: "A1a"}},
		"no category":               {"", "望海社区", "", false, tickets.Proposal{Limit: week, Because: "none", Area: "A1a"}},
		"the line that was dialled": {"", "", "12333", false, tickets.Proposal{Unit: "Y08", Limit: week, Because: "merged_line", Note: "12333 人社"}},
		"rather than the district":  {"0604", "望海社区", "099912333", false, tickets.Proposal{Unit: "Y08", Limit: week, Because: "merged_line", Note: "12333 人社", Area: "A1a"}},
		"not than the category":     {"0603", "望海区海滨街道", "12333", false, tickets.Proposal{Unit: "A1", Limit: week, Because: "area", Area: "A1"}},
		"a line of nobody":          {"", "", "12320", false, tickets.Proposal{Limit: week, Because: "none"}},
		"by the group":              {"0601", "", "", true, tickets.Proposal{Unit: "Y04", Limit: week, Because: "directory", Version: 3, Note: "group"}},
		"a line that has ended":     {"0604", "", "", true, tickets.Proposal{Unit: "Y04", Limit: week, Because: "directory", Version: 3, Note: "group"}},
		"by the leaf":               {"0603", "海滨街道", "", true, tickets.Proposal{Unit: "Y08", Assist: []string{"Y04"}, Limit: week, Because: "directory", Version: 3, Note: "leaf", Area: "A1"}},
		"by the street":             {"0604", "海滨街道", "", true, tickets.Proposal{Unit: "A1", Limit: week, Because: "directory", Version: 3, Note: "street", Area: "A1"}},
		"by the district":           {"0604", "望海区", "", true, tickets.Proposal{Unit: "A-09", Limit: week, Because: "directory", Version: 3, Note: "district", Area: "A"}},
		"the later of two":          {"0602", "", "", true, tickets.Proposal{Unit: "Y08", Limit: week, Because: "directory", Version: 3, Note: "second"}},
		"another group":             {"0701", "", "", true, tickets.Proposal{Limit: week, Because: "none"}},
	} {
		b.Directory = tickets.DispatchDirectory{}
		if c.directory {
			b.Directory = directory
		}
		if diff := cmp.Diff(c.want, b.ProposeFor(tickets.Register{Category: c.category, Place: c.place}, c.called)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for called, want := range map[string]string{"12333": "12333", "01012333": "12333", "099912333": "12333", "0112333": "333", "112333": "", "0999912333": "", "91012333": "", "333": "333",
		"010333": "333", "12315": "", "12320": "12320", "": ""} {
		if l, ok := b.MergedLineOf(called); l.Number != want || ok != (want != "") {
			t.Errorf("%s dials %q", called, l.Number)
		}
	}
	if !slices.Equal(tickets.MergeModes(), []tickets.MergeMode{"cancelled", "dual", "subcentre"}) {
		t.Errorf("lines are merged in the ways %v", tickets.MergeModes())
	}
}

func TestWhenAnonymousReportsAreRefused(t *testing.T) {
	t.Parallel()
	b := storetest.RulebookWithSubunit()
	b.Options.Anonymous = tickets.AnonymousRefused
	b.Categories = append(b.Categories, tickets.Category{Code: "0102", Urgency: tickets.Emergency})
	for name, c := range map[string]struct {
		change func(b *tickets.Rulebook, r *tickets.Register)
		urgent bool
		want   bool
	}{
		"a report":          {func(*tickets.Rulebook, *tickets.Register) {}, false, true},
		"with a blank name": {func(_ *tickets.Rulebook, r *tickets.Register) { r.Name, r.Contact = " ", " " }, false, true},
		"with a name":       {func(_ *tickets.Rulebook, r *tickets.Register) { r.Name = "王" }, false, false},
		"with a number":     {func(_ *tickets.Rulebook, r *tickets.Register) { r.Contact = "13800138000" }, false, false},
		"a complaint":       {func(_ *tickets.Rulebook, r *tickets.Register) { r.Type = tickets.Complaint }, false, false},
		"in danger":         {func(*tickets.Rulebook, *tickets.Register) {}, true, false},
		"of an emergency":   {func(_ *tickets.Rulebook, r *tickets.Register) { r.Category = "0102" }, false, false},
		"in another city":   {func(b *tickets.Rulebook, _ *tickets.Register) { b.Options.Anonymous = tickets.AnonymousAccepted }, false, false},
	} {
		book, r := b, tickets.Register{Type: tickets.Report}
		c.change(&book, &r)
		if got := book.RefusesAnonymous(r, c.urgent); got != c.want {
			t.Errorf("%s: refused %v", name, got)
		}
	}
	// a correction must not make one of a report that was none; one that was stays.
	empty, report, known := "", tickets.Report, storetest.In(tickets.Registered)
	correct := func(x tickets.Ticket, change tickets.Changes) error {
		_, err := tickets.Apply(tickets.Case{Ticket: x, By: supervisor, Now: china(24, 9, 0), Rules: b, Request: tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &change}})
		return err
	}
	known.Contact, known.ContactDeclined = "", true
	if err := correct(known, tickets.Changes{Name: &empty, Type: &report}); err == nil {
		t.Error("corrected into an anonymous report")
	}
	danger := known
	danger.Emergency = &tickets.Emergent{}
	must(t, correct(danger, tickets.Changes{Name: &empty, Type: &report}))
	known.Name, known.NameDeclined, known.Type = "", true, tickets.Report
	place := "x"
	must(t, correct(known, tickets.Changes{Place: &place}))
	for code, ok := range map[string]bool{"0601": true, "0102": true, "9999": false, "0801": false} {
		x, book := storetest.In(tickets.Registered), cityRules()
		book.Categories = append(book.Categories, tickets.Category{Code: "0102", Urgency: tickets.Urgent})
		_, err := tickets.Apply(tickets.Case{Ticket: x, By: supervisor, Now: china(24, 9, 0), Rules: book, Request: tickets.Request{Move: tickets.MoveCorrect, Note: "x", Changes: &tickets.Changes{Category: &code}}})
		if (err == nil) != ok {
			t.Errorf("corrected to category %s: %v", code, err)
		}
	}
}
