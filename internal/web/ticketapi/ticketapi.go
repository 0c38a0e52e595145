// Package ticketapi serves tickets: the register of a call, lists, single tickets and
// what is done with them, their files.
package ticketapi

import (
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/service"
	"hotline12345/tickets/statistics"
)

// Config joins the tickets' routes to what they need.
type Config struct {
	Tickets    *service.Service
	Statistics *statistics.Service
	Filters    Filters
	Files      Files
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
