package web

import (
	"context"

	"hotline12345/tickets"
)

// Filters keeps what people look for often.
type Filters interface {
	SavedFilters(ctx context.Context, person string) ([]tickets.SavedFilter, error)
	// SaveFilter keeps a filter under its name; an empty query forgets it.
	SaveFilter(ctx context.Context, person string, f tickets.SavedFilter) error
}

type filtersReply struct{ Body []tickets.SavedFilter }

func (s *Server) filters(ctx context.Context, _ *struct{}) (*filtersReply, error) {
	list, err := s.cfg.Filters.SavedFilters(ctx, actorOf(ctx).ID)
	return &filtersReply{Body: notNil(list)}, err
}

type filterRequest struct{ Body tickets.SavedFilter }

func (s *Server) saveFilter(ctx context.Context, in *filterRequest) (*filtersReply, error) {
	if err := s.cfg.Filters.SaveFilter(ctx, actorOf(ctx).ID, in.Body); err != nil {
		return nil, err
	}
	return s.filters(ctx, nil)
}
