// Package ticketapi serves tickets: the register of a call, lists, single tickets and
// what is done with them, their files.
package ticketapi

import (
	"cmp"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/statistics"
)

// RequestBody asks for a move: a request, or one in the words of earlier versions:
//
//	{"move":"redo","assignee":"Y04","note":"…"}
//	{"move":"grant","unit_request":"return","assignee":"Y08"}
//	{"move":"grant","plea":"return","part":"Y08"}
type RequestBody struct {
	tickets.Request
	Part string                  `json:"part,omitempty" deprecated:"true" doc:"the former name of assignee"`
	Plea tickets.UnitRequestKind `json:"plea,omitempty" deprecated:"true" doc:"the former name of unit_request"`
}

// request returns the request in the words of this version. Where a body has both
// names of a field, the present one counts.
func (b RequestBody) request() tickets.Request {
	r := b.Request
	r.Assignee = cmp.Or(r.Assignee, b.Part)
	r.UnitRequest = cmp.Or(r.UnitRequest, b.Plea)
	return r
}

// Config joins the tickets' routes to what they need.
type Config struct {
	Tickets    *service.Service
	Statistics *statistics.Service
	Filters    Filters
	Files      httpapi.Files
	Now        func() time.Time
	Log        *zap.Logger
}

type handlers struct {
	cfg      Config
	api      *httpapi.API
	presence presence
}

// Register adds the routes of tickets to the interface.
func Register(api *httpapi.API, cfg Config) {
	h := &handlers{cfg: cfg, api: api}
	h.registerRoutes()
	h.ticketRoutes()
	h.listRoutes()
	h.fileRoutes()
}
