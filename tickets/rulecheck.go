package tickets

import (
	"slices"
	"strings"
	"time"

	"hotline12345/tickets/workday"
)

// checkChange says what is wrong with a change of the rulebook.
func (b Rulebook) checkChange(c RuleChange) []FieldError {
	switch {
	case c.parts() > 1: // the history would tell of changes that were not made
		return []FieldError{{"change", CodeInvalid}}
	case c.Unit != nil:
		return b.checkUnit(*c.Unit)
	case c.Category != nil:
		return b.checkCategory(*c.Category)
	case c.Limits != nil:
		return b.checkLimits(*c.Limits)
	case c.Year != nil:
		return checkYear(*c.Year)
	case c.Directory != nil:
		return b.checkDirectory(c.Directory.Lines)
	case c.Line != nil:
		return b.checkLine(*c.Line)
	case c.Options != nil:
		return checkOptions(*c.Options)
	}
	return []FieldError{{"change", CodeRequired}}
}

// checkYear: a notice names days of its year, perhaps of the neighbouring ones,
// and each day once.
func checkYear(y Year) []FieldError {
	if _, err := workday.New([]workday.Year{y}); err != nil || y.Year < 2000 || y.Year > 2200 {
		return []FieldError{{"year", CodeInvalid}}
	}
	far := func(day string) bool {
		at, _ := time.Parse(time.DateOnly, day) // workday.New has read it
		return at.Year() < y.Year-1 || at.Year() > y.Year+1
	}
	if slices.ContainsFunc(y.Off, far) {
		return []FieldError{{"off", CodeInvalid}}
	}
	if slices.ContainsFunc(y.Work, func(day string) bool { return far(day) || slices.Contains(y.Off, day) }) {
		return []FieldError{{"work", CodeInvalid}}
	}
	return nil
}

func (b Rulebook) checkUnit(u Unit) []FieldError {
	var wrong []FieldError
	bad := func(field string, code FieldCode) { wrong = append(wrong, FieldError{field, code}) }
	if strings.TrimSpace(u.Code) == "" || len(u.Code) > 32 || !cleanText(u.Code, 32) {
		bad("code", CodeRequired)
	}
	if strings.TrimSpace(u.Name) == "" || !cleanText(u.Name, maxUnit) {
		bad("name", CodeRequired)
	}
	_, parent := b.Tree.Unit(u.Parent)
	before, known := b.Tree.Unit(u.Code)
	top := known && before.Parent == ""
	switch {
	case u.Parent == "" && !top && b.Tree.Loaded():
		bad("parent", CodeRequired) // people of a second top would see everything
	case u.Parent != "" && (!parent || b.Tree.Within(u.Parent, u.Code)):
		bad("parent", CodeInvalid) // unknown, or the tree would have a circle
	}
	if u.Ended && top {
		bad("ended", CodeInvalid) // nobody could see the whole any more
	}
	if known && before.Centre && !before.Ended && !b.centreMayEnd(u) {
		bad("centre", CodeRequired) // nobody would answer for its tickets
	}
	if u.Level < 1 || u.Level > 9 {
		bad("level", CodeInvalid)
	}
	if u.Phone != "" && !IsTelephone(u.Phone) {
		bad("phone", CodeInvalid)
	}
	if u.Ended && (!b.Tree.Works(u.Successor) || b.Tree.Within(u.Successor, u.Code)) {
		bad("successor", CodeRequired) // its open work must go somewhere else
	}
	return wrong
}

// centreMayEnd: a hotline centre ends into another one, and is a plain unit again
// only where another one serves its area.
func (b Rulebook) centreMayEnd(u Unit) bool {
	if u.Ended {
		to, ok := b.Tree.Unit(u.Successor)
		return ok && to.Centre
	}
	if u.Centre {
		return true
	}
	others := slices.DeleteFunc(slices.Clone(b.Tree.All()), func(o Unit) bool { return o.Code == u.Code })
	return NewTree(append(others, u)).CentreFor(u.Code) != ""
}

func (b Rulebook) checkCategory(c Category) []FieldError {
	var wrong []FieldError
	bad := func(field string, code FieldCode) { wrong = append(wrong, FieldError{field, code}) }
	if !digits(c.Code, 4) && !digits(c.Code, 2) {
		bad("code", CodeInvalid)
	}
	if strings.TrimSpace(c.Name) == "" || !cleanText(c.Name, maxName) {
		bad("name", CodeRequired)
	}
	if len(c.Code) != 4 {
		if c.Ended && slices.ContainsFunc(b.Categories, func(x Category) bool { return x.Parent == c.Code && !x.Ended }) {
			bad("ended", CodeInUse)
		}
		return wrong
	}
	switch group, ok := b.Category(c.Code[:2]); {
	case !ok:
		bad("code", CodeUnknown) // there is no such group
	case group.Ended && !c.Ended:
		bad("code", CodeEnded)
	}
	if !slices.Contains(Types(), c.Type) {
		bad("type", CodeUnknown)
	}
	if c.Unit != "" && !b.Tree.handles(c.Unit) {
		bad("unit", CodeUnknown)
	}
	if c.Local != "" && localLevel[c.Local] == 0 {
		bad("local", CodeInvalid)
	}
	if slices.ContainsFunc(c.Assist, func(u string) bool { return !b.Tree.handles(u) }) {
		bad("assist", CodeUnknown)
	}
	if l, err := ParseLimit(c.Limit); err != nil || l.TooLong() {
		bad("limit", CodeInvalid)
	}
	if c.Urgency != Normal && c.Urgency != Urgent && c.Urgency != Emergency {
		bad("urgency", CodeUnknown)
	}
	return wrong
}

func (b Rulebook) checkLimits(lines []LimitRule) []FieldError {
	for _, l := range lines {
		unit, err := ParseLimit(l.Unit)
		if err != nil || unit.AtOnce() || unit.TooLong() {
			return []FieldError{{"unit", CodeInvalid}}
		}
		if _, err := ParseLimit(l.Promise); l.Promise != "" && err != nil {
			return []FieldError{{"promise", CodeInvalid}}
		}
		if l.Type != "" && !slices.Contains(Types(), l.Type) {
			return []FieldError{{"type", CodeUnknown}}
		}
		if l.Urgency != "" && l.Urgency != Normal && l.Urgency != Urgent && l.Urgency != Emergency {
			return []FieldError{{"urgency", CodeUnknown}}
		}
		if _, ok := b.Category(l.Category); l.Category != "" && !ok {
			return []FieldError{{"category", CodeUnknown}}
		}
	}
	return nil
}

func (b Rulebook) checkDirectory(lines []Direction) []FieldError {
	for _, d := range lines {
		if !b.Tree.handles(d.Unit) || slices.ContainsFunc(d.Assist, func(u string) bool { return !b.Tree.handles(u) }) {
			return []FieldError{{"unit", CodeUnknown}}
		}
		if _, ok := b.Tree.Unit(d.Area); d.Area != "" && !ok {
			return []FieldError{{"area", CodeUnknown}}
		}
		if _, ok := b.Category(d.Category); d.Category != "" && !ok {
			return []FieldError{{"category", CodeUnknown}}
		}
	}
	return nil
}
