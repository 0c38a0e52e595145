package web

import (
	"context"
	"time"

	"hotline12345/tickets"
)

type ratesRequest struct {
	From       time.Time `query:"from" doc:"default: thirty days before to"`
	To         time.Time `query:"to" doc:"not included; default: now"`
	PartlyHalf bool      `query:"partly_half" doc:"settled in part counts as half"`
	MiddleToo  bool      `query:"middle_too" doc:"3 of 5 counts as satisfied"`
}

type ratesReply struct{ Body tickets.Rates }

// rates are the three rates of a period by unit.
func (s *Server) rates(ctx context.Context, in *ratesRequest) (*ratesReply, error) {
	r, err := s.cfg.Statistics.Rates(ctx, actorOf(ctx), in.From, in.To,
		tickets.RateRules{PartlyHalf: in.PartlyHalf, MiddleToo: in.MiddleToo})
	return &ratesReply{Body: r}, err
}
