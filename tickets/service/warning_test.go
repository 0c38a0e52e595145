package service_test

import (
	"fmt"
	"strings"
	"testing"

	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func TestWarningsAboutLimits(t *testing.T) {
	t.Parallel()
	type row = tickets.LimitRule
	urgencies := []row{{Urgency: tickets.Normal, Unit: "7wd"}, {Urgency: tickets.Urgent, Unit: "3wd"}, {Urgency: tickets.Emergency, Unit: "2h"}}
	for name, c := range map[string]struct {
		rows []row
		seed bool
		want string
	}{
		"none":                                 {nil, false, ""},
		"all is well":                          {[]row{{Unit: "7wd"}, {Type: tickets.Help, Unit: "24h", Promise: "3wd"}, {Category: "06", Unit: "5wd"}}, false, ""},
		"a promise of fewer days":              {[]row{{Unit: "7wd", Promise: "5wd"}}, false, "1 short_promise 7wd 5wd"},
		"a promise of hours":                   {[]row{{Unit: "3wd", Promise: "48h"}}, false, "1 short_promise 3wd 48h"},
		"of hours enough":                      {[]row{{Unit: "3wd", Promise: "72h"}}, false, ""},
		"of a day for hours":                   {[]row{{Unit: "36h", Promise: "1wd"}}, false, "1 short_promise 36h 1wd"},
		"as long as the limit":                 {[]row{{Unit: "24h", Promise: "24h"}}, false, ""},
		"short only as all get seven days":     {[]row{{Unit: "24h", Promise: "3wd"}}, true, "1 short_promise 7wd 3wd"},
		"not for emergencies":                  {[]row{{Urgency: tickets.Emergency, Unit: "2h", Promise: "1wd"}}, true, ""},
		"a limit that counts for nothing":      {[]row{{Urgency: tickets.Urgent, Unit: "24h"}}, true, "1 seed 24h"},
		"twice the same":                       {[]row{{Type: tickets.Help, Unit: "7wd"}, {Unit: "7wd"}, {Type: tickets.Help, Unit: "5wd"}}, false, "1 double >3"},
		"three times the same":                 {[]row{{Unit: "7wd"}, {Unit: "7wd"}, {Unit: "5wd"}}, false, "1 double >3|2 double >3"},
		"others hold in every case":            {append([]row{{Unit: "7wd"}}, urgencies...), false, "1 never >2"},
		"a group without anything in it":       {[]row{{Category: "07", Unit: "7wd"}}, false, "1 never"},
		"a category that has ended":            {[]row{{Category: "0602", Unit: "7wd"}}, false, "1 ended_category"},
		"its only category is told on its own": {[]row{{Category: "06", Unit: "7wd"}, {Category: "0601", Unit: "5wd"}}, false, "1 never >2"},
	} {
		o := newOffice(t)
		admin := storetest.By(org.RoleAdministrator)
		for _, x := range []tickets.Category{{Code: "07", Name: "人社"}, {Code: "0602", Name: "油烟", Type: tickets.Complaint, Limit: "7wd", Urgency: tickets.Normal, Ended: true}} {
			must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Category: &x}))
		}
		must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Options: &tickets.Options{SeedRules: c.seed}}))
		p, err := o.PreviewRules(t.Context(), admin, tickets.RuleChange{Limits: &c.rows}, "")
		must(t, err)
		if got := said(p.Warnings); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func said(warnings []tickets.Warning) string {
	var all []string
	for _, d := range warnings {
		s := fmt.Sprintf("%d %s", d.Row, d.Code)
		if d.Other > 0 {
			s += fmt.Sprintf(" >%d", d.Other)
		}
		all = append(all, strings.TrimSpace(strings.Join([]string{s, d.Unit, d.Promise}, " ")))
	}
	return strings.Join(all, "|")
}

func TestWarningsAboutTheDirectory(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	admin := storetest.By(org.RoleAdministrator)
	end := func(code, parent string, level int) {
		must(t, o.ChangeRules(t.Context(), admin, tickets.RuleChange{Unit: &org.Unit{Code: code, Name: code, Parent: parent, Level: level, Ended: true, Successor: "Y08"}}))
	}
	end("A1", "A", 3)
	end("Y04", "Y", 1)
	rows := tickets.DispatchDirectory{Entries: []tickets.DispatchEntry{{Category: "0601", Unit: "Y08"}, {Area: "A1", Unit: "Y08"}, {Unit: "Y04"}, {Category: "0601", Unit: "A-09"}, {Category: "06", Unit: "Y08"}}}
	p, err := o.PreviewRules(t.Context(), admin, tickets.RuleChange{Directory: &rows}, "")
	must(t, err)
	if got, want := said(p.Warnings), "1 double >4|2 ended_area|3 ended_unit"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAPreviewSaysWhichCategoriesGetAnotherLimit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p, err := o.PreviewRules(t.Context(), storetest.By(org.RoleAdministrator), tickets.RuleChange{Limits: &[]tickets.LimitRule{{Category: "06", Unit: "3wd"}}}, "")
	must(t, err)
	if len(p.Limits) != 1 || fmt.Sprint(p.Limits[0]) != "{0601 {24h 48h} {3wd 6wd}}" {
		t.Errorf("%v", p.Limits)
	}
	noise := storetest.Categories()[1]
	noise.Limit = "12h"
	p, err = o.PreviewRules(t.Context(), storetest.By(org.RoleAdministrator), tickets.RuleChange{Category: &noise}, "")
	must(t, err)
	if len(p.Limits) != 1 || fmt.Sprint(p.Limits[0].After) != "{12h 24h}" {
		t.Errorf("%v", p.Limits)
	}
}
