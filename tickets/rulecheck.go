package tickets

import (
	"slices"
	"strings"

	"hotline12345/tickets/workday"
)

// checkChange says what is wrong with a change of the rulebook.
func (b Rulebook) checkChange(c RuleChange) []FieldError {
	switch {
	case c.Unit != nil:
		return b.checkUnit(*c.Unit)
	case c.Category != nil:
		return b.checkCategory(*c.Category)
	case c.Limits != nil:
		return b.checkLimits(*c.Limits)
	case c.Year != nil:
		if _, err := workday.New([]workday.Year{*c.Year}); err != nil || c.Year.Year < 2000 || c.Year.Year > 2200 {
			return []FieldError{{"year", CodeInvalid}}
		}
	case c.Directory != nil:
		return b.checkDirectory(c.Directory.Lines)
	case c.Options != nil:
		if c.Options.Closing < 0 || c.Options.Closing > 24*60 {
			return []FieldError{{"closing", CodeInvalid}}
		}
	default:
		return []FieldError{{"change", CodeRequired}}
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
	if u.Parent != "" && (!parent || b.Tree.Within(u.Parent, u.Code)) {
		bad("parent", CodeInvalid) // unknown, or the tree would have a circle
	}
	if u.Level < 1 || u.Level > 9 {
		bad("level", CodeInvalid)
	}
	if u.Phone != "" && !IsTelephone(u.Phone) {
		bad("phone", CodeInvalid)
	}
	if u.Ended && (!b.Tree.Works(u.Successor) || u.Successor == u.Code) {
		bad("successor", CodeRequired) // its open work must go somewhere
	}
	return wrong
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
		return wrong
	}
	if !slices.Contains(Types(), c.Type) {
		bad("type", CodeUnknown)
	}
	if c.Unit != "" && !b.Tree.Works(c.Unit) {
		bad("unit", CodeUnknown)
	}
	if c.Local != "" && localLevel[c.Local] == 0 {
		bad("local", CodeInvalid)
	}
	if slices.ContainsFunc(c.Assist, func(u string) bool { return !b.Tree.Works(u) }) {
		bad("assist", CodeUnknown)
	}
	if _, err := ParseLimit(c.Limit); err != nil {
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
		if err != nil || unit.AtOnce() || unit.Days > longestTotal {
			return []FieldError{{"unit", CodeInvalid}}
		}
		if _, err := ParseLimit(l.Promise); l.Promise != "" && err != nil {
			return []FieldError{{"promise", CodeInvalid}}
		}
	}
	return nil
}

func (b Rulebook) checkDirectory(lines []Direction) []FieldError {
	for _, d := range lines {
		if !b.Tree.Works(d.Unit) || slices.ContainsFunc(d.Assist, func(u string) bool { return !b.Tree.Works(u) }) {
			return []FieldError{{"unit", CodeUnknown}}
		}
		if _, ok := b.Tree.Unit(d.Area); d.Area != "" && !ok {
			return []FieldError{{"area", CodeUnknown}}
		}
	}
	return nil
}
