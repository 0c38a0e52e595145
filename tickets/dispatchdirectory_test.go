package tickets_test

import (
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// TestWhoIsProposedAndWhy: the directory before the category, a leaf before its group,
// a small area before a large one; without an entry, the county (M41).
func TestWhoIsProposedAndWhy(t *testing.T) {
	t.Parallel()
	b := storetest.RulebookWithSubunit()
	b.Categories = append(b.Categories,
		tickets.Category{Code: "0602", Parent: "06", Name: "垃圾", Type: tickets.Complaint, Local: "township", Limit: "5wd"},
		tickets.Category{Code: "0603", Parent: "06", Name: "职责交叉", Type: tickets.Complaint, Limit: "5wd"},
		tickets.Category{Code: "0604", Parent: "06", Name: "油烟", Type: tickets.Complaint, Unit: "Y99", Limit: "5wd"})
	b.Directory = tickets.DispatchDirectory{Version: 3, Entries: []tickets.DispatchEntry{
		{Category: "06", Area: "A", Unit: "A", Note: "组"},
		{Category: "0601", Area: "A", Unit: "A-09", Assist: []string{"Y08"}, Note: "区"},
		{Category: "0601", Area: "A1", Unit: "A1", Note: "街道"},
		{Category: "0601", Area: "A1a", Unit: "Y99", Note: "已撤销的单位"},
	}}
	b.Tree = org.NewTree(append(storetest.Units(), org.Unit{Code: "Y99", Name: "已撤并的局", Parent: "Y", Level: 1, Ended: true}))
	without := b
	without.Directory = tickets.DispatchDirectory{}
	for _, c := range []struct {
		rules           tickets.Rulebook
		category, place string
		unit, because   string
		note            string
	}{
		{b, "0601", "望海区某路1号", "A-09", "directory", "区"},
		{b, "0601", "望海区海滨街道2号", "A1", "directory", "街道"},
		{b, "0601", "望海区海滨街道望海社区", "A1", "directory", "街道"}, // the smallest area's unit has ended
		{b, "0602", "望海区某路1号", "A", "directory", "组"},
		{b, "0601", "湖心路1号", "Y04", "category", ""},
		{without, "0602", "望海区海滨街道望海社区", "A1", "area", ""},
		{without, "0602", "湖心路1号", "", "none", ""},
		{without, "0603", "望海区海滨街道望海社区", "A", "fallback", ""},
		{without, "0604", "望海区某路1号", "A", "fallback", ""},
		{without, "", "望海区某路1号", "", "none", ""}, // nothing is chosen yet
	} {
		p := c.rules.Propose(tickets.Register{Type: tickets.Complaint, Category: c.category, Place: c.place})
		if p.Unit != c.unit || p.Because != c.because || p.Note != c.note {
			t.Errorf("%s at %s: %q because of %s %s, want %q, %s %s", c.category, c.place, p.Unit, p.Because, p.Note, c.unit, c.because, c.note)
		}
		if (p.Version == 3) != (c.because == "directory") || (p.Note == "区") != (len(p.Assist) == 1) {
			t.Errorf("%s at %s: %+v", c.category, c.place, p)
		}
	}
	without.MergedLines = []tickets.MergedLine{{Number: "12333", Name: "人社热线", Unit: "Y08", Way: tickets.LineDual}}
	r := tickets.Register{Type: tickets.Complaint, Category: "0603", Place: "望海区某路1号"}
	if p := without.ProposeFor(r, "12333"); p.Unit != "Y08" || p.Because != "merged_line" {
		t.Errorf("the line that was dialled is a better reason than the place: %+v", p)
	}
}
