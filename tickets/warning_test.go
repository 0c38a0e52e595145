package tickets_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestRowsThatAreDoubtful(t *testing.T) {
	t.Parallel()
	type row = tickets.LimitRule
	for name, c := range map[string]struct {
		rows []row
		seed bool
		want []tickets.Warning
	}{
		"none":                      {[]row{{Unit: "7wd", Promise: "10wd"}}, false, nil},
		"a promise as long":         {[]row{{Unit: "7wd", Promise: "7wd"}}, false, nil},
		"a shorter promise":         {[]row{{Unit: "7wd", Promise: "6wd"}}, false, []tickets.Warning{{Code: tickets.ShortPromise, Row: 1, Unit: "7wd", Promise: "6wd"}}},
		"a day is 24 hours":         {[]row{{Unit: "2wd", Promise: "48h"}}, false, nil},
		"shorter in hours":          {[]row{{Unit: "2wd", Promise: "47h"}}, false, []tickets.Warning{{Code: tickets.ShortPromise, Row: 1, Unit: "2wd", Promise: "47h"}}},
		"hours and days":            {[]row{{Unit: "49h", Promise: "2wd"}}, false, []tickets.Warning{{Code: tickets.ShortPromise, Row: 1, Unit: "49h", Promise: "2wd"}}},
		"a promise at once":         {[]row{{Unit: "7wd", Promise: "now"}}, false, nil},
		"no promise":                {[]row{{Unit: "7wd"}}, false, nil},
		"an ended category":         {[]row{{Category: "0701", Unit: "7wd"}}, false, []tickets.Warning{{Code: tickets.EndedCategory, Row: 1}}},
		"a category that is none":   {[]row{{Category: "99", Unit: "7wd"}}, false, []tickets.Warning{{Code: tickets.IneffectiveRow, Row: 1}}},
		"by the seed's rules":       {[]row{{Urgency: tickets.Urgent, Unit: "5wd"}}, true, []tickets.Warning{{Code: tickets.SeedRow, Row: 1, Unit: "5wd"}}},
		"seven days already":        {[]row{{Urgency: tickets.Urgent, Unit: "7wd"}}, true, nil},
		"an emergency's":            {[]row{{Urgency: tickets.Emergency, Unit: "2h", Promise: "4h"}}, true, nil},
		"of all urgencies":          {[]row{{Unit: "5wd"}}, true, nil},
		"seed and promise":          {[]row{{Unit: "5wd", Promise: "6wd"}}, true, []tickets.Warning{{Code: tickets.ShortPromise, Row: 1, Unit: "7wd", Promise: "6wd"}}},
		"two for the same":          {[]row{{Type: tickets.Help, Unit: "5wd"}, {Unit: "9wd"}, {Type: tickets.Help, Unit: "6wd"}}, false, []tickets.Warning{{Code: tickets.DuplicateRow, Row: 1, Other: 3}}},
		"all of the group's leaves": {[]row{{Category: "06", Unit: "5wd"}, {Category: "0601", Unit: "6wd"}}, false, []tickets.Warning{{Code: tickets.IneffectiveRow, Row: 1, Other: 2}}},
		"others of more fields": {[]row{{Category: "0601", Type: tickets.Help, Unit: "5wd"}, {Category: "0601", Type: tickets.Help, Urgency: tickets.Normal, Unit: "1wd"},
			{Category: "0601", Type: tickets.Help, Urgency: tickets.Urgent, Unit: "2wd"}, {Category: "0601", Type: tickets.Help, Urgency: tickets.Emergency, Unit: "3h"}}, false,
			[]tickets.Warning{{Code: tickets.IneffectiveRow, Row: 1, Other: 2}}},
		"a limit that cannot be read": {[]row{{Unit: "x", Promise: "1h"}}, false, []tickets.Warning{{Code: tickets.IneffectiveRow, Row: 1}}},
	} {
		b := cityRules()
		b.Limits, b.Options.SeedRules = c.rows, c.seed
		for kind, change := range map[string]tickets.RuleChange{"limits": {Limits: &c.rows}, "options": {Options: &b.Options}} {
			if diff := cmp.Diff(c.want, b.Warnings(change)); diff != "" {
				t.Errorf("%s, after a change of the %s (-want +got):\n%s", name, kind, diff)
			}
		}
		if other := b.Warnings(tickets.RuleChange{Unit: &org.Unit{}}); other != nil {
			t.Errorf("%s: a change of a unit is doubted: %v", name, other)
		}
	}
}

func TestRowsOfTheDirectoryThatAreDoubtful(t *testing.T) {
	t.Parallel()
	b := cityRules()
	b.Tree = org.NewTree(append(b.Tree.All(), org.Unit{Code: "B1", Ended: true, Parent: "A", Level: 3}))
	b.Directory.Entries = []tickets.DispatchEntry{{Category: "06", Area: "A", Unit: "Y04"}, {Category: "06", Unit: "Y04"}, {Area: "A", Unit: "Y08"}, {Category: "06", Area: "A", Unit: "Y08"},
		{Category: "0701", Unit: "Y04"}, {Area: "B1", Unit: "Y04"}, {Unit: "Z7"}, {Category: "06", Area: "A", Unit: "Y00"}}
	want := []tickets.Warning{{Code: tickets.DuplicateRow, Row: 1, Other: 4}, {Code: tickets.DuplicateRow, Row: 4, Other: 8}, {Code: tickets.EndedCategory, Row: 5},
		{Code: tickets.EndedArea, Row: 6}, {Code: tickets.EndedUnit, Row: 7}}
	if diff := cmp.Diff(want, b.Warnings(tickets.RuleChange{Directory: &b.Directory})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	b.MergedLines = []tickets.MergedLine{{Number: "12333", Unit: "Y04"}, {Number: "12315", Unit: "Y08"}, {Number: "12319", Unit: "Y04", Ended: true}, {Number: "12320", Unit: "Y04"}}
	b.Directory.Entries = append(b.Directory.Entries, tickets.DispatchEntry{Unit: "Y00", Assist: []string{"Y08", "Y04"}})
	b.Categories = append(b.Categories, tickets.Category{Code: "0602", Unit: "Y08", Assist: []string{"Y04"}}, tickets.Category{Code: "0702", Unit: "Y04", Ended: true})
	b.Limits = []tickets.LimitRule{{Category: "06"}, {Category: "0601"}, {}, {Category: "0602"}}
	u, _ := b.Tree.Unit("Y04")
	u.Ended, u.Successor = true, "Z7"
	impact := tickets.Impact{To: "Y08", MergedLines: []string{"12333", "12320"}, Directory: 5, Categories: 2, Below: 1}
	if diff := cmp.Diff(impact, b.UnitImpact(u)); diff != "" {
		t.Errorf("what a unit leaves behind (-want +got):\n%s", diff)
	}
	for code, want := range map[string]tickets.Impact{"06": {MergedLines: []string{}, Directory: 4, Limits: 3}, "0601": {MergedLines: []string{}, Limits: 1}, "09": {MergedLines: []string{}}} {
		if diff := cmp.Diff(want, b.CategoryImpact(code)); diff != "" {
			t.Errorf("what category %s leaves behind (-want +got):\n%s", code, diff)
		}
	}
}

func TestWhichLimitHolds(t *testing.T) {
	t.Parallel()
	days := func(n int) tickets.Limit { return tickets.Limit{Days: n} }
	b := storetest.RulebookWithSubunit()
	b.Categories = append(b.Categories, tickets.Category{Code: "0602", Limit: "now"}, tickets.Category{Code: "0603", Limit: "5wd"})
	table := []tickets.LimitRule{{Unit: "9wd", Promise: "20wd"}, {Type: tickets.Help, Unit: "8wd"}, {Urgency: tickets.Urgent, Unit: "4h"}, {Category: "06", Unit: "6wd", Promise: "x"},
		{Category: "0603", Unit: "3wd", Promise: "now"}, {Category: "0603", Unit: "now"}, {Category: "0603", Unit: "x"}, {Type: tickets.Praise, Urgency: tickets.Emergency, Unit: "2wd"}, {Type: tickets.Praise, Unit: "10wd"}, {Type: tickets.Praise, Unit: "11wd"}}
	for _, c := range []struct {
		table         []tickets.LimitRule
		r             tickets.Register
		u             tickets.Urgency
		unit, promise tickets.Limit
		seed          bool
	}{
		{nil, tickets.Register{}, tickets.Normal, days(7), days(10), false}, {nil, tickets.Register{Category: "0601"}, tickets.Normal, tickets.Limit{Clock: 24 * 3600e9}, tickets.Limit{Clock: 48 * 3600e9}, false},
		{nil, tickets.Register{Category: "0602"}, tickets.Normal, days(7), days(10), false}, {nil, tickets.Register{Category: "0603"}, tickets.Normal, days(5), days(8), false},
		{nil, tickets.Register{Category: "0601"}, tickets.Urgent, days(7), days(10), true}, {nil, tickets.Register{Category: "0601"}, tickets.Emergency, tickets.Limit{Clock: 24 * 3600e9}, tickets.Limit{Clock: 48 * 3600e9}, true},
		{table, tickets.Register{}, tickets.Normal, days(9), days(20), false}, {table, tickets.Register{Type: tickets.Help}, tickets.Normal, days(8), days(11), false},
		{table, tickets.Register{Type: tickets.Help}, tickets.Urgent, tickets.Limit{Clock: 4 * 3600e9}, tickets.Limit{Clock: 8 * 3600e9}, false}, {table, tickets.Register{Type: tickets.Help, Category: "0601"}, tickets.Urgent, days(6), days(9), false},
		{table, tickets.Register{Category: "0603"}, tickets.Normal, days(3), days(6), false}, {table, tickets.Register{}, tickets.Normal, days(7), days(20), true},
		{table, tickets.Register{Type: tickets.Praise}, tickets.Emergency, days(2), days(5), false}, {table, tickets.Register{Type: tickets.Praise}, tickets.Normal, days(11), days(14), false},
	} {
		b.Limits, b.Options.SeedRules = c.table, c.seed
		if unit, promise := b.LimitsFor(c.r, c.u); unit != c.unit || promise != c.promise {
			t.Errorf("%d rows, %+v, %s, seed %v: %v and %v, want %v and %v", len(c.table), c.r, c.u, c.seed, unit, promise, c.unit, c.promise)
		}
	}
}
