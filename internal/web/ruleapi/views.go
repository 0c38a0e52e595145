package ruleapi

import (
	"bytes"
	"encoding/json"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/workday"
)

// Each view is a rule with its version (rev), so that what was read can be sent back as it
// is, and a change of what has changed meanwhile is noticed.

// UnitView is a unit and its version.
type UnitView struct {
	org.Unit
	Rev string `json:"rev,omitempty" doc:"the version that was read"`
}

// CategoryView is a category and its version.
type CategoryView struct {
	tickets.Category
	Rev string `json:"rev,omitempty" doc:"the version that was read"`
}

// YearBody is the notice of one year's holidays and its version.
type YearBody struct {
	Year int      `json:"year"`
	Off  []string `json:"off"`
	Work []string `json:"work"`
	Rev  string   `json:"rev,omitempty" doc:"the version that was read"`
}

// LimitsView is the table of limits and its version.
type LimitsView struct {
	Limits []tickets.LimitRule `json:"limits" nullable:"false"`
	Rev    string              `json:"rev,omitempty" doc:"the version that was read"`
}

// TypesView are the names of the types of matters and their version.
type TypesView struct {
	Types []tickets.TypeName `json:"types" nullable:"false"`
	Rev   string             `json:"rev,omitempty" doc:"the version that was read"`
}

// OptionsView are the options and their version.
type OptionsView struct {
	tickets.Options
	Rev string `json:"rev,omitempty" doc:"the version that was read"`
}

// MergedLineView is a merged line and its version.
type MergedLineView struct {
	tickets.MergedLine
	Rev string `json:"rev,omitempty" doc:"the version that was read"`
}

// DirectoryView is the dispatch directory and the version of what it says. Sent back, its
// entries and its note count; who made which version when is the server's to say.
type DirectoryView struct {
	tickets.DispatchDirectory
	Rev string `json:"rev,omitempty" doc:"the version that was read"`
}

// DirectoryBody is the dispatch directory as it is sent: as it was read, or its entries
// alone.
type DirectoryBody struct{ DirectoryView }

// UnmarshalJSON implements json.Unmarshaler.
func (b *DirectoryBody) UnmarshalJSON(raw []byte) error {
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		return json.Unmarshal(raw, &b.Entries)
	}
	return json.Unmarshal(raw, &b.DirectoryView)
}

// Schema implements huma.SchemaProvider.
func (DirectoryBody) Schema(r huma.Registry) *huma.Schema {
	return &huma.Schema{OneOf: []*huma.Schema{
		{Type: huma.TypeArray, Items: r.Schema(reflect.TypeFor[tickets.DispatchEntry](), true, "")},
		r.Schema(reflect.TypeFor[DirectoryView](), true, ""),
	}}
}

// RulesView are the rules beside units and categories, and the years that the program
// itself knows.
type RulesView struct {
	Limits      []tickets.LimitRule `json:"limits" nullable:"false"`
	LimitsRev   string              `json:"limits_rev,omitempty" doc:"the version of limits that was read"`
	Years       []YearBody          `json:"years" nullable:"false"`
	Directory   DirectoryView       `json:"directory"`
	Options     OptionsView         `json:"options"`
	MergedLines []MergedLineView    `json:"merged_lines" nullable:"false"`
	Types       []tickets.TypeName  `json:"types" nullable:"false"`
	TypesRev    string              `json:"types_rev,omitempty" doc:"the version of types that was read"`
	Announced   []tickets.Year      `json:"announced" nullable:"false" readOnly:"true" doc:"ignored where it is sent back"`
}

func viewOf(set tickets.RuleSet) RulesView {
	v := RulesView{Years: []YearBody{}, MergedLines: []MergedLineView{}, Announced: workday.Announced()}
	limits, _ := limitsOf(set, "")
	v.Limits, v.LimitsRev = limits.Limits, limits.Rev
	types, _ := typesOf(set, "")
	v.Types, v.TypesRev = types.Types, types.Rev
	v.Directory, _ = directoryOf(set, "")
	v.Options, _ = optionsOf(set, "")
	for _, y := range set.Rules.Years {
		v.Years = append(v.Years, yearView(y))
	}
	for _, l := range set.Rules.MergedLines {
		v.MergedLines = append(v.MergedLines, mergedLineView(l))
	}
	return v
}

// rev returns the version of a rule.
func rev(r tickets.Replaced) string { return r.Rev() }

func unitView(u org.Unit) UnitView { return UnitView{u, rev(tickets.Replaced{Unit: &u})} }

func categoryView(c tickets.Category) CategoryView {
	return CategoryView{c, rev(tickets.Replaced{Category: &c})}
}

func mergedLineView(l tickets.MergedLine) MergedLineView {
	return MergedLineView{l, rev(tickets.Replaced{MergedLine: &l})}
}

func yearView(y tickets.Year) YearBody {
	return YearBody{y.Year, httpapi.NotNil(y.Off), httpapi.NotNil(y.Work), rev(tickets.Replaced{Year: &y})}
}

// announcedView is a year that nobody has entered: it has no version yet.
func announcedView(y tickets.Year) YearBody {
	v := yearView(y)
	v.Rev = ""
	return v
}

func limitsOf(set tickets.RuleSet, _ string) (LimitsView, bool) {
	list := httpapi.NotNil(set.Rules.Limits)
	return LimitsView{list, rev(tickets.Replaced{Limits: &list})}, true
}

func typesOf(set tickets.RuleSet, _ string) (TypesView, bool) {
	list := httpapi.NotNil(set.Rules.Types)
	return TypesView{list, rev(tickets.Replaced{Types: &list})}, true
}

func optionsOf(set tickets.RuleSet, _ string) (OptionsView, bool) {
	o := set.Rules.Options // as they are kept: 0 is the usual closing time
	return OptionsView{o, rev(tickets.Replaced{Options: &o})}, true
}

func directoryOf(set tickets.RuleSet, _ string) (DirectoryView, bool) {
	d := set.Rules.Directory
	d.Entries = httpapi.NotNil(d.Entries)
	return DirectoryView{d, rev(tickets.Replaced{Directory: &d})}, true
}
