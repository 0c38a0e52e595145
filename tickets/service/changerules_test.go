package service_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

func contactWithin(days int) tickets.RuleChange {
	return tickets.RuleChange{Options: &tickets.Options{ContactDays: &days}}
}

// fieldsOf are the wrong fields that an error names.
func fieldsOf(err error) string {
	var wrong *errs.Invalid
	if !errors.As(err, &wrong) {
		return fmt.Sprint(err)
	}
	return strings.TrimPrefix(wrong.Error(), "invalid register: ")
}

func firstField(err error) string {
	var wrong *errs.Invalid
	if errors.As(err, &wrong) {
		return wrong.Fields[0].Field
	}
	return ""
}

func TestWrongRulesAreRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	unit := func(change func(*org.Unit)) tickets.RuleChange {
		u := org.Unit{Code: "A1", Name: "海滨街道", Parent: "A", Level: 3, Phone: "0755-12345 转 6"}
		change(&u)
		return tickets.RuleChange{Unit: &u}
	}
	category := func(change func(*tickets.Category)) tickets.RuleChange {
		c := tickets.Category{Code: "0602", Name: "油烟", Type: tickets.Complaint, Unit: "Y04", Limit: "7wd", Urgency: tickets.Normal}
		change(&c)
		return tickets.RuleChange{Category: &c}
	}
	limit := func(l tickets.LimitRule) tickets.RuleChange {
		return tickets.RuleChange{Limits: &[]tickets.LimitRule{l}}
	}
	line := func(d tickets.DispatchEntry) tickets.RuleChange {
		return tickets.RuleChange{Directory: &tickets.DispatchDirectory{Entries: []tickets.DispatchEntry{d}}}
	}
	year := func(y int, off, work []string) tickets.RuleChange {
		return tickets.RuleChange{Year: &tickets.Year{Year: y, Off: off, Work: work}}
	}
	for name, c := range map[string]struct {
		change tickets.RuleChange
		field  string // "" is right
	}{
		"a unit":                     {unit(func(*org.Unit) {}), ""},
		"a unit ends":                {unit(func(u *org.Unit) { u.Ended, u.Successor = true, "A-09" }), ""},
		"a new unit":                 {unit(func(u *org.Unit) { u.Code = "A2" }), ""},
		"the top is renamed":         {unit(func(u *org.Unit) { u.Code, u.Parent = "Y", "" }), ""},
		"a second top":               {unit(func(u *org.Unit) { u.Code, u.Parent = "Z", "" }), "parent"},
		"a unit leaves the tree":     {unit(func(u *org.Unit) { u.Parent = "" }), "parent"},
		"an unknown parent":          {unit(func(u *org.Unit) { u.Parent = "Q" }), "parent"},
		"its own parent":             {unit(func(u *org.Unit) { u.Parent = "A1" }), "parent"},
		"a circle":                   {unit(func(u *org.Unit) { u.Parent = "A1a" }), "parent"},
		"no code":                    {unit(func(u *org.Unit) { u.Code = " " }), "code"},
		"no name":                    {unit(func(u *org.Unit) { u.Name = "" }), "name"},
		"no level":                   {unit(func(u *org.Unit) { u.Level = 0 }), "level"},
		"no telephone":               {unit(func(u *org.Unit) { u.Phone = "请拨总机" }), "phone"},
		"it ends without successor":  {unit(func(u *org.Unit) { u.Ended = true }), "successor"},
		"it is its own successor":    {unit(func(u *org.Unit) { u.Ended, u.Successor = true, "A1" }), "successor"},
		"a successor below it":       {unit(func(u *org.Unit) { u.Ended, u.Successor = true, "A1a" }), "successor"},
		"the top ends":               {unit(func(u *org.Unit) { u.Code, u.Parent, u.Ended, u.Successor = "Y", "", true, "Y04" }), "ended"},
		"a category":                 {category(func(*tickets.Category) {}), ""},
		"a group":                    {category(func(c *tickets.Category) { *c = tickets.Category{Code: "07", Name: "人社"} }), ""},
		"a leaf of no group":         {category(func(c *tickets.Category) { c.Code = "0801" }), "code"},
		"a code of three":            {category(func(c *tickets.Category) { c.Code = "060" }), "code"},
		"an unknown type":            {category(func(c *tickets.Category) { c.Type = "x" }), "type"},
		"an unknown unit":            {category(func(c *tickets.Category) { c.Unit = "Q" }), "unit"},
		"an unknown territory":       {category(func(c *tickets.Category) { c.Unit, c.Local = "", "planet" }), "local"},
		"an unknown assisting unit":  {category(func(c *tickets.Category) { c.Assist = []string{"Q"} }), "assist"},
		"no limit":                   {category(func(c *tickets.Category) { c.Limit = "soon" }), "limit"},
		"a limit":                    {limit(tickets.LimitRule{Type: tickets.Help, Category: "06", Urgency: tickets.Urgent, Unit: "24h", Promise: "3wd"}), ""},
		"longer than thirty days":    {limit(tickets.LimitRule{Unit: "31wd"}), "unit"},
		"a promise of nothing":       {limit(tickets.LimitRule{Unit: "7wd", Promise: "soon"}), "promise"},
		"a limit of an unknown type": {limit(tickets.LimitRule{Unit: "7wd", Type: "x"}), "type"},
		"of an unknown urgency":      {limit(tickets.LimitRule{Unit: "7wd", Urgency: "x"}), "urgency"},
		"of an unknown category":     {limit(tickets.LimitRule{Unit: "7wd", Category: "99"}), "category"},
		"a line":                     {line(tickets.DispatchEntry{Category: "0601", Area: "A", Unit: "A-09", Assist: []string{"Y04"}}), ""},
		"an entry without a unit":    {line(tickets.DispatchEntry{Unit: "Q"}), "unit"},
		"a line of an unknown area":  {line(tickets.DispatchEntry{Unit: "Y04", Area: "Q"}), "area"},
		"a line of no category":      {line(tickets.DispatchEntry{Unit: "Y04", Category: "0699"}), "category"},
		"a year":                     {year(2027, []string{"2026-12-31", "2027-01-01"}, []string{"2027-01-03"}), ""},
		"a day that is none":         {year(2027, []string{"2027-02-29"}, nil), "year"},
		"a free day of 2031":         {year(2027, []string{"2031-05-05"}, nil), "off"},
		"a worked day of 2031":       {year(2027, nil, []string{"2031-05-05"}), "work"},
		"a day both free and worked": {year(2027, []string{"2027-01-01"}, []string{"2027-01-01"}), "work"},
		"nothing":                    {tickets.RuleChange{}, "change"},
		"no limit of first contact":  {tickets.RuleChange{Options: &tickets.Options{ContactDays: new(int)}}, ""},
		"a first contact in a month": {contactWithin(30), "contact_days"},
		"a first contact before":     {contactWithin(-1), "contact_days"},
		"two things at once":         {tickets.RuleChange{Options: &tickets.Options{}, Limits: &[]tickets.LimitRule{}}, "change"},
	} {
		admin := storetest.By(org.RoleAdministrator)
		err := newOffice(t).ChangeRules(t.Context(), admin, c.change)
		var wrong *errs.Invalid
		switch {
		case c.field == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case c.field != "" && (!errors.As(err, &wrong) || wrong.Fields[0].Field != c.field):
			t.Errorf("%s: %v, want the field %s to be wrong", name, err, c.field)
		}
	}
	err := o.ChangeRules(t.Context(), storetest.By(org.RoleAgent), unit(func(*org.Unit) {}))
	wantErr(t, "an agent changes the rules", err, errs.ErrForbidden)
}

func TestWrongMergedLinesAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*tickets.MergedLine)
		field  string
	}{
		"a line":                 {func(*tickets.MergedLine) {}, ""},
		"an emergency number":    {func(line *tickets.MergedLine) { line.Number = "110" }, "number"},
		"no number":              {func(line *tickets.MergedLine) { line.Number = "12 333" }, "number"},
		"no name":                {func(line *tickets.MergedLine) { line.Name = " " }, "name"},
		"an unknown unit":        {func(line *tickets.MergedLine) { line.Unit = "Q" }, "unit"},
		"an unknown way":         {func(line *tickets.MergedLine) { line.Way = "x" }, "way"},
		"a day that is none":     {func(line *tickets.MergedLine) { line.Since = "2021-02-30" }, "since"},
		"a greeting that breaks": {func(line *tickets.MergedLine) { line.Greeting = "a\x1b" }, "greeting"},
	} {
		line := tickets.MergedLine{Number: "12333", Name: "人社热线", Unit: "Y08", Way: tickets.LineDual, Since: "2021-12-31"}
		c.change(&line)
		err := newOffice(t).ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), tickets.RuleChange{MergedLine: &line})
		if got := firstField(err); got != c.field {
			t.Errorf("%s: wrong field %q (%v), want %q", name, got, err, c.field)
		}
	}
}

func TestACentreEndsOnlyIntoACentre(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		unit  org.Unit
		field string
	}{
		"the city's centre into a bureau":       {org.Unit{Code: "Y00", Name: "中心", Parent: "Y", Level: 1, Centre: true, Ended: true, Successor: "Y04"}, "centre"},
		"the city's centre is a centre no more": {org.Unit{Code: "Y00", Name: "中心", Parent: "Y", Level: 1}, "centre"},
		"a sub-centre into the city's":          {org.Unit{Code: "A-00", Name: "分中心", Parent: "A", Level: 2, Centre: true, Ended: true, Successor: "Y00"}, ""},
		"a sub-centre is a plain unit":          {org.Unit{Code: "A-00", Name: "分中心", Parent: "A", Level: 2}, ""},
	} {
		err := newOffice(t).ChangeRules(t.Context(), storetest.By(org.RoleAdministrator), tickets.RuleChange{Unit: &c.unit})
		if got := firstField(err); got != c.field {
			t.Errorf("%s: wrong field %q (%v), want %q", name, got, err, c.field)
		}
	}
}
