package web

import (
	"context"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
)

// registerRoutes registers the register of a call.
func (s *Server) registerRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}/screen-pop", ID: "get-screen-pop",
		Summary:  "What is known of a call's citizen",
		Roles:    []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor},
		Audit:    httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessScreenPop}, Unless: "the caller has no number"},
		Formerly: []httpapi.Former{{Path: "/api/calls/{call}/pop", ID: "get-pop"}}}, s.screenPop)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}/draft", ID: "get-draft",
		Summary: "The register of a call as typed so far",
		Roles:   []tickets.Role{tickets.RoleAgent, tickets.RoleSupervisor},
		Audit:   httpapi.Audit{OneOf: []httpapi.AccessKind{httpapi.AccessDraft}, Unless: "the call is the agent's own"}}, s.draft)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPut, Path: "/api/calls/{call}/draft", ID: "save-draft",
		Summary: "Save the register as typed so far",
		Roles:   []tickets.Role{tickets.RoleAgent}}, s.saveDraft)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/calls/{call}/ticket", ID: "commit-ticket",
		Summary: "Make the register a ticket",
		Roles:   []tickets.Role{tickets.RoleAgent}}, s.commit)
}

// CallPath names a call in an address; exported because huma reads only exported
// embedded fields.
type CallPath struct {
	Call string `path:"call" maxLength:"128"`
}

type screenPopReply struct{ Body tickets.Pop }

func (s *Server) screenPop(ctx context.Context, in *CallPath) (*screenPopReply, error) {
	p, err := s.cfg.Tickets.Pop(ctx, httpapi.ActorOf(ctx), in.Call)
	return &screenPopReply{Body: p}, err
}

type draftReply struct{ Body tickets.Draft }

func (s *Server) draft(ctx context.Context, in *CallPath) (*draftReply, error) {
	d, err := s.cfg.Tickets.Draft(ctx, httpapi.ActorOf(ctx), in.Call)
	return &draftReply{Body: d}, err
}

// DraftBody is the register as the page sends it; the server's own fields
// (call, time of call, ticket) are not taken from it.
type DraftBody struct {
	Rev             int          `json:"rev"`
	Name            string       `json:"name"`
	NameDeclined    bool         `json:"name_declined"`
	Unit            string       `json:"unit"`
	UnitDeclined    bool         `json:"unit_declined"`
	Contact         string       `json:"contact"`
	ContactDeclined bool         `json:"contact_declined" required:"false"`
	Content         string       `json:"content"`
	Type            tickets.Type `json:"type"`
	Category        string       `json:"category"`
	Place           string       `json:"place"`
	Confidential    bool         `json:"confidential"`
}

type saveDraftRequest struct {
	CallPath
	Body DraftBody
}

func (s *Server) saveDraft(ctx context.Context, in *saveDraftRequest) (*draftReply, error) {
	b := in.Body
	d, err := s.cfg.Tickets.SaveDraft(ctx, httpapi.ActorOf(ctx), tickets.Draft{Call: in.Call, Rev: b.Rev, Register: tickets.Register{
		Name: b.Name, NameDeclined: b.NameDeclined, Unit: b.Unit, UnitDeclined: b.UnitDeclined,
		Contact: b.Contact, ContactDeclined: b.ContactDeclined, Content: b.Content,
		Type: b.Type, Category: b.Category, Place: b.Place, Confidential: b.Confidential,
	}})
	return &draftReply{Body: d}, err
}

type commitRequest struct {
	CallPath
	Body tickets.Request
}

func (s *Server) commit(ctx context.Context, in *commitRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Commit(ctx, httpapi.ActorOf(ctx), in.Call, in.Body)
	return s.ticketFor(ctx, t, err)
}
