// Package revisitapi serves revisits by telephone: the hotline calls the citizen of a ticket by
// itself and asks three questions.
package revisitapi

import (
	"context"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
	"hotline12345/tickets/revisits"
	"hotline12345/tickets/service"
)

// askers have citizens called: those who may write a revisit down.
var askers = []org.Role{org.RoleAgent, org.RoleSupervisor, org.RoleDispatcher}

// Register adds the routes of revisits by telephone to the interface.
func Register(api *httpapi.API, service *revisits.Service, seen *service.Service) {
	h := handlers{service, seen}
	const path = "/api/tickets/{number}/phone-revisit"
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: path, ID: "get-phone-revisit",
		Summary: "How far the ticket's revisit by telephone is, and whether one can be begun",
		Roles:   httpapi.Readers}, h.of)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: path, ID: "start-phone-revisit",
		Summary: "Have the hotline call the citizen and ask three questions",
		Roles:   askers}, h.start)
	httpapi.Register(api, httpapi.Route{Method: http.MethodDelete, Path: path, ID: "cancel-phone-revisit",
		Summary: "Give the revisit by telephone up, unless the citizen answers already",
		Roles:   askers}, h.cancel)
}

type handlers struct {
	revisits *revisits.Service
	tickets  *service.Service
}

type shownReply struct{ Body revisits.PhoneRevisitNow }

func (h handlers) of(ctx context.Context, in *httpapi.TicketPath) (*shownReply, error) {
	by := httpapi.ActorOf(ctx)
	if err := h.tickets.Sees(ctx, by, in.Number); err != nil {
		return nil, err
	}
	shown, err := h.revisits.Of(ctx, by, in.Number)
	return &shownReply{Body: shown}, err
}

type startedReply struct{ Body revisits.PhoneRevisit }

func (h handlers) start(ctx context.Context, in *httpapi.TicketPath) (*startedReply, error) {
	r, err := h.revisits.Start(ctx, httpapi.ActorOf(ctx), in.Number)
	return &startedReply{Body: r}, err
}

func (h handlers) cancel(ctx context.Context, in *httpapi.TicketPath) (*struct{}, error) {
	return nil, h.revisits.Cancel(ctx, httpapi.ActorOf(ctx), in.Number)
}
