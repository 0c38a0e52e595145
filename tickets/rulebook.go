package tickets

import (
	"slices"
	"time"

	"hotline12345/internal/phone"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// Rulebook is what an administrator may change about the rules: units,
// categories, limits, the calendar, the directory of dispatches. A move is
// decided by the rulebook of its time.
type Rulebook struct {
	Tree        org.Tree
	Categories  []Category
	Limits      []LimitRule
	Calendar    workday.Calendar
	Directory   DispatchDirectory
	Options     Options
	MergedLines []MergedLine
	// TypeNames are what the city says of the types of matters.
	TypeNames []TypeName
	// Plan is the numbering of the city.
	Plan phone.Plan
}

// Options are single settings of the rules.
type Options struct {
	// SeedRules gives every dispatched ticket the seed's seven working days
	// (S091), whatever its category says, emergencies excepted.
	SeedRules bool `json:"seed_rules"`
	// Closing is when business closes, in minutes of the day: 1050 is 17:30, as is 0.
	Closing int `json:"closing" minimum:"0" maximum:"1440"`
	// ContactDays is how many working days after signing a unit has for its first
	// contact with the citizen (M53); 0 is no limit, absent the usual two.
	ContactDays *int `json:"contact_days,omitempty"`
	// Anonymous decides whether reports without a name and a number are accepted
	// (M37); empty is accepted. AnonymousText is what the agent reads to a caller who
	// gives neither; empty is the page's own words.
	Anonymous     Anonymity `json:"anonymous,omitempty" enum:"accepted,refused"`
	AnonymousText string    `json:"anonymous_text,omitempty" maxLength:"1000"`
	// Confidentiality are the words that everybody signs before they see a citizen's data
	// (M79); empty: nobody is asked. Other words are signed anew.
	Confidentiality string `json:"confidentiality,omitempty" maxLength:"4000"`
}

const (
	// unitDays is the unit's limit where no other is given (S091).
	unitDays = 7
	// longestTotal is the longest limit with all extensions (S093).
	longestTotal = 30
	// promiseDays is what the citizen is promised beyond the unit's limit: to
	// check the unit's answer and to pass it on.
	promiseDays = 3
	// shortestLimit is the least that a person gives a unit.
	shortestLimit = 30 * time.Minute
	// supervisedDays is the new limit of a written supervision.
	supervisedDays = 3
	// earliestClosing is noon: a slip of the hand would make everything overdue.
	earliestClosing = 12 * 60
	// defaultClosing is 17:30.
	defaultClosing = 17*60 + 30
)

// DefaultRulebook returns the rulebook that holds until the administrator's was read once.
func DefaultRulebook() Rulebook {
	c, err := workday.New(workday.Announced())
	if err != nil {
		panic(err) // the table is part of the program and its tests
	}
	return Rulebook{Calendar: c}
}

// ClosingTime returns when business closes, from midnight.
func (b Rulebook) ClosingTime() time.Duration {
	if b.Options.Closing == 0 {
		return defaultClosing * time.Minute
	}
	return time.Duration(b.Options.Closing) * time.Minute
}

// Category returns a category by its code.
func (b Rulebook) Category(code string) (Category, bool) {
	i := slices.IndexFunc(b.Categories, func(c Category) bool { return c.Code == code })
	if i < 0 {
		return Category{}, false
	}
	return b.Categories[i], true
}

// UrgencyOf returns the urgency that a category proposes.
func (b Rulebook) UrgencyOf(category string) Urgency {
	if c, ok := b.Category(category); ok && c.Urgency != "" {
		return c.Urgency
	}
	return Normal
}

// LimitsFor returns the unit's limit and the promise to the citizen.
func (b Rulebook) LimitsFor(r Register, u Urgency) (unit, promise Limit) {
	unit = Limit{Days: unitDays}
	if c, ok := b.Category(r.Category); ok {
		if l, err := ParseLimit(c.Limit); err == nil && !l.AtOnce() {
			unit = l
		}
	}
	var given Limit
	if i := b.limitRow(r, u); i >= 0 {
		unit, _ = ParseLimit(b.Limits[i].Unit) // limitRow has read it
		if p, err := ParseLimit(b.Limits[i].Promise); err == nil {
			given = p
		}
	}
	if b.Options.SeedRules && u != Emergency {
		unit = Limit{Days: unitDays}
	}
	if given.AtOnce() {
		given = promiseFor(unit)
	}
	return unit, given
}

// limitRow returns the index of the row of the table of limits that holds; -1 if none
// does.
func (b Rulebook) limitRow(r Register, u Urgency) int {
	best, row := 0, -1
	for i, rule := range b.Limits {
		w := rule.weight(r, u)
		if w < best {
			continue
		}
		if l, err := ParseLimit(rule.Unit); err == nil && !l.AtOnce() {
			best, row = w, i
		}
	}
	return row
}

// RuleSettings are what an administrator may change beside units and categories.
type RuleSettings struct {
	Limits      []LimitRule       `json:"limits"`
	Years       []Year            `json:"years"` // beside the announced ones
	Directory   DispatchDirectory `json:"directory"`
	Options     Options           `json:"options"`
	MergedLines []MergedLine      `json:"merged_lines"` // by number
	Types       []TypeName        `json:"types,omitempty"`
}

// Year is the notice of one year's holidays.
type Year = workday.Year
