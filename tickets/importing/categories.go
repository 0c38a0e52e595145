package importing

import (
	"regexp"
	"slices"
	"strings"

	"hotline12345/internal/text"
	"hotline12345/tickets"
)

var categoryForm = regexp.MustCompile(`^([0-9]{2}|[0-9]{4})$`)

func (r *reader) categories(k Existing) []tickets.Category {
	units := indexUnits(k.Units)
	have := map[string]tickets.Category{}
	for _, c := range k.Categories {
		have[c.Code] = c
	}
	groups := map[string]bool{}
	for code := range have {
		groups[code] = true
	}
	var list []tickets.Category
	var rows []Row
	for _, r.row = range r.table.Rows {
		code := categoryCode(text.HalfWidth(r.text("code")))
		if code != "" && !categoryForm.MatchString(code) {
			r.bad("code", Invalid)
		}
		r.store("code", code)
		c := have[code]
		if c.Code = code; len(code) == 4 {
			c.Parent = code[:2]
		}
		r.category(&c, units)
		groups[code] = true
		if r.once("code", code) && code != "" {
			list, rows = append(list, c), append(rows, r.row)
		}
	}
	for i, c := range list {
		if c.Parent != "" && !groups[c.Parent] {
			r.badAt(rows[i], "code", UnknownParent)
		}
	}
	slices.SortStableFunc(list, func(a, b tickets.Category) int { return len(a.Code) - len(b.Code) })
	return list
}

// categoryCode restores the zero that a spreadsheet takes away: 601 is 0601.
func categoryCode(s string) string {
	if len(s)%2 == 1 && len(s) < 4 {
		return "0" + s
	}
	return s
}

func (r *reader) category(c *tickets.Category, units unitIndex) {
	r.set(&c.Name, "name")
	r.set(&c.NameEN, "name_en")
	if len(c.Code) == 2 {
		for _, field := range []string{"type", "unit", "local", "assist", "limit"} {
			if r.text(field) != "" {
				r.bad(field, GroupOnly)
			}
		}
		return
	}
	if r.has("type") {
		if c.Type = tickets.Type(r.word("type", "")); !c.Ended && r.ended(c.Type) {
			r.warn("type", EndedType, r.row.cell("type").Text)
		}
	}
	if r.has("unit") {
		c.Unit = r.unitOf("unit", units)
	}
	if r.has("local") {
		c.Local = r.word("local", "")
	}
	if r.has("assist") {
		c.Assist = r.assist(units)
	}
	if r.has("limit") {
		c.Limit = limitOf(r.text("limit"))
	}
	if r.has("urgency") || c.Urgency == "" {
		c.Urgency = tickets.Urgency(r.word("urgency", string(tickets.Normal)))
	}
	if c.Type == "" && r.row.cell("type").Text == "" {
		r.bad("type", Required)
	}
	if l, err := tickets.ParseLimit(c.Limit); c.Limit == "" {
		r.bad("limit", Required)
	} else if err != nil || l.TooLong() {
		r.bad("limit", Invalid)
	}
}

func (r *reader) assist(units unitIndex) []string {
	found := []string{}
	for _, s := range list(r.text("assist")) {
		code, wrong := r.unitNamed("assist", s, units)
		if wrong != "" {
			r.bad("assist", wrong)
		}
		found = append(found, code)
	}
	return found
}

// limitOf reads a limit as people write it: "2小时", "7个工作日", "7wd".
func limitOf(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, " ", ""), "个", "")
	s = strings.ReplaceAll(s, "個", "")
	for _, word := range [][2]string{{"当场", "now"}, {"即場", "now"}, {"工作日", "wd"}, {"工作天", "wd"}, {"小时", "h"}, {"小時", "h"},
		{"分钟", "m"}, {"分鐘", "m"}} {
		s = strings.ReplaceAll(s, word[0], word[1])
	}
	return strings.ToLower(s)
}
