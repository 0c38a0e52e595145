package ruleapi

import (
	"cmp"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
)

// RuleChangeBody is one change of the rules: exactly one of its fields beside Note and Rev
// is set.
type RuleChangeBody struct {
	Note       string              `json:"note,omitempty" maxLength:"2000"`
	Rev        string              `json:"rev,omitempty" maxLength:"64" doc:"the version that the change was made up against, as it was read; none: there was nothing yet; *: replace whatever stands there. What is changed may bring its own instead."`
	Unit       *UnitView           `json:"unit,omitempty"`
	Category   *CategoryView       `json:"category,omitempty"`
	Limits     []tickets.LimitRule `json:"limits,omitempty"`
	Year       *YearBody           `json:"year,omitempty"`
	Directory  *DirectoryBody      `json:"directory,omitempty"`
	Options    *OptionsView        `json:"options,omitempty"`
	MergedLine *MergedLineView     `json:"merged_line,omitempty"`
	Types      []tickets.TypeName  `json:"types,omitempty"`
	Line       *MergedLineView     `json:"line,omitempty" deprecated:"true" doc:"the former name of merged_line"`
}

// change returns it as the rules know it.
func (b RuleChangeBody) change() tickets.RuleChange {
	c, own := tickets.RuleChange{}, ""
	add := func(x tickets.RuleChange, rev string) { c, own = with(c, x), cmp.Or(own, rev) }
	if b.Unit != nil {
		add(b.Unit.change())
	}
	if b.Category != nil {
		add(b.Category.change())
	}
	if b.Limits != nil {
		add(LimitsView{Limits: b.Limits}.change())
	}
	if b.Types != nil {
		add(TypesView{Types: b.Types}.change())
	}
	if b.Year != nil {
		add(b.Year.change())
	}
	if b.Directory != nil {
		b.Directory.Note = cmp.Or(b.Note, b.Directory.Note)
		add(b.Directory.change())
	}
	if b.Options != nil {
		add(b.Options.change())
	}
	if line := cmp.Or(b.MergedLine, b.Line); line != nil {
		add(line.change())
	}
	c.Note, c.Seen = b.Note, seen(cmp.Or(b.Rev, own))
	return c
}

// with returns a change that is about the things of both: the rules refuse it.
func with(c, x tickets.RuleChange) tickets.RuleChange {
	return tickets.RuleChange{Unit: cmp.Or(c.Unit, x.Unit), Category: cmp.Or(c.Category, x.Category), Limits: cmp.Or(c.Limits, x.Limits),
		Year: cmp.Or(c.Year, x.Year), Directory: cmp.Or(c.Directory, x.Directory), Options: cmp.Or(c.Options, x.Options),
		MergedLine: cmp.Or(c.MergedLine, x.MergedLine), Types: cmp.Or(c.Types, x.Types)}
}

// anyRev as the version replaces whatever stands there.
const anyRev = "*"

func seen(rev string) *string {
	if rev == anyRev {
		return nil
	}
	return &rev
}

func (v UnitView) change() (tickets.RuleChange, string) {
	return tickets.RuleChange{Unit: &v.Unit}, v.Rev
}

func (v CategoryView) change() (tickets.RuleChange, string) {
	return tickets.RuleChange{Category: &v.Category}, v.Rev
}

func (v LimitsView) change() (tickets.RuleChange, string) {
	return tickets.RuleChange{Limits: &v.Limits}, v.Rev
}

func (v TypesView) change() (tickets.RuleChange, string) {
	return tickets.RuleChange{Types: &v.Types}, v.Rev
}

func (v YearBody) change() (tickets.RuleChange, string) {
	y := tickets.Year{Year: v.Year, Off: httpapi.NotNil(v.Off), Work: httpapi.NotNil(v.Work)}
	return tickets.RuleChange{Year: &y}, v.Rev
}

func (v DirectoryView) change() (tickets.RuleChange, string) {
	d := tickets.DispatchDirectory{Note: v.Note, Entries: httpapi.NotNil(v.Entries)}
	return tickets.RuleChange{Directory: &d}, v.Rev
}

func (v OptionsView) change() (tickets.RuleChange, string) {
	return tickets.RuleChange{Options: &v.Options}, v.Rev
}

func (v MergedLineView) change() (tickets.RuleChange, string) {
	return tickets.RuleChange{MergedLine: &v.MergedLine}, v.Rev
}
