package ticketapi

import (
	"context"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// registerRoutes registers the register of a call.
func (h *handlers) registerRoutes() {
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}/screen-pop", ID: "get-screen-pop",
		Summary:  "What is known of a call's citizen",
		Roles:    []org.Role{org.RoleAgent, org.RoleSupervisor},
		Audit:    httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessScreenPop}, Unless: "the caller has no number"},
		Formerly: []httpapi.Former{{Path: "/api/calls/{call}/pop", ID: "get-pop"}}}, h.screenPop)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}/draft", ID: "get-draft",
		Summary: "The register of a call as typed so far",
		Roles:   []org.Role{org.RoleAgent, org.RoleSupervisor},
		Audit:   httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessDraft}, Unless: "the call is the agent's own"}}, h.draft)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPut, Path: "/api/calls/{call}/draft", ID: "save-draft",
		Summary: "Save the register as typed so far",
		Roles:   []org.Role{org.RoleAgent}}, h.saveDraft)
	httpapi.Register(h.api, httpapi.Route{Method: http.MethodPost, Path: "/api/calls/{call}/ticket", ID: "commit-ticket",
		Summary: "Make the register a ticket",
		Roles:   []org.Role{org.RoleAgent}}, h.commit)
}

type screenPopReply struct{ Body tickets.ScreenPop }

func (h *handlers) screenPop(ctx context.Context, in *httpapi.CallPath) (*screenPopReply, error) {
	p, err := h.cfg.Tickets.ScreenPop(ctx, httpapi.ActorOf(ctx), in.Call)
	return &screenPopReply{Body: p}, err
}

type draftReply struct{ Body tickets.Draft }

func (h *handlers) draft(ctx context.Context, in *httpapi.CallPath) (*draftReply, error) {
	d, err := h.cfg.Tickets.Draft(ctx, httpapi.ActorOf(ctx), in.Call)
	return &draftReply{Body: d}, err
}

// DraftBody is the register as the page sends it; the server's own fields
// (call, time of call, ticket) are not taken from it.
type DraftBody struct {
	Rev             int                `json:"rev"`
	Name            string             `json:"name"`
	NameDeclined    bool               `json:"name_declined"`
	CallerKind      tickets.CallerKind `json:"caller_kind" required:"false" doc:"person, company or organisation; none is a person"`
	Unit            string             `json:"unit"`
	UnitDeclined    bool               `json:"unit_declined"`
	Contact         string             `json:"contact"`
	ContactDeclined bool               `json:"contact_declined" required:"false"`
	Content         string             `json:"content"`
	Type            tickets.Type       `json:"type"`
	Category        string             `json:"category"`
	Place           string             `json:"place"`
	Confidential    bool               `json:"confidential"`
}

// register returns what was typed.
func (b DraftBody) register() tickets.Register {
	return tickets.Register{
		Name: b.Name, NameDeclined: b.NameDeclined, CallerKind: b.CallerKind, Unit: b.Unit, UnitDeclined: b.UnitDeclined,
		Contact: b.Contact, ContactDeclined: b.ContactDeclined, Content: b.Content,
		Type: b.Type, Category: b.Category, Place: b.Place, Confidential: b.Confidential,
	}
}

type saveDraftRequest struct {
	httpapi.CallPath
	Body DraftBody
}

func (h *handlers) saveDraft(ctx context.Context, in *saveDraftRequest) (*draftReply, error) {
	d, err := h.cfg.Tickets.SaveDraft(ctx, httpapi.ActorOf(ctx), tickets.Draft{Call: in.Call, Rev: in.Body.Rev, Register: in.Body.register()})
	return &draftReply{Body: d}, err
}

type commitRequest struct {
	httpapi.CallPath
	Body RequestBody
}

func (h *handlers) commit(ctx context.Context, in *commitRequest) (*ticketReply, error) {
	t, err := h.cfg.Tickets.Commit(ctx, httpapi.ActorOf(ctx), in.Call, in.Body.request())
	return h.ticketFor(ctx, t, err)
}
