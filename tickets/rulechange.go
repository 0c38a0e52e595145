package tickets

import (
	"slices"
	"time"

	"hotline12345/internal/text"
	"hotline12345/tickets/org"
)

// RuleChange is one change of the rulebook; exactly one of its fields from
// Unit to Types is set, or none for an import.
type RuleChange struct {
	ID   string     `json:"id"`
	At   time.Time  `json:"at"`
	By   org.Person `json:"by"`
	Addr string     `json:"addr,omitempty"`
	Note string     `json:"note,omitempty"`

	Unit       *org.Unit          `json:"unit,omitempty"`
	Category   *Category          `json:"category,omitempty"`
	Limits     *[]LimitRule       `json:"limits,omitempty"`
	Year       *Year              `json:"year,omitempty"`
	Directory  *DispatchDirectory `json:"directory,omitempty"`
	Options    *Options           `json:"options,omitempty"`
	MergedLine *MergedLine        `json:"merged_line,omitempty"`
	Types      *[]TypeName        `json:"types,omitempty"`

	// Before is what it took the place of; nil for changes of long ago.
	Before *Replaced `json:"before,omitempty"`

	// Seen is the version (Rev) of what the change was made up against, "" for something
	// new; nil replaces whatever stands there, knowingly.
	Seen *string `json:"-"`
}

// Replaced is what a change took the place of: the same field as it was; none if
// it was new.
type Replaced struct {
	Unit       *org.Unit          `json:"unit,omitempty"`
	Category   *Category          `json:"category,omitempty"`
	Limits     *[]LimitRule       `json:"limits,omitempty"`
	Year       *Year              `json:"year,omitempty"`
	Directory  *DispatchDirectory `json:"directory,omitempty"`
	Options    *Options           `json:"options,omitempty"`
	MergedLine *MergedLine        `json:"merged_line,omitempty"`
	Types      *[]TypeName        `json:"types,omitempty"`
}

// Tidy returns the change with its names in one form: without what nobody sees, among it the
// signs that turn the direction of writing, by which one unit looks like another. What it was made
// from stays as it is.
func (c RuleChange) Tidy() RuleChange {
	c.Note = text.Tidy(c.Note)
	if c.Unit != nil {
		u := *c.Unit
		u.Code, u.Name, u.Phone, u.Mail = text.Tidy(u.Code), text.Tidy(u.Name), text.Tidy(u.Phone), text.Tidy(u.Mail)
		c.Unit = &u
	}
	if c.Category != nil {
		k := *c.Category
		k.Code, k.Name, k.NameEN = text.Tidy(k.Code), text.Tidy(k.Name), text.Tidy(k.NameEN)
		c.Category = &k
	}
	if c.MergedLine != nil {
		l := *c.MergedLine
		l.Number, l.Name, l.NameEN, l.Greeting = text.Tidy(l.Number), text.Tidy(l.Name), text.Tidy(l.NameEN), text.Tidy(l.Greeting)
		c.MergedLine = &l
	}
	if c.Options != nil {
		o := *c.Options
		o.AnonymousText, o.Confidentiality = text.Tidy(o.AnonymousText), text.Tidy(o.Confidentiality)
		c.Options = &o
	}
	if c.Types != nil {
		types := slices.Clone(*c.Types)
		for i := range types {
			n := &types[i]
			for _, name := range []*string{&n.Name, &n.NameHK, &n.NameEN} {
				if !text.IsBlank(*name) { // what is blank stays, to be refused: an empty name is the program's own
					*name = text.Tidy(*name)
				}
			}
		}
		c.Types = &types
	}
	return c
}

// Recounts reports whether running limits must be counted again.
func (c RuleChange) Recounts() bool { return c.Year != nil || c.Options != nil }

// RuleKind is what a change is about: the JSON name of its field, or ImportedRules.
type RuleKind string

// The kinds.
const (
	UnitRules       RuleKind = "unit"
	CategoryRules   RuleKind = "category"
	LimitRules      RuleKind = "limits"
	YearRules       RuleKind = "year"
	DirectoryRules  RuleKind = "directory"
	OptionRules     RuleKind = "options"
	MergedLineRules RuleKind = "merged_line"
	TypeRules       RuleKind = "types"
	ImportedRules   RuleKind = "import" // a table; its note says what came of it
)

// RuleKinds are all kinds.
func RuleKinds() []RuleKind {
	return []RuleKind{UnitRules, CategoryRules, LimitRules, YearRules, DirectoryRules, OptionRules, MergedLineRules, TypeRules, ImportedRules}
}

// Kind returns what the change is about.
func (c RuleChange) Kind() RuleKind {
	for i, has := range c.has() {
		if has {
			return RuleKinds()[i]
		}
	}
	return ImportedRules
}

// has reports which fields are set, in the order of RuleKinds.
func (c RuleChange) has() []bool {
	return []bool{c.Unit != nil, c.Category != nil, c.Limits != nil, c.Year != nil, c.Directory != nil, c.Options != nil, c.MergedLine != nil, c.Types != nil}
}

// fields counts what a change is about.
func (c RuleChange) fields() (n int) {
	for _, has := range c.has() {
		if has {
			n++
		}
	}
	return n
}

// Single reports whether the change is about one thing, as each must be.
func (c RuleChange) Single() bool { return c.fields() == 1 }

// ChangeFilter selects changes of the rules; empty fields hold for all.
type ChangeFilter struct {
	Kind RuleKind
	// Before continues a list after this change, by its ID.
	Before string
	Limit  int
}
