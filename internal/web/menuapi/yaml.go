package menuapi

import (
	"context"
	"fmt"
	"net/http"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
)

type exportRequest struct {
	FlowPath
	Version string `query:"version" maxLength:"9" default:"draft" pattern:"^(draft|live|[1-9][0-9]*)$"`
}

type fileReply struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (h handlers) export(ctx context.Context, in *exportRequest) (*fileReply, error) {
	body, err := h.flowAt(ctx, in.Flow, in.Version)
	if err != nil {
		return nil, err
	}
	raw, err := h.files.Write(body)
	return &fileReply{Type: "application/yaml", Disposition: fmt.Sprintf("attachment; filename=%q", in.Flow+"-"+in.Version+".yaml"), Body: raw}, err
}

type importRequest struct {
	FlowPath
	Body struct {
		Rev  string `json:"rev" maxLength:"64" doc:"of the draft that was read; empty for a new flow"`
		YAML string `json:"yaml" minLength:"1"`
	}
}

func (h handlers) importFile(ctx context.Context, in *importRequest) (*draftReply, error) {
	body, err := h.files.Read([]byte(in.Body.YAML))
	if err != nil {
		return nil, httpapi.NewProblem(http.StatusUnprocessableEntity, "flow_unreadable", err.Error())
	}
	if body.ID != in.Flow {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "id", Code: errs.CodeInvalid}}}
	}
	return draftReplyOf(h.menus.SaveDraft(ctx, who(ctx), in.Flow, body, in.Body.Rev))
}
