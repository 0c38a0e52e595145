package menuapi

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/tickets/org"
)

func (h handlers) flowRoutes(api *httpapi.API) {
	httpapi.Register(api, read(http.MethodGet, "/api/menus", "list-flows", "The flows, each with its live version, what is scheduled and whether it is being edited"), h.list)
	httpapi.Register(api, read(http.MethodGet, "/api/menus/{flow}/draft", "get-flow-draft", "A flow as it is being edited; what is live if nobody edits it"), h.draft)
	httpapi.Register(api, write(http.MethodPut, "/api/menus/{flow}/draft", "put-flow-draft", "Save what is being edited, with faults or without; a new id is a new flow"), h.putDraft)
	httpapi.Register(api, write(http.MethodDelete, "/api/menus/{flow}/draft", "delete-flow-draft", "Throw away what was edited; what is live stays"), h.deleteDraft)
	httpapi.Register(api, read(http.MethodPost, "/api/menus/{flow}/validate", "validate-flow", "All that is wrong with a flow: the one sent, or the draft"), h.validate)
	httpapi.Register(api, write(http.MethodPost, "/api/menus/{flow}/publish", "publish-flow", "Make the draft what the next caller hears"), h.publish)
	httpapi.Register(api, write(http.MethodPost, "/api/menus/{flow}/schedule", "schedule-flow", "Let the draft be published at a time"), h.schedule)
	httpapi.Register(api, write(http.MethodDelete, "/api/menus/{flow}/schedule", "withdraw-flow", "Take back what is scheduled; it is the draft again"), h.withdraw)
	httpapi.Register(api, write(http.MethodPost, "/api/menus/{flow}/rollback", "roll-back-flow", "Make an older version what the next caller hears"), h.rollback)
	export := read(http.MethodGet, "/api/menus/{flow}/yaml", "export-flow", "A flow as a YAML file, without comments")
	export.Describe = httpapi.Binary("application/yaml")
	httpapi.Register(api, export, h.export)
	httpapi.Register(api, write(http.MethodPost, "/api/menus/{flow}/yaml", "import-flow", "Save a YAML file as the draft; a misspelt field is refused with its line"), h.importFile)
}

// FlowPath names a flow in an address.
type FlowPath struct {
	Flow string `path:"flow" maxLength:"32" pattern:"^[a-z0-9][a-z0-9_-]*$"`
}

// FlowView is a flow with what is being done to it.
type FlowView struct {
	ID        string       `json:"id"`
	Live      *FlowVersion `json:"live,omitempty" doc:"what callers hear; none before the first publishing"`
	Scheduled *FlowVersion `json:"scheduled,omitempty" doc:"what waits for its time"`
	Draft     *DraftView   `json:"draft,omitempty" doc:"what is being edited; none: nobody edits it"`
	Rev       string       `json:"rev" doc:"of the draft, or of what is live: publishing and editing send it"`
}

// FlowVersion is a version without its text.
type FlowVersion struct {
	N         int                `json:"n"`
	State     menus.VersionState `json:"state" enum:"scheduled,live,retired,withdrawn,refused"`
	BasedOn   int                `json:"based_on"`
	Restores  int                `json:"restores,omitempty" doc:"the version that a rollback took up again"`
	By        org.Person         `json:"by"`
	At        time.Time          `json:"at"`
	Why       string             `json:"why"`
	PublishAt *time.Time         `json:"publish_at,omitempty"`
	LiveFrom  *time.Time         `json:"live_from,omitempty"`
	LiveTo    *time.Time         `json:"live_to,omitempty"`
}

// DraftView is who edited a draft last, and on which version it is based.
type DraftView struct {
	BasedOn int        `json:"based_on"`
	By      org.Person `json:"by"`
	At      time.Time  `json:"at"`
}

func flowView(f menus.Flow) FlowView {
	d, saved := f.Current()
	v := FlowView{ID: f.ID, Live: versionView(f.Live), Scheduled: versionView(f.Scheduled), Rev: d.Rev()}
	if saved {
		v.Draft = &DraftView{BasedOn: d.BasedOn, By: org.Person(d.By), At: d.At}
	}
	return v
}

func versionView(v *menus.Version) *FlowVersion {
	if v == nil {
		return nil
	}
	return &FlowVersion{N: v.N, State: v.State, BasedOn: v.BasedOn, Restores: v.Restores, By: org.Person(v.By), At: v.At, Why: v.Why,
		PublishAt: moment(v.PublishAt), LiveFrom: moment(v.LiveFrom), LiveTo: moment(v.LiveTo)}
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

type listReply struct {
	Body []FlowView `nullable:"false"`
}

func (h handlers) list(ctx context.Context, _ *struct{}) (*listReply, error) {
	state, err := h.menus.State(ctx)
	list := make([]FlowView, len(state.Flows))
	for i, f := range state.Flows {
		list[i] = flowView(f)
	}
	return &listReply{Body: list}, err
}

type flowReply struct{ Body FlowView }

func flowReplyOf(f menus.Flow, err error) (*flowReply, error) {
	return &flowReply{Body: flowView(f)}, err
}

// FlowDraft is a flow as an editor gets it.
type FlowDraft struct {
	FlowView
	Body FlowBody `json:"body"`
}

type draftReply struct{ Body FlowDraft }

func draftReplyOf(f menus.Flow, err error) (*draftReply, error) {
	d, _ := f.Current()
	return &draftReply{Body: FlowDraft{FlowView: flowView(f), Body: FlowBody{d.Body}}}, err
}

func (h handlers) draft(ctx context.Context, in *FlowPath) (*draftReply, error) {
	return draftReplyOf(h.menus.Flow(ctx, in.Flow))
}

type putDraftRequest struct {
	FlowPath
	Body struct {
		Rev  string   `json:"rev" maxLength:"64" doc:"of what was read; empty for a new flow"`
		Body FlowBody `json:"body"`
	}
}

func (h handlers) putDraft(ctx context.Context, in *putDraftRequest) (*draftReply, error) {
	return draftReplyOf(h.menus.SaveDraft(ctx, who(ctx), in.Flow, in.Body.Body.Flow, in.Body.Rev))
}

type revRequest struct {
	FlowPath
	Rev string `query:"rev" required:"true" maxLength:"64" doc:"of what was read"`
}

func (h handlers) deleteDraft(ctx context.Context, in *revRequest) (*draftReply, error) {
	return draftReplyOf(h.menus.EndDraft(ctx, who(ctx), in.Flow, in.Rev))
}

type validateRequest struct {
	FlowPath
	Body struct {
		Body *FlowBody `json:"body,omitempty" doc:"none: the draft"`
	}
}

// FlowCheck is all that is wrong with a flow.
type FlowCheck struct {
	Faults      []httpapi.FlowFault `json:"faults" nullable:"false"`
	Publishable bool                `json:"publishable"`
}

type checkReply struct{ Body FlowCheck }

func (h handlers) validate(ctx context.Context, in *validateRequest) (*checkReply, error) {
	body, err := h.sentOrDraft(ctx, in.Flow, in.Body.Body)
	if err != nil {
		return nil, err
	}
	faults, err := h.menus.Validate(ctx, body)
	return &checkReply{Body: FlowCheck{Faults: httpapi.FlowFaults(faults), Publishable: len(faults.Errors()) == 0}}, err
}

// sentOrDraft returns the flow that was sent, or else the draft.
func (h handlers) sentOrDraft(ctx context.Context, id string, sent *FlowBody) (ivr.Flow, error) {
	if sent != nil {
		return sent.Flow, nil
	}
	f, err := h.menus.Flow(ctx, id)
	d, _ := f.Current()
	return d.Body, err
}

// PublishBody says what is to be published, and why.
type PublishBody struct {
	Rev string `json:"rev" minLength:"1" maxLength:"64" doc:"of the draft that was read; where it is another by now, nothing is published"`
	Why string `json:"why" minLength:"1" maxLength:"2000"`
}

type publishRequest struct {
	FlowPath
	Body PublishBody
}

func (h handlers) publish(ctx context.Context, in *publishRequest) (*flowReply, error) {
	return flowReplyOf(h.menus.Publish(ctx, who(ctx), in.Flow, in.Body.Rev, in.Body.Why))
}

type scheduleRequest struct {
	FlowPath
	Body struct {
		PublishBody
		At time.Time `json:"at" doc:"within a year"`
	}
}

func (h handlers) schedule(ctx context.Context, in *scheduleRequest) (*flowReply, error) {
	return flowReplyOf(h.menus.Schedule(ctx, who(ctx), in.Flow, in.Body.Rev, in.Body.Why, in.Body.At))
}

func (h handlers) withdraw(ctx context.Context, in *FlowPath) (*flowReply, error) {
	return flowReplyOf(h.menus.Withdraw(ctx, who(ctx), in.Flow))
}

type rollbackRequest struct {
	FlowPath
	Body struct {
		Version int    `json:"version" minimum:"1"`
		Why     string `json:"why" minLength:"1" maxLength:"2000"`
	}
}

func (h handlers) rollback(ctx context.Context, in *rollbackRequest) (*flowReply, error) {
	return flowReplyOf(h.menus.Rollback(ctx, who(ctx), in.Flow, in.Body.Version, in.Body.Why))
}
