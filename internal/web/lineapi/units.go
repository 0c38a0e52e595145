package lineapi

import (
	"context"
	"slices"

	"hotline12345/ivr/lines"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
)

// LineUnitView is what a unit sets for its numbers.
type LineUnitView struct {
	Unit string `json:"unit"`
	LineView
	// Inherited is what would hold if it set nothing.
	Inherited     lines.LineSettings          `json:"inherited"`
	InheritedFrom map[string]lines.LineSource `json:"inherited_from" doc:"by field"`
	Numbers       []string                    `json:"numbers" nullable:"false" doc:"those that belong to the unit itself"`
}

func unitView(l service.Lines, unit string) LineUnitView {
	row, there := l.LineUnit(unit)
	e, up := l.Plan.ForNode(unit), l.Plan.Above(unit)
	v := LineUnitView{Unit: unit, LineView: LineView{Own: row.Settings, Holds: e.LineSettings, From: e.From}, Inherited: up.LineSettings, InheritedFrom: up.From, Numbers: []string{}}
	if there {
		v.Rev = row.Rev()
	}
	for _, n := range l.Plan.Numbers {
		if n.Unit == unit {
			v.Numbers = append(v.Numbers, n.Number)
		}
	}
	return v
}

type unitsReply struct {
	Body []LineUnitView `nullable:"false"`
}

func (h handlers) units(ctx context.Context, _ *struct{}) (*unitsReply, error) {
	l, err := h.menus.Lines(ctx)
	list := make([]LineUnitView, len(l.LineUnits))
	for i, u := range l.LineUnits {
		list[i] = unitView(l, u.Unit)
	}
	return &unitsReply{Body: list}, err
}

// UnitPath names a unit in an address.
type UnitPath struct {
	Unit string `path:"unit" maxLength:"64"`
}

type unitReply struct{ Body LineUnitView }

func (h handlers) unit(ctx context.Context, in *UnitPath) (*unitReply, error) {
	l, err := h.menus.Lines(ctx)
	if err == nil && !slices.ContainsFunc(l.Plan.Nodes, func(n lines.Node) bool { return n.Unit == in.Unit }) {
		err = errNoUnit
	}
	return &unitReply{Body: unitView(l, in.Unit)}, err
}

type putUnitRequest struct {
	UnitPath
	Body struct {
		Rev      string             `json:"rev" maxLength:"64" doc:"of what was read; empty where the unit set nothing"`
		Settings lines.LineSettings `json:"settings" doc:"what is empty is inherited"`
	}
}

func (h handlers) putUnit(ctx context.Context, in *putUnitRequest) (*unitReply, error) {
	l, err := h.menus.SetLineUnit(ctx, who(ctx), menus.LineUnit{Unit: in.Unit, Settings: in.Body.Settings}, in.Body.Rev)
	return &unitReply{Body: unitView(l, in.Unit)}, err
}
