package tickets_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/errs"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/storetest"
)

// wrong is what is wrong with a change, in one line.
func wrong(fields []errs.FieldError) string {
	var list []string
	for _, f := range fields {
		list = append(list, fmt.Sprint(f.Field, " ", f.Code))
	}
	return strings.Join(list, ", ")
}

// cityRules are rules with units and categories that ended.
func cityRules() tickets.Rulebook {
	b := storetest.RulebookWithSubunit()
	b.Tree = org.NewTree(append(b.Tree.All(), org.Unit{Code: "Z7", Name: "市七局", Parent: "Y", Level: 1, Ended: true, Successor: "Y08"},
		org.Unit{Code: "Z9", Name: "市九局", Parent: "Y", Level: 1, Ended: true}))
	b.Categories = append(b.Categories, tickets.Category{Code: "07", Name: "旧", Ended: true}, tickets.Category{Code: "0701", Parent: "07", Name: "旧的", Ended: true},
		tickets.Category{Code: "08", Name: "新"}, tickets.Category{Code: "0801", Parent: "08", Name: "旧叶", Ended: true})
	return b
}

func TestWhatIsWrongWithAUnit(t *testing.T) {
	t.Parallel()
	b := cityRules()
	unit := func(code string) org.Unit { u, _ := b.Tree.Unit(code); return u }
	plain := org.Unit{Code: "Y10", Name: "市新局", Parent: "Y", Level: 1, Phone: "0999-12345"}
	for name, c := range map[string]struct {
		change func(u *org.Unit)
		want   string
	}{
		"nothing":                    {func(*org.Unit) {}, ""},
		"a blank code":               {func(u *org.Unit) { u.Code = " " }, "code required"},
		"a code of 32":               {func(u *org.Unit) { u.Code = strings.Repeat("x", 32) }, ""},
		"a code of 33":               {func(u *org.Unit) { u.Code = strings.Repeat("x", 33) }, "code required"},
		"a code with a control sign": {func(u *org.Unit) { u.Code = "a\x1b" }, "code required"},
		"a blank name":               {func(u *org.Unit) { u.Name = " " }, "name required"},
		"a name with a control sign": {func(u *org.Unit) { u.Name = "a\x1b" }, "name required"},
		"a second top":               {func(u *org.Unit) { u.Parent = "" }, "parent required"},
		"a parent that is none":      {func(u *org.Unit) { u.Parent = "Q" }, "parent invalid"},
		"a circle":                   {func(u *org.Unit) { *u = unit("A"); u.Parent = "A1" }, "parent invalid"},
		"below itself":               {func(u *org.Unit) { *u = unit("A"); u.Parent = "A" }, "parent invalid"},
		"the top stays":              {func(u *org.Unit) { *u = unit("Y") }, ""},
		"the top ends":               {func(u *org.Unit) { *u = unit("Y"); u.Ended = true }, "ended invalid, successor required"},
		"level 0":                    {func(u *org.Unit) { u.Level = 0 }, "level invalid"}, "level 9": {func(u *org.Unit) { u.Level = 9 }, ""},
		"level 10":             {func(u *org.Unit) { u.Level = 10 }, "level invalid"},
		"a telephone in words": {func(u *org.Unit) { u.Phone = "ask" }, "phone invalid"}, "no telephone": {func(u *org.Unit) { u.Phone = "" }, ""},
		"it ends for nobody":            {func(u *org.Unit) { u.Ended = true }, "successor required"},
		"it ends for another":           {func(u *org.Unit) { *u = unit("Y04"); u.Ended, u.Successor = true, "Y08" }, ""},
		"for one that ended":            {func(u *org.Unit) { *u = unit("Y04"); u.Ended, u.Successor = true, "Z7" }, "successor required"},
		"for one below it":              {func(u *org.Unit) { *u = unit("Y04"); u.Ended, u.Successor = true, "Y04a" }, "successor required"},
		"a centre ends for another":     {func(u *org.Unit) { *u = unit("A-00"); u.Ended, u.Successor = true, "Y00" }, ""},
		"a centre ends for a bureau":    {func(u *org.Unit) { *u = unit("A-00"); u.Ended, u.Successor = true, "Y04" }, "centre required"},
		"a sub-centre is none any more": {func(u *org.Unit) { *u = unit("A-00"); u.Centre = false }, ""},
		"the centre is none any more":   {func(u *org.Unit) { *u = unit("Y00"); u.Centre = false }, "centre required"},
		"the centre stays one":          {func(u *org.Unit) { *u = unit("Y00"); u.Name = "中心" }, ""},
	} {
		u := plain
		c.change(&u)
		if got := wrong(b.CheckChange(tickets.RuleChange{Unit: &u})); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	top := org.Unit{Code: "Y", Name: "云湾市", Level: 1}
	if got := wrong(tickets.DefaultRulebook().CheckChange(tickets.RuleChange{Unit: &top})); got != "" {
		t.Errorf("the first unit of all: %s", got)
	}
}

func TestWhatIsWrongWithACategory(t *testing.T) {
	t.Parallel()
	b := cityRules()
	leaf := tickets.Category{Code: "0602", Name: "油烟", Type: tickets.Complaint, Unit: "Y04", Local: "county", Assist: []string{"Y08"}, Limit: "7wd", Urgency: tickets.Normal}
	for name, c := range map[string]struct {
		change func(x *tickets.Category)
		want   string
	}{
		"nothing":                 {func(*tickets.Category) {}, ""},
		"a code of three":         {func(x *tickets.Category) { x.Code = "060" }, "code invalid"},
		"a code in letters":       {func(x *tickets.Category) { x.Code = "06ab" }, "code invalid"},
		"a group in letters":      {func(x *tickets.Category) { x.Code = "ab" }, "code invalid"},
		"a new group":             {func(x *tickets.Category) { *x = tickets.Category{Code: "09", Name: "x"} }, ""},
		"a blank name":            {func(x *tickets.Category) { x.Name = " " }, "name required"},
		"a control sign":          {func(x *tickets.Category) { x.Name = "a\x1b" }, "name required"},
		"a group in use ends":     {func(x *tickets.Category) { *x = tickets.Category{Code: "06", Name: "x", Ended: true} }, "ended in_use"},
		"a group of ended ones":   {func(x *tickets.Category) { *x = tickets.Category{Code: "08", Name: "x", Ended: true} }, ""},
		"of a group that is none": {func(x *tickets.Category) { x.Code = "9901" }, "code unknown"},
		"of a group that ended":   {func(x *tickets.Category) { x.Code = "0702" }, "code ended"},
		"ended with its group":    {func(x *tickets.Category) { x.Code, x.Ended = "0702", true }, ""},
		"ended in a group":        {func(x *tickets.Category) { x.Ended = true }, ""},
		"no type":                 {func(x *tickets.Category) { x.Type = "" }, "type unknown"},
		"a unit that is none":     {func(x *tickets.Category) { x.Unit = "Q" }, "unit unknown"}, "no unit": {func(x *tickets.Category) { x.Unit = "" }, ""},
		"a unit with a successor": {func(x *tickets.Category) { x.Unit = "Z7" }, ""}, "without one": {func(x *tickets.Category) { x.Unit = "Z9" }, "unit unknown"},
		"a township": {func(x *tickets.Category) { x.Local = "township" }, ""}, "a kingdom": {func(x *tickets.Category) { x.Local = "kingdom" }, "local invalid"}, "nowhere": {func(x *tickets.Category) { x.Local = "" }, ""},
		"an assistant that is none": {func(x *tickets.Category) { x.Assist = []string{"Y08", "Q"} }, "assist unknown"},
		"no limit":                  {func(x *tickets.Category) { x.Limit = "" }, "limit invalid"}, "at once": {func(x *tickets.Category) { x.Limit = "now" }, ""},
		"30 days": {func(x *tickets.Category) { x.Limit = "30wd" }, ""}, "31 days": {func(x *tickets.Category) { x.Limit = "31wd" }, "limit invalid"},
		"urgent": {func(x *tickets.Category) { x.Urgency = tickets.Urgent }, ""}, "an emergency": {func(x *tickets.Category) { x.Urgency = tickets.Emergency }, ""},
		"no urgency": {func(x *tickets.Category) { x.Urgency = "" }, "urgency unknown"},
	} {
		x := leaf
		c.change(&x)
		if got := wrong(b.CheckChange(tickets.RuleChange{Category: &x})); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatIsWrongWithOtherRules(t *testing.T) {
	t.Parallel()
	b := cityRules()
	limits := func(l tickets.LimitRule) tickets.RuleChange {
		return tickets.RuleChange{Limits: &[]tickets.LimitRule{{Unit: "7wd"}, l}}
	}
	year := func(n int, off, work string) tickets.RuleChange {
		return tickets.RuleChange{Year: &tickets.Year{Year: n, Off: strings.Fields(off), Work: strings.Fields(work)}}
	}
	entry := func(e tickets.DispatchEntry) tickets.RuleChange {
		return tickets.RuleChange{Directory: &tickets.DispatchDirectory{Entries: []tickets.DispatchEntry{{Unit: "Y04"}, e}}}
	}
	options := func(o tickets.Options) tickets.RuleChange { return tickets.RuleChange{Options: &o} }
	days := func(n int) tickets.Options { return tickets.Options{ContactDays: &n} }
	line := func(change func(l *tickets.MergedLine)) tickets.RuleChange {
		l := tickets.MergedLine{Number: "12333", Name: "人社热线", NameEN: "HR", Unit: "Y08", Way: tickets.LineDual, Since: "2021-12-31", Greeting: "您好"}
		change(&l)
		return tickets.RuleChange{MergedLine: &l}
	}
	long := strings.Repeat("x", 2001)
	for name, c := range map[string]struct {
		change tickets.RuleChange
		want   string
	}{
		"nothing at all": {tickets.RuleChange{}, "change required"}, "two at once": {tickets.RuleChange{Unit: &org.Unit{}, Options: &tickets.Options{}}, "change invalid"},
		"limits":             {limits(tickets.LimitRule{Type: tickets.Help, Category: "06", Urgency: tickets.Urgent, Unit: "24h", Promise: "48h"}), ""},
		"a limit of nothing": {limits(tickets.LimitRule{}), "unit invalid"}, "at once": {limits(tickets.LimitRule{Unit: "now"}), "unit invalid"},
		"30 days": {limits(tickets.LimitRule{Unit: "30wd"}), ""}, "31 days": {limits(tickets.LimitRule{Unit: "31wd"}), "unit invalid"},
		"a promise that is none": {limits(tickets.LimitRule{Unit: "7wd", Promise: "x"}), "promise invalid"}, "a type": {limits(tickets.LimitRule{Unit: "7wd", Type: "x"}), "type unknown"},
		"an urgency": {limits(tickets.LimitRule{Unit: "7wd", Urgency: "x"}), "urgency unknown"}, "a normal one": {limits(tickets.LimitRule{Unit: "7wd", Urgency: tickets.Normal}), ""},
		"an emergency": {limits(tickets.LimitRule{Unit: "2h", Urgency: tickets.Emergency}), ""}, "a category": {limits(tickets.LimitRule{Unit: "7wd", Category: "99"}), "category unknown"},
		"a year": {year(2027, "2026-12-31 2027-01-01 2028-01-01", "2027-01-02"), ""}, "1999": {year(1999, "", ""), "year invalid"}, "2000": {year(2000, "", ""), ""},
		"2200": {year(2200, "", ""), ""}, "2201": {year(2201, "", ""), "year invalid"}, "no day": {year(2027, "2027-02-29", ""), "year invalid"},
		"a day of long before": {year(2027, "2025-12-31", ""), "off invalid"}, "long after": {year(2027, "2029-01-01", ""), "off invalid"},
		"worked long before": {year(2027, "", "2025-12-31"), "work invalid"}, "worked long after": {year(2027, "", "2029-01-01"), "work invalid"}, "both": {year(2027, "2027-01-01", "2027-01-01"), "work invalid"},
		"a directory": {entry(tickets.DispatchEntry{Category: "0601", Area: "A1", Unit: "Z7", Assist: []string{"Y08"}}), ""}, "of nobody": {entry(tickets.DispatchEntry{}), "unit unknown"},
		"assisted by nobody": {entry(tickets.DispatchEntry{Unit: "Y04", Assist: []string{"Q"}}), "unit unknown"}, "nowhere": {entry(tickets.DispatchEntry{Unit: "Y04", Area: "Q"}), "area unknown"},
		"of no category": {entry(tickets.DispatchEntry{Unit: "Y04", Category: "99"}), "category unknown"},
		"options":        {options(tickets.Options{}), ""}, "closing at 11:59": {options(tickets.Options{Closing: 719}), "closing invalid"}, "at noon": {options(tickets.Options{Closing: 720}), ""},
		"at midnight": {options(tickets.Options{Closing: 1440}), ""}, "after midnight": {options(tickets.Options{Closing: 1441}), "closing invalid"},
		"no first contact": {options(days(0)), ""}, "ten days": {options(days(10)), ""}, "eleven": {options(days(11)), "contact_days invalid"}, "minus one": {options(days(-1)), "contact_days invalid"},
		"anonymous accepted": {options(tickets.Options{Anonymous: tickets.AnonymousAccepted}), ""}, "refused": {options(tickets.Options{Anonymous: tickets.AnonymousRefused}), ""},
		"anonymous maybe": {options(tickets.Options{Anonymous: "maybe"}), "anonymous unknown"}, "a long text": {options(tickets.Options{AnonymousText: long}), "anonymous_text too_long"},
		"a line": {line(func(*tickets.MergedLine) {}), ""}, "of three digits": {line(func(l *tickets.MergedLine) { l.Number = "123" }), ""}, "of two": {line(func(l *tickets.MergedLine) { l.Number = "12" }), "number invalid"},
		"of twelve": {line(func(l *tickets.MergedLine) { l.Number = "123456789012" }), ""}, "of thirteen": {line(func(l *tickets.MergedLine) { l.Number = "1234567890123" }), "number invalid"},
		"of letters": {line(func(l *tickets.MergedLine) { l.Number = "123a" }), "number invalid"}, "110": {line(func(l *tickets.MergedLine) { l.Number = "110" }), "number invalid"},
		"0119": {line(func(l *tickets.MergedLine) { l.Number = "0119" }), "number invalid"}, "120": {line(func(l *tickets.MergedLine) { l.Number = "120" }), "number invalid"}, "122": {line(func(l *tickets.MergedLine) { l.Number = "122" }), "number invalid"},
		"without a name": {line(func(l *tickets.MergedLine) { l.Name = " " }), "name required"}, "an odd name": {line(func(l *tickets.MergedLine) { l.Name = "\x1b" }), "name required"},
		"of a unit that is none": {line(func(l *tickets.MergedLine) { l.Unit = "Q" }), "unit unknown"}, "that ended": {line(func(l *tickets.MergedLine) { l.Unit = "Z7" }), "unit unknown"},
		"ended with it": {line(func(l *tickets.MergedLine) { l.Unit, l.Ended = "Z7", true }), ""}, "merged in no way": {line(func(l *tickets.MergedLine) { l.Way = "" }), "way unknown"},
		"cancelled": {line(func(l *tickets.MergedLine) { l.Way = tickets.LineCancelled }), ""}, "a sub-centre": {line(func(l *tickets.MergedLine) { l.Way = tickets.LineSubCentre }), ""},
		"since never": {line(func(l *tickets.MergedLine) { l.Since = "" }), ""}, "since no day": {line(func(l *tickets.MergedLine) { l.Since = "2021-02-29" }), "since invalid"},
		"a long greeting": {line(func(l *tickets.MergedLine) { l.Greeting = long }), "greeting invalid"}, "an odd English name": {line(func(l *tickets.MergedLine) { l.NameEN = "\x1b" }), "greeting invalid"},
	} {
		if got := wrong(b.CheckChange(c.change)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatAChangeIsAbout(t *testing.T) {
	t.Parallel()
	set := tickets.RuleSet{Units: storetest.Units(), Categories: storetest.Categories(), Rules: tickets.RuleSettings{Limits: []tickets.LimitRule{{Unit: "5wd"}},
		Years: []tickets.Year{{Year: 2028}, {Year: 2027}}, Directory: tickets.DispatchDirectory{Version: 4}, Options: tickets.Options{Closing: 1000}, MergedLines: []tickets.MergedLine{{Number: "12333", Name: "a"}}}}
	empty := tickets.RuleSet{}
	unit, category, limits, year := org.Unit{Code: "Y04", Name: "b"}, tickets.Category{Code: "0601", Name: "b"}, []tickets.LimitRule{{Unit: "9wd"}}, tickets.Year{Year: 2027, Off: []string{"2027-01-01"}}
	directory, options, line := tickets.DispatchDirectory{Version: 5}, tickets.Options{Closing: 1020}, tickets.MergedLine{Number: "12333", Name: "b"}
	for _, c := range []struct {
		change   tickets.RuleChange
		kind     tickets.RuleKind
		recounts bool
		was, now string
	}{
		{tickets.RuleChange{Unit: &unit}, "unit", false, "市城管局", "b"}, {tickets.RuleChange{Category: &category}, "category", false, "建筑施工噪声", "b 06"},
		{tickets.RuleChange{Limits: &limits}, "limits", false, "5wd", "9wd"}, {tickets.RuleChange{Year: &year}, "year", true, "2027 0", "2027 2028 1"},
		{tickets.RuleChange{Directory: &directory}, "directory", false, "4", "5"}, {tickets.RuleChange{Options: &options}, "options", true, "1000", "1020"},
		{tickets.RuleChange{MergedLine: &line}, "merged_line", false, "a", "b"},
	} {
		if c.change.Kind() != c.kind || c.change.Recounts() != c.recounts {
			t.Errorf("%s is called %s, recounts %v", c.kind, c.change.Kind(), c.change.Recounts())
		}
		was, never, now := set.Before(c.change), empty.Before(c.change), set.With(c.change)
		var text, after string
		fresh := true
		switch c.kind {
		case "unit":
			text, after, fresh = was.Unit.Name, now.Units[2].Name, never.Unit == nil
		case "category":
			text, after, fresh = was.Category.Name, now.Categories[1].Name+" "+now.Categories[1].Parent, never.Category == nil
		case "limits":
			text, after, fresh = (*was.Limits)[0].Unit, now.Rules.Limits[0].Unit, len(*never.Limits) == 0 && *never.Limits != nil
		case "year":
			text, after, fresh = fmt.Sprint(was.Year.Year, len(was.Year.Off)), fmt.Sprint(now.Rules.Years[0].Year, now.Rules.Years[1].Year, len(now.Rules.Years[0].Off)), never.Year == nil
		case "directory":
			text, after = fmt.Sprint(was.Directory.Version), fmt.Sprint(now.Rules.Directory.Version)
		case "options":
			text, after = fmt.Sprint(was.Options.Closing), fmt.Sprint(now.Rules.Options.Closing)
		case "merged_line":
			text, after, fresh = was.MergedLine.Name, now.Rules.MergedLines[0].Name, never.MergedLine == nil
		}
		if text != c.was || after != c.now || !fresh || len(now.Units) != len(set.Units) || len(now.Categories) != 2 || len(now.Rules.Years) != 2 || len(now.Rules.MergedLines) != 1 {
			t.Errorf("%s: was %q, is %q, new %v", c.kind, text, after, fresh)
		}
	}
	if (tickets.RuleChange{}).Kind() != tickets.ImportedRules || set.Units[2].Name != "市城管局" || set.Rules.Years[0].Year != 2028 {
		t.Error("a table that was read is another kind, and the rules of before stay")
	}
	group := tickets.Category{Code: "06", Name: "g"}
	more := set.With(tickets.RuleChange{Category: &group}).With(tickets.RuleChange{Unit: &org.Unit{Code: "N"}})
	if more.Categories[0].Parent != "" || len(more.Units) != len(set.Units)+1 {
		t.Errorf("a group has the parent %q", more.Categories[0].Parent)
	}
	book, err := set.Rulebook()
	must(t, err)
	if book.Options.Closing != 1000 || book.Directory.Version != 4 || len(book.Limits) != 1 || len(book.MergedLines) != 1 || len(book.Categories) != 2 || !book.Tree.Works("Y04") || !book.Calendar.Knows(2028) || !book.Calendar.Knows(2026) {
		t.Errorf("the rulebook is %+v", book)
	}
	set.Rules.Years = []tickets.Year{{Year: 2027, Off: []string{"x"}}}
	if book, err := set.Rulebook(); err == nil || !book.Calendar.Knows(2026) || book.Calendar.Knows(2027) {
		t.Errorf("a calendar without sense: error %v", err)
	}
	want := []tickets.RuleKind{"unit", "category", "limits", "year", "directory", "options", "merged_line", "types", "import"}
	if !slices.Equal(tickets.RuleKinds(), want) {
		t.Errorf("kinds %v", tickets.RuleKinds())
	}
}
