package web

import (
	"context"

	"hotline12345/tickets"
)

type hotRequest struct {
	Days int `query:"days" minimum:"1" maximum:"366" default:"7" doc:"how far back"`
}

type hotReply struct{ Body []tickets.Hot }

// hot are the most frequent matters among open tickets.
func (s *Server) hot(ctx context.Context, in *hotRequest) (*hotReply, error) {
	h, err := s.cfg.Statistics.Hot(ctx, actorOf(ctx), in.Days)
	return &hotReply{Body: notNil(h)}, err
}

type loadsReply struct{ Body []tickets.Load }

// loads are what units have in their hands.
func (s *Server) loads(ctx context.Context, _ *struct{}) (*loadsReply, error) {
	l, err := s.cfg.Statistics.Loads(ctx, actorOf(ctx))
	return &loadsReply{Body: notNil(l)}, err
}
