// Package reminderapi serves what people of units must read, and takes their receipts.
package reminderapi

import (
	"context"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/reminders"
	"hotline12345/tickets/service"
)

// Register adds the routes of reminders to the interface.
func Register(api *httpapi.API, service *reminders.Service, seen *service.Service) {
	h := handlers{service, seen}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/reminders", ID: "list-reminders",
		Summary: "What the reader has to read and nobody has read yet",
		Roles:   httpapi.Readers}, h.mine)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/reminders/{id}/receipt", ID: "read-reminder",
		Summary: "Sign that a reminder was read",
		Roles:   httpapi.Readers}, h.read)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/tickets/{number}/reminders", ID: "list-ticket-reminders",
		Summary: "The reminders and copies of a ticket, with who read them when",
		Roles:   httpapi.Readers}, h.ofTicket)
}

type handlers struct {
	reminders *reminders.Service
	tickets   *service.Service
}

type remindersReply struct{ Body []tickets.Reminder }

func (h handlers) mine(ctx context.Context, _ *struct{}) (*remindersReply, error) {
	list, err := h.reminders.Mine(ctx, httpapi.ActorOf(ctx))
	return &remindersReply{Body: httpapi.NotNil(list)}, err
}

type readRequest struct {
	ID string `path:"id" maxLength:"80"`
}

func (h handlers) read(ctx context.Context, in *readRequest) (*struct{}, error) {
	return nil, h.reminders.Read(ctx, httpapi.ActorOf(ctx), in.ID)
}

// TicketReminders are the reminders of a ticket.
type TicketReminders struct {
	Reminders []tickets.Reminder `json:"reminders" nullable:"false"`
	// Mine are the ids of those that the reader has to sign.
	Mine []string `json:"mine" nullable:"false"`
}

type ticketRemindersReply struct{ Body TicketReminders }

func (h handlers) ofTicket(ctx context.Context, in *httpapi.TicketPath) (*ticketRemindersReply, error) {
	by := httpapi.ActorOf(ctx)
	if err := h.tickets.Sees(ctx, by, in.Number); err != nil {
		return nil, err
	}
	list, mine, err := h.reminders.Of(ctx, by, in.Number)
	return &ticketRemindersReply{Body: TicketReminders{httpapi.NotNil(list), httpapi.NotNil(mine)}}, err
}
