package menuapi

import (
	"context"
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
