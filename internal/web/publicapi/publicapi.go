// Package publicapi serves what anyone may ask without an account: what became of a
// matter, and the figures that the city publishes.
package publicapi

import (
	"context"
	"errors"
	"net/http"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
	"hotline12345/tickets/statistics"
)

// Register adds the public routes to the interface.
func Register(api *httpapi.API, service *service.Service, figures *statistics.Service) {
	h := handlers{service, figures}
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/public/status", ID: "public-status",
		Summary: "What became of a matter, for the citizen", Public: true}, h.status)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/public/statistics", ID: "public-statistics",
		Summary: "What was brought to the hotline in a month or a year, and what became of it", Public: true}, h.published)
}

type handlers struct {
	tickets *service.Service
	figures *statistics.Service
}

type statusRequest struct {
	Body struct {
		Number string `json:"number" maxLength:"32" doc:"the ticket's number; spaces do not matter"`
		Last4  string `json:"last4" maxLength:"40" doc:"the last four digits of the contact number; the whole number where whole_number was the answer"`
	}
}

type statusReply struct{ Body tickets.PublicStatus }

// status shows a ticket to a citizen who has no account. Wrong digits and a wrong
// number are the same answer.
func (h handlers) status(ctx context.Context, in *statusRequest) (*statusReply, error) {
	n := tickets.ReadNumber(in.Body.Number)
	if !n.Valid() {
		return nil, errs.ErrNotFound
	}
	p, err := h.tickets.Status(ctx, n, in.Body.Last4, httpapi.RequestInfoOf(ctx).Place())
	switch {
	case errors.Is(err, service.ErrWholeNumber):
		return nil, httpapi.NewProblem(http.StatusTooManyRequests, "whole_number", "too many wrong tries with four digits; send the whole contact number")
	case errors.Is(err, service.ErrTooManyTries):
		return nil, httpapi.NewProblem(http.StatusTooManyRequests, "too_many_tries", "too many wrong tries; ask again later, or call 12345")
	}
	return &statusReply{Body: p}, err
}

type publishedRequest struct {
	Period string `query:"period" pattern:"^[0-9]{4}(-(0[1-9]|1[0-2]))?$" doc:"a month (2026-11) or a year (2026); default: the newest month"`
}

type publishedReply struct {
	CacheControl string `header:"Cache-Control"`
	Body         statistics.Publication
}

// publishedFor lets others keep an answer for five minutes: the figures change once
// an hour.
const publishedFor = "public, max-age=300"

// published answers with the figures that the city publishes (S012); anyone may read them.
func (h handlers) published(ctx context.Context, in *publishedRequest) (*publishedReply, error) {
	p, err := h.figures.Published(ctx, in.Period)
	return &publishedReply{CacheControl: publishedFor, Body: p}, err
}
