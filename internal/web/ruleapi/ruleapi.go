// Package ruleapi serves what administrators decide: units, categories, limits,
// holidays, the directory, merged lines and options, with their history and dry runs.
package ruleapi

import (
	"context"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
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
	httpapi.Register(api, httpapi.Route{Method: http.MethodPut, Path: "/api/rules", ID: "put-rules",
		Summary: "The rules as they were read, with at most one changed",
		Roles:   httpapi.Administrators, WholeCity: true}, h.putRules)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/rules/preview", ID: "preview-rules",
		Summary: "What would follow from a change of the rules",
		Roles:   httpapi.Administrators, WholeCity: true}, h.previewRules)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/units", ID: "list-units",
		Summary: "The handling units",
		Roles:   httpapi.Anyone}, h.units)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/categories", ID: "list-categories",
		Summary: "The categories of matters",
		Roles:   httpapi.Anyone}, h.categories)
	h.items(api)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/types", ID: "list-types",
		Summary: "The types of matters, as the city names them",
		Roles:   httpapi.Anyone}, h.types)
}

type handlers struct{ tickets *service.Service }

type rulesReply struct{ Body RulesView }

func (h handlers) rules(ctx context.Context, _ *struct{}) (*rulesReply, error) {
	r, err := h.tickets.Rules(ctx)
	return &rulesReply{Body: viewOf(tickets.RuleSet{Rules: r})}, err
}

type changesReply struct{ Body []tickets.RuleChange }

type changesRequest struct {
	Kind   tickets.RuleKind `query:"kind" enum:"unit,category,limits,year,directory,options,merged_line,types,import,line" doc:"line is the former name of merged_line"`
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
	c := in.Body.change()
	if in.Body.Rev == "" {
		c.Seen = nil // a question alone overwrites nothing
	}
	p, err := h.tickets.PreviewRules(ctx, httpapi.ActorOf(ctx), c, in.After)
	return &previewReply{Body: p}, err
}

type unitsReply struct {
	Body []UnitView `nullable:"false"`
}

func (h handlers) units(ctx context.Context, _ *struct{}) (*unitsReply, error) {
	units, err := h.tickets.Units(ctx)
	list := make([]UnitView, len(units))
	for i, u := range units {
		list[i] = unitView(u)
	}
	return &unitsReply{Body: list}, err
}

type categoriesReply struct {
	Body []CategoryView `nullable:"false"`
}

func (h handlers) categories(ctx context.Context, _ *struct{}) (*categoriesReply, error) {
	all, err := h.tickets.Categories(ctx)
	list := make([]CategoryView, len(all))
	for i, c := range all {
		list[i] = categoryView(c)
	}
	return &categoriesReply{Body: list}, err
}

type putRulesRequest struct{ Body RulesView }

// putRules makes the one change that the rules sent differ by from those that stand.
func (h handlers) putRules(ctx context.Context, in *putRulesRequest) (*rulesReply, error) {
	set, err := h.tickets.RuleSet(ctx)
	if err != nil {
		return nil, err
	}
	var made []tickets.RuleChange
	add := func(c tickets.RuleChange, rev string) {
		if c.Seen = seen(rev); !set.Holds(c) {
			made = append(made, c)
		}
	}
	add(LimitsView{in.Body.Limits, in.Body.LimitsRev}.change())
	add(TypesView{in.Body.Types, in.Body.TypesRev}.change())
	add(in.Body.Directory.change())
	add(in.Body.Options.change())
	for _, y := range in.Body.Years {
		add(y.change())
	}
	for _, l := range in.Body.MergedLines {
		add(l.change())
	}
	if len(made) > 1 {
		return nil, httpapi.NewProblem(http.StatusUnprocessableEntity, "one_at_a_time", "this differs in more than one rule; change one at a time, so that the record tells each")
	}
	for _, c := range made {
		if err := h.tickets.ChangeRules(ctx, httpapi.ActorOf(ctx), c); err != nil {
			return nil, err
		}
	}
	return h.rules(ctx, nil)
}

type typesReply struct{ Body []tickets.TypeName }

// types answers with all types; those that the city left as they are have no name.
func (h handlers) types(ctx context.Context, _ *struct{}) (*typesReply, error) {
	b := h.tickets.Rulebook(ctx)
	list := []tickets.TypeName{}
	for _, code := range b.AllTypes() {
		n, ok := b.TypeName(code)
		if !ok {
			n.Code = code
		}
		n.Protects = b.Protects(code)
		list = append(list, n)
	}
	return &typesReply{Body: list}, nil
}
