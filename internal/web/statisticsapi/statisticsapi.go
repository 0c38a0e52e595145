// Package statisticsapi serves the figures of the work: the three rates,
// what is frequent, what each unit has in hand.
package statisticsapi

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/statistics"
)

// Register adds the routes of the figures to the interface.
func Register(api *httpapi.API, service *statistics.Service) {
	h := handlers{service}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/loads", ID: "get-loads",
		Summary: "What each unit has in its hands",
		Roles:   httpapi.LoadReaders}, h.loads)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/hot", ID: "get-hot",
		Summary: "The most frequent open matters by category and area",
		Roles:   httpapi.Overseers}, h.hot)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/rates", ID: "get-rates",
		Summary: "The three rates by unit for a period",
		Roles:   httpapi.Overseers}, h.rates)
}

type handlers struct{ statistics *statistics.Service }

type hotRequest struct {
	Days int `query:"days" minimum:"1" maximum:"366" default:"7" doc:"how far back"`
}

type hotReply struct{ Body []statistics.Hot }

// hot answers with the most frequent matters among open tickets.
func (h handlers) hot(ctx context.Context, in *hotRequest) (*hotReply, error) {
	list, err := h.statistics.Hot(ctx, httpapi.ActorOf(ctx), in.Days)
	return &hotReply{Body: httpapi.NotNil(list)}, err
}

type loadsReply struct{ Body []statistics.Load }

// loads answers with what units have in their hands.
func (h handlers) loads(ctx context.Context, _ *struct{}) (*loadsReply, error) {
	l, err := h.statistics.Loads(ctx, httpapi.ActorOf(ctx))
	return &loadsReply{Body: httpapi.NotNil(l)}, err
}

type ratesRequest struct {
	From       time.Time `query:"from" doc:"default: thirty days before to"`
	To         time.Time `query:"to" doc:"not included; default: now"`
	PartlyHalf bool      `query:"partly_half" doc:"settled in part counts as half"`
	MiddleToo  bool      `query:"middle_too" doc:"3 of 5 counts as satisfied"`
}

type ratesReply struct{ Body statistics.Rates }

// rates answers with the three rates of a period by unit.
func (h handlers) rates(ctx context.Context, in *ratesRequest) (*ratesReply, error) {
	r, err := h.statistics.Rates(ctx, httpapi.ActorOf(ctx), in.From, in.To,
		statistics.RateRules{PartlyHalf: in.PartlyHalf, MiddleToo: in.MiddleToo})
	return &ratesReply{Body: r}, err
}
