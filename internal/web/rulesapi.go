package web

import (
	"context"

	"hotline12345/tickets"
	"hotline12345/tickets/workday"
)

// RulesView are the rules, and the years that the program itself knows.
type RulesView struct {
	tickets.Rules
	Announced []tickets.Year `json:"announced" nullable:"false"`
}

type rulesReply struct{ Body RulesView }

func (s *Server) rules(ctx context.Context, _ *struct{}) (*rulesReply, error) {
	r, err := s.cfg.Tickets.Rules(ctx)
	r.Limits, r.Years, r.Directory.Lines, r.Lines = notNil(r.Limits), notNil(r.Years), notNil(r.Directory.Lines), notNil(r.Lines)
	return &rulesReply{Body: RulesView{Rules: r, Announced: workday.Announced()}}, err
}

type changesReply struct{ Body []tickets.RuleChange }

type changesRequest struct {
	Kind   tickets.RuleKind `query:"kind" enum:"unit,category,limits,year,directory,options,line,import"`
	Before string           `query:"before" maxLength:"64" doc:"go on after this change"`
	Limit  int              `query:"limit" minimum:"0" maximum:"50"`
}

// ruleChanges says who changed which rule when, and what was before.
func (s *Server) ruleChanges(ctx context.Context, in *changesRequest) (*changesReply, error) {
	list, err := s.cfg.Tickets.RuleChanges(ctx, tickets.ChangeFilter{Kind: in.Kind, Before: in.Before, Limit: in.Limit})
	return &changesReply{Body: notNil(list)}, err
}

type changeRulesRequest struct{ Body RuleChangeBody }

// RuleChangeBody is one change of the rules: exactly one of its parts is set.
type RuleChangeBody struct {
	Note      string              `json:"note,omitempty" maxLength:"2000"`
	Unit      *tickets.Unit       `json:"unit,omitempty"`
	Category  *tickets.Category   `json:"category,omitempty"`
	Limits    []tickets.LimitRule `json:"limits,omitempty"`
	Year      *YearBody           `json:"year,omitempty"`
	Directory []tickets.Direction `json:"directory,omitempty"`
	Options   *tickets.Options    `json:"options,omitempty"`
	Line      *tickets.Line       `json:"line,omitempty"`
}

// YearBody is the notice of one year's holidays.
type YearBody struct {
	Year int      `json:"year"`
	Off  []string `json:"off"`
	Work []string `json:"work"`
}

// change is what the rules know it as.
func (b RuleChangeBody) change() tickets.RuleChange {
	c := tickets.RuleChange{Note: b.Note, Unit: b.Unit, Category: b.Category, Options: b.Options, Line: b.Line}
	if b.Limits != nil {
		c.Limits = &b.Limits
	}
	if b.Directory != nil {
		c.Directory = &tickets.Directions{Note: b.Note, Lines: b.Directory}
	}
	if b.Year != nil {
		c.Year = &tickets.Year{Year: b.Year.Year, Off: notNil(b.Year.Off), Work: notNil(b.Year.Work)}
	}
	return c
}

func (s *Server) changeRules(ctx context.Context, in *changeRulesRequest) (*rulesReply, error) {
	if err := s.cfg.Tickets.ChangeRules(ctx, actorOf(ctx), in.Body.change()); err != nil {
		return nil, err
	}
	return s.rules(ctx, nil)
}

type previewRequest struct {
	After tickets.Number `query:"after" maxLength:"32" doc:"go on where an earlier answer ended (its next)"`
	Body  RuleChangeBody
}

type previewReply struct{ Body tickets.Preview }

// previewRules says what would follow from a change, and makes none.
func (s *Server) previewRules(ctx context.Context, in *previewRequest) (*previewReply, error) {
	p, err := s.cfg.Tickets.PreviewRules(ctx, actorOf(ctx), in.Body.change(), in.After)
	return &previewReply{Body: p}, err
}
