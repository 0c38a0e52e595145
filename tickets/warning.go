package tickets

import (
	"slices"
	"time"
)

// Warning is what an administrator may want to look at again before a change of the
// rules is saved; a city may want it so.
type Warning struct {
	Code WarningCode `json:"code"`
	Row  int         `json:"row"` // of the table of limits or the dispatch directory, from 1
	// Other is the row that holds in its place; 0 if none does.
	Other int `json:"other,omitempty"`
	// Unit and Promise are the limits that do not fit together.
	Unit    string `json:"unit,omitempty"`
	Promise string `json:"promise,omitempty"`
}

// WarningCode says what may be wrong with a row.
type WarningCode string

// The codes.
const (
	// ShortPromise: the citizen is promised an answer sooner than the unit must
	// give one.
	ShortPromise   WarningCode = "short_promise"
	DuplicateRow   WarningCode = "double" // another row is for the same; the later one holds
	IneffectiveRow WarningCode = "never"  // others hold in every case
	SeedRow        WarningCode = "seed"   // all get seven working days (S091), so its limit counts for nothing
	EndedCategory  WarningCode = "ended_category"
	EndedArea      WarningCode = "ended_area"
	EndedUnit      WarningCode = "ended_unit" // its successor gets the work
)

// Warnings returns those about the rules that a change is about.
func (b Rulebook) Warnings(c RuleChange) []Warning {
	switch {
	case c.Limits != nil, c.Options != nil:
		return append(b.limitWarnings(), b.ineffectiveRows()...)
	case c.Directory != nil:
		return b.directoryWarnings()
	}
	return nil
}

// limitWarnings returns those about rows of the table of limits by themselves.
func (b Rulebook) limitWarnings() (warnings []Warning) {
	for i, l := range b.Limits {
		if c, ok := b.Category(l.Category); ok && c.Ended {
			warnings = append(warnings, Warning{Code: EndedCategory, Row: i + 1})
		}
		unit, err := ParseLimit(l.Unit)
		if err != nil {
			continue
		}
		seven := Limit{Days: unitDays}
		if b.Options.SeedRules && l.Urgency != Emergency {
			if l.Urgency != "" && unit != seven {
				warnings = append(warnings, Warning{Code: SeedRow, Row: i + 1, Unit: l.Unit})
			}
			unit = seven
		}
		if p, err := ParseLimit(l.Promise); err == nil && !p.AtOnce() && p.shorterThan(unit) {
			warnings = append(warnings, Warning{Code: ShortPromise, Row: i + 1, Unit: unit.String(), Promise: l.Promise})
		}
	}
	return warnings
}

// shorterThan reports whether a limit is the shorter one; a working day counts as 24 hours.
func (l Limit) shorterThan(o Limit) bool {
	length := func(l Limit) time.Duration { return l.Clock + time.Duration(l.Days)*24*time.Hour }
	return length(l) < length(o)
}

// ineffectiveRows warns of rows of the table of limits that win in no case there can be: each
// type, urgency and category is tried.
func (b Rulebook) ineffectiveRows() (warnings []Warning) {
	won, lost := make([]bool, len(b.Limits)), make([]int, len(b.Limits)) // to which row; 0 to none
	for _, r := range b.everyMatter() {
		for _, u := range []Urgency{Normal, Urgent, Emergency} {
			best := b.limitRow(r, u)
			if best < 0 {
				continue
			}
			won[best] = true
			for i, l := range b.Limits {
				if lost[i] == 0 && l.weight(r, u) >= 0 {
					lost[i] = best + 1
				}
			}
		}
	}
	for i, l := range b.Limits {
		d := Warning{Code: IneffectiveRow, Row: i + 1, Other: lost[i]}
		if o := d.Other - 1; o >= 0 && l.sameFor(b.Limits[o]) {
			d.Code = DuplicateRow
		}
		if c, ok := b.Category(l.Category); !won[i] && !(ok && c.Ended) { // that one is told already
			warnings = append(warnings, d)
		}
	}
	return warnings
}

// sameFor reports whether two rows are for the same matters.
func (l LimitRule) sameFor(o LimitRule) bool {
	return l.Type == o.Type && l.Category == o.Category && l.Urgency == o.Urgency
}

// everyMatter has each type with each category that a new ticket may have.
func (b Rulebook) everyMatter() (all []Register) {
	for _, t := range b.AllTypes() {
		all = append(all, Register{Type: t})
		for _, c := range b.Categories {
			if len(c.Code) == 4 && !c.Ended {
				all = append(all, Register{Type: t, Category: c.Code})
			}
		}
	}
	return all
}

// directoryWarnings returns those about entries of the dispatch directory.
func (b Rulebook) directoryWarnings() (warnings []Warning) {
	for i, d := range b.Directory.Entries {
		say := func(code WarningCode, other int) {
			warnings = append(warnings, Warning{Code: code, Row: i + 1, Other: other})
		}
		later := slices.IndexFunc(b.Directory.Entries[i+1:], func(o DispatchEntry) bool { return o.Category == d.Category && o.Area == d.Area })
		if later >= 0 {
			say(DuplicateRow, i+later+2)
		}
		if c, ok := b.Category(d.Category); ok && c.Ended {
			say(EndedCategory, 0)
		}
		if u, ok := b.Tree.Unit(d.Area); ok && u.Ended {
			say(EndedArea, 0)
		}
		if u, ok := b.Tree.Unit(d.Unit); ok && u.Ended {
			say(EndedUnit, 0)
		}
	}
	return warnings
}
