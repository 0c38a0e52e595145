package web

import (
	"context"

	"hotline12345/tickets"
)

type publishedRequest struct {
	Period string `query:"period" pattern:"^[0-9]{4}(-(0[1-9]|1[0-2]))?$" doc:"a month (2026-11) or a year (2026); default: the newest month"`
}

type publishedReply struct {
	CacheControl string `header:"Cache-Control"`
	Body         tickets.Publication
}

// publishedFor lets others keep an answer for five minutes: the figures change once
// an hour.
const publishedFor = "public, max-age=300"

// published are the figures that the city publishes (S012); anyone may read them.
func (s *Server) published(ctx context.Context, in *publishedRequest) (*publishedReply, error) {
	p, err := s.cfg.Statistics.Published(ctx, in.Period)
	return &publishedReply{CacheControl: publishedFor, Body: p}, err
}
