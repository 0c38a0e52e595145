package menuapi

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
)

func (h handlers) versionRoutes(api *httpapi.API) {
	httpapi.Register(api, read(http.MethodGet, "/api/menus/{flow}/versions", "list-flow-versions", "The versions of a flow, the newest first; at most 50"), h.versions)
	httpapi.Register(api, read(http.MethodGet, "/api/menus/{flow}/versions/{version}", "get-flow-version", "One version, whole"), h.version)
	httpapi.Register(api, read(http.MethodGet, "/api/menus/{flow}/diff", "diff-flow", "What differs between two versions of a flow"), h.diff)
}

type versionsRequest struct {
	FlowPath
	Below int `query:"below" minimum:"0" doc:"go on before the version of this number"`
}

type versionsReply struct {
	Body []FlowVersion `nullable:"false"`
}

func (h handlers) versions(ctx context.Context, in *versionsRequest) (*versionsReply, error) {
	versions, err := h.menus.Versions(ctx, in.Flow, in.Below)
	list := make([]FlowVersion, len(versions))
	for i, v := range versions {
		list[i] = *versionView(&v)
	}
	return &versionsReply{Body: list}, err
}

type versionRequest struct {
	FlowPath
	Version int `path:"version" minimum:"1"`
}

// WholeVersion is a version with its text.
type WholeVersion struct {
	FlowVersion
	Body FlowBody `json:"body"`
}

type versionReply struct{ Body WholeVersion }

func (h handlers) version(ctx context.Context, in *versionRequest) (*versionReply, error) {
	v, err := h.menus.Version(ctx, in.Flow, in.Version)
	return &versionReply{Body: WholeVersion{*versionView(&v), FlowBody{v.Body}}}, err
}

type diffRequest struct {
	FlowPath
	From string `query:"from" maxLength:"9" default:"live" pattern:"^(draft|live|[1-9][0-9]*)$"`
	To   string `query:"to" maxLength:"9" default:"draft" pattern:"^(draft|live|[1-9][0-9]*)$"`
}

type diffReply struct{ Body FlowDifference }

// FlowDifference is what differs between two versions.
type FlowDifference struct {
	Added   []ivr.NodeID `json:"added" nullable:"false"`
	Removed []ivr.NodeID `json:"removed" nullable:"false"`
	Changed []NodeChange `json:"changed" nullable:"false"`
	Flow    []FieldNow   `json:"flow" nullable:"false" doc:"of the flow as a whole: where it starts, its entries"`
}

// NodeChange is what has changed in one node.
type NodeChange struct {
	Node   ivr.NodeID       `json:"node"`
	Fields []FieldNow       `json:"fields" nullable:"false"`
	Edges  []ivr.EdgeChange `json:"edges" nullable:"false" doc:"ways out that lead elsewhere now, are new or are gone"`
}

// FieldNow is a field with its values, null where it was not or is not set.
type FieldNow struct {
	Field string `json:"field"`
	Old   any    `json:"old"`
	New   any    `json:"new"`
}

func (h handlers) diff(ctx context.Context, in *diffRequest) (*diffReply, error) {
	older, err := h.flowAt(ctx, in.Flow, in.From)
	if err != nil {
		return nil, err
	}
	newer, err := h.flowAt(ctx, in.Flow, in.To)
	if err != nil {
		return nil, err
	}
	d := ivr.Diff(&older, &newer)
	out := FlowDifference{Added: httpapi.NotNil(d.Added), Removed: httpapi.NotNil(d.Removed), Changed: []NodeChange{}, Flow: fieldsNow(d.Flow)}
	for _, c := range d.Changed {
		out.Changed = append(out.Changed, NodeChange{Node: c.Node, Fields: fieldsNow(c.Fields), Edges: httpapi.NotNil(c.Edges)})
	}
	return &diffReply{Body: out}, nil
}

func fieldsNow(changes []ivr.FieldChange) []FieldNow {
	list := make([]FieldNow, len(changes))
	for i, c := range changes {
		list[i] = FieldNow{c.Field, orNull(c.Old), orNull(c.New)}
	}
	return list
}

// orNull returns a value of JSON, null for none.
func orNull(raw json.RawMessage) json.RawMessage {
	if raw == nil {
		return json.RawMessage("null")
	}
	return raw
}

// flowAt returns a flow as of "draft", "live" or a version's number.
func (h handlers) flowAt(ctx context.Context, id, at string) (ivr.Flow, error) {
	if n, err := strconv.Atoi(at); err == nil {
		v, err := h.menus.Version(ctx, id, n)
		return v.Body, err
	}
	f, err := h.menus.Flow(ctx, id)
	if err != nil {
		return ivr.Flow{}, err
	}
	if at == "live" {
		if f.Live == nil {
			return ivr.Flow{}, fmt.Errorf("flow %s is not published: %w", id, errs.ErrNotFound)
		}
		return f.Live.Body, nil
	}
	d, _ := f.Current()
	return d.Body, nil
}
