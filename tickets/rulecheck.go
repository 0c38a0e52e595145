package tickets

import (
	"slices"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// CheckChange returns what is wrong with a change of the rulebook.
func (b Rulebook) CheckChange(c RuleChange) []errs.FieldError {
	switch {
	case c.fields() > 1: // the history would tell of changes that were not made
		return []errs.FieldError{{Field: "change", Code: errs.CodeInvalid}}
	case c.Unit != nil:
		return b.checkUnit(*c.Unit)
	case c.Category != nil:
		return b.checkCategory(*c.Category)
	case c.Limits != nil:
		return b.checkLimits(*c.Limits)
	case c.Year != nil:
		return checkYear(*c.Year)
	case c.Directory != nil:
		return b.checkDirectory(c.Directory.Entries)
	case c.MergedLine != nil:
		return b.checkMergedLine(*c.MergedLine)
	case c.Options != nil:
		return checkOptions(*c.Options)
	case c.Types != nil:
		return b.checkTypes(*c.Types)
	}
	return []errs.FieldError{{Field: "change", Code: errs.CodeRequired}}
}

// checkYear requires that a notice names days of its year, perhaps of the neighbouring
// ones, and each day once.
func checkYear(y Year) []errs.FieldError {
	if _, err := workday.New([]workday.Year{y}); err != nil || y.Year < 2000 || y.Year > 2200 {
		return []errs.FieldError{{Field: "year", Code: errs.CodeInvalid}}
	}
	far := func(day string) bool {
		at, _ := time.Parse(time.DateOnly, day) // workday.New has read it
		return at.Year() < y.Year-1 || at.Year() > y.Year+1
	}
	if slices.ContainsFunc(y.Off, far) {
		return []errs.FieldError{{Field: "off", Code: errs.CodeInvalid}}
	}
	if slices.ContainsFunc(y.Work, func(day string) bool { return far(day) || slices.Contains(y.Off, day) }) {
		return []errs.FieldError{{Field: "work", Code: errs.CodeInvalid}}
	}
	return nil
}

func (b Rulebook) checkUnit(u org.Unit) []errs.FieldError {
	var wrong []errs.FieldError
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	if text.IsBlank(u.Code) || len(u.Code) > 32 || !text.Clean(u.Code, 32) {
		bad("code", errs.CodeRequired)
	}
	if text.IsBlank(u.Name) || !text.Clean(u.Name, text.MaxUnit) {
		bad("name", errs.CodeRequired)
	}
	_, parent := b.Tree.Unit(u.Parent)
	before, exists := b.Tree.Unit(u.Code)
	top := exists && before.Parent == ""
	switch {
	case u.Parent == "" && !top && b.Tree.Loaded():
		bad("parent", errs.CodeRequired) // people of a second top would see everything
	case u.Parent != "" && (!parent || b.Tree.Within(u.Parent, u.Code)):
		bad("parent", errs.CodeInvalid) // unknown, or the tree would have a circle
	}
	if u.Ended && top {
		bad("ended", errs.CodeInvalid) // its people see the whole
	}
	if exists && before.Centre && !before.Ended && !b.centreMayEnd(u) {
		bad("centre", errs.CodeRequired) // its tickets need a centre that answers for them
	}
	if u.Level < 1 || u.Level > 9 {
		bad("level", errs.CodeInvalid)
	}
	if u.Phone != "" && !text.IsTelephone(u.Phone) {
		bad("phone", errs.CodeInvalid)
	}
	if u.Mail != "" && !org.IsMail(u.Mail) {
		bad("mail", errs.CodeInvalid)
	}
	if u.Ended && (!b.Tree.Works(u.Successor) || b.Tree.Within(u.Successor, u.Code)) {
		bad("successor", errs.CodeRequired) // its open work must go somewhere else
	}
	return wrong
}

// centreMayEnd reports whether a hotline centre may become what u says: it ends into
// another centre, and is a plain unit again only where another centre serves its area.
func (b Rulebook) centreMayEnd(u org.Unit) bool {
	if u.Ended {
		to, ok := b.Tree.Unit(u.Successor)
		return ok && to.Centre
	}
	if u.Centre {
		return true
	}
	others := slices.DeleteFunc(slices.Clone(b.Tree.All()), func(o org.Unit) bool { return o.Code == u.Code })
	return org.NewTree(append(others, u)).CentreFor(u.Code) != ""
}

func (b Rulebook) checkCategory(c Category) []errs.FieldError {
	var wrong []errs.FieldError
	bad := func(field string, code errs.FieldCode) {
		wrong = append(wrong, errs.FieldError{Field: field, Code: code})
	}
	if !text.IsDigits(c.Code, 4) && !text.IsDigits(c.Code, 2) {
		bad("code", errs.CodeInvalid)
	}
	if text.IsBlank(c.Name) || !text.Clean(c.Name, text.MaxName) {
		bad("name", errs.CodeRequired)
	}
	if !text.Clean(c.NameEN, text.MaxName) {
		bad("name_en", errs.CodeInvalid)
	}
	if len(c.Code) != 4 {
		if c.Ended && slices.ContainsFunc(b.Categories, func(x Category) bool { return x.Parent == c.Code && !x.Ended }) {
			bad("ended", errs.CodeInUse)
		}
		return wrong
	}
	switch group, ok := b.Category(c.Code[:2]); {
	case !ok:
		bad("code", errs.CodeUnknown) // there is no such group
	case group.Ended && !c.Ended:
		bad("code", errs.CodeEnded)
	}
	if !slices.Contains(b.AllTypes(), c.Type) {
		bad("type", errs.CodeUnknown)
	}
	if c.Unit != "" && !b.Tree.TakesWork(c.Unit) {
		bad("unit", errs.CodeUnknown)
	}
	if c.Local != "" && localLevel[c.Local] == 0 {
		bad("local", errs.CodeInvalid)
	}
	if slices.ContainsFunc(c.Assist, func(u string) bool { return !b.Tree.TakesWork(u) }) {
		bad("assist", errs.CodeUnknown)
	}
	if l, err := ParseLimit(c.Limit); err != nil || l.TooLong() {
		bad("limit", errs.CodeInvalid)
	}
	if c.Urgency != Normal && c.Urgency != Urgent && c.Urgency != Emergency {
		bad("urgency", errs.CodeUnknown)
	}
	return wrong
}

func (b Rulebook) checkLimits(rules []LimitRule) []errs.FieldError {
	for _, l := range rules {
		unit, err := ParseLimit(l.Unit)
		if err != nil || unit.AtOnce() || unit.TooLong() {
			return []errs.FieldError{{Field: "unit", Code: errs.CodeInvalid}}
		}
		if _, err := ParseLimit(l.Promise); l.Promise != "" && err != nil {
			return []errs.FieldError{{Field: "promise", Code: errs.CodeInvalid}}
		}
		if l.Type != "" && !slices.Contains(b.AllTypes(), l.Type) {
			return []errs.FieldError{{Field: "type", Code: errs.CodeUnknown}}
		}
		if l.Urgency != "" && l.Urgency != Normal && l.Urgency != Urgent && l.Urgency != Emergency {
			return []errs.FieldError{{Field: "urgency", Code: errs.CodeUnknown}}
		}
		if _, ok := b.Category(l.Category); l.Category != "" && !ok {
			return []errs.FieldError{{Field: "category", Code: errs.CodeUnknown}}
		}
	}
	return nil
}

func (b Rulebook) checkDirectory(entries []DispatchEntry) []errs.FieldError {
	for _, d := range entries {
		if !b.Tree.TakesWork(d.Unit) || slices.ContainsFunc(d.Assist, func(u string) bool { return !b.Tree.TakesWork(u) }) {
			return []errs.FieldError{{Field: "unit", Code: errs.CodeUnknown}}
		}
		if _, ok := b.Tree.Unit(d.Area); d.Area != "" && !ok {
			return []errs.FieldError{{Field: "area", Code: errs.CodeUnknown}}
		}
		if _, ok := b.Category(d.Category); d.Category != "" && !ok {
			return []errs.FieldError{{Field: "category", Code: errs.CodeUnknown}}
		}
	}
	return nil
}
