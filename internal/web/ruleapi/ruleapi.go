// Package ruleapi serves what administrators decide: units, categories, limits,
// holidays, the directory, merged lines and options, with their history and dry runs.
package ruleapi

import (
	"cmp"
	"context"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
	"hotline12345/tickets/workday"
)

// Register adds the routes of the rules to the interface.
func Register(api *httpapi.API, service *service.Service) {
	h := handlers{service}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/rules", ID: "get-rules",
		Summary: "Limits, holidays, directory, options",
		Roles:   httpapi.Anyone}, h.rules)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/rules/changes", ID: "list-rule-changes",
		Summary: "Who changed which rule when",
		Roles:   httpapi.ChangeReaders}, h.ruleChanges)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/rules", ID: "change-rules",
		Summary: "Change a unit, a category or a rule",
		Roles:   httpapi.Administrators, WholeCity: true}, h.changeRules)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/rules/preview", ID: "preview-rules",
		Summary: "What would follow from a change of the rules",
		Roles:   httpapi.Administrators, WholeCity: true}, h.previewRules)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/units", ID: "list-units",
		Summary: "The handling units",
		Roles:   httpapi.Anyone}, h.units)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/categories", ID: "list-categories",
		Summary: "The categories of matters",
		Roles:   httpapi.Anyone}, h.categories)
}

type handlers struct{ tickets *service.Service }

// RulesView are the rules, and the years that the program itself knows.
type RulesView struct {
	tickets.RuleSettings
	Announced []tickets.Year `json:"announced" nullable:"false"`
}

type rulesReply struct{ Body RulesView }

func (h handlers) rules(ctx context.Context, _ *struct{}) (*rulesReply, error) {
	r, err := h.tickets.Rules(ctx)
	r.Limits, r.Years, r.Directory.Entries, r.MergedLines = httpapi.NotNil(r.Limits), httpapi.NotNil(r.Years), httpapi.NotNil(r.Directory.Entries), httpapi.NotNil(r.MergedLines)
	return &rulesReply{Body: RulesView{RuleSettings: r, Announced: workday.Announced()}}, err
}

type changesReply struct{ Body []tickets.RuleChange }

type changesRequest struct {
	Kind   tickets.RuleKind `query:"kind" enum:"unit,category,limits,year,directory,options,merged_line,import,line" doc:"line is the former name of merged_line"`
	Before string           `query:"before" maxLength:"64" doc:"go on after this change"`
	Limit  int              `query:"limit" minimum:"0" maximum:"50"`
}

// formerMergedLine is what earlier versions called tickets.MergedLineRules.
const formerMergedLine tickets.RuleKind = "line"

// ruleChanges answers who changed which rule when, and what was before.
func (h handlers) ruleChanges(ctx context.Context, in *changesRequest) (*changesReply, error) {
	kind := in.Kind
	if kind == formerMergedLine {
		kind = tickets.MergedLineRules
	}
	list, err := h.tickets.RuleChanges(ctx, tickets.ChangeFilter{Kind: kind, Before: in.Before, Limit: in.Limit})
	return &changesReply{Body: httpapi.NotNil(list)}, err
}

type changeRulesRequest struct{ Body RuleChangeBody }

// RuleChangeBody is one change of the rules: exactly one of its fields beside Note is set.
type RuleChangeBody struct {
	Note       string                  `json:"note,omitempty" maxLength:"2000"`
	Unit       *org.Unit               `json:"unit,omitempty"`
	Category   *tickets.Category       `json:"category,omitempty"`
	Limits     []tickets.LimitRule     `json:"limits,omitempty"`
	Year       *YearBody               `json:"year,omitempty"`
	Directory  []tickets.DispatchEntry `json:"directory,omitempty"`
	Options    *tickets.Options        `json:"options,omitempty"`
	MergedLine *tickets.MergedLine     `json:"merged_line,omitempty"`
	Line       *tickets.MergedLine     `json:"line,omitempty" deprecated:"true" doc:"the former name of merged_line"`
}

// YearBody is the notice of one year's holidays.
type YearBody struct {
	Year int      `json:"year"`
	Off  []string `json:"off"`
	Work []string `json:"work"`
}

// change returns it as the rules know it.
func (b RuleChangeBody) change() tickets.RuleChange {
	c := tickets.RuleChange{Note: b.Note, Unit: b.Unit, Category: b.Category, Options: b.Options, MergedLine: cmp.Or(b.MergedLine, b.Line)}
	if b.Limits != nil {
		c.Limits = &b.Limits
	}
	if b.Directory != nil {
		c.Directory = &tickets.DispatchDirectory{Note: b.Note, Entries: b.Directory}
	}
	if b.Year != nil {
		c.Year = &tickets.Year{Year: b.Year.Year, Off: httpapi.NotNil(b.Year.Off), Work: httpapi.NotNil(b.Year.Work)}
	}
	return c
}

func (h handlers) changeRules(ctx context.Context, in *changeRulesRequest) (*rulesReply, error) {
	if err := h.tickets.ChangeRules(ctx, httpapi.ActorOf(ctx), in.Body.change()); err != nil {
		return nil, err
	}
	return h.rules(ctx, nil)
}

type previewRequest struct {
	After tickets.Number `query:"after" maxLength:"32" doc:"go on where an earlier answer ended (its next)"`
	Body  RuleChangeBody
}

type previewReply struct{ Body service.Preview }

// previewRules answers with what would follow from a change, and makes none.
func (h handlers) previewRules(ctx context.Context, in *previewRequest) (*previewReply, error) {
	p, err := h.tickets.PreviewRules(ctx, httpapi.ActorOf(ctx), in.Body.change(), in.After)
	return &previewReply{Body: p}, err
}

type unitsReply struct{ Body []org.Unit }

func (h handlers) units(ctx context.Context, _ *struct{}) (*unitsReply, error) {
	u, err := h.tickets.Units(ctx)
	return &unitsReply{Body: u}, err
}

type categoriesReply struct{ Body []tickets.Category }

func (h handlers) categories(ctx context.Context, _ *struct{}) (*categoriesReply, error) {
	c, err := h.tickets.Categories(ctx)
	return &categoriesReply{Body: c}, err
}
