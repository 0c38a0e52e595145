package web

import (
	"context"
	"errors"
	"slices"

	"hotline12345/tickets"
)

type arrivalRequest struct{ Body ArrivalBody }

// ArrivalBody is a matter that came otherwise than by a call, and its first move.
type ArrivalBody struct {
	tickets.Arrival
	First tickets.Request `json:"first"`
}

func (s *Server) create(ctx context.Context, in *arrivalRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Create(ctx, actorOf(ctx), in.Body.Arrival, in.Body.First)
	return s.ticketFor(ctx, t, err)
}

type bulkRequest struct{ Body BulkBody }

// BulkBody asks for the same move of several tickets.
type BulkBody struct {
	Numbers []tickets.Number `json:"numbers" minItems:"1" maxItems:"200"`
	Request tickets.Request  `json:"request"`
}

// BulkResult is what became of one ticket of many.
type BulkResult struct {
	Number tickets.Number `json:"number"`
	// Code is empty where the move was made, else why not.
	Code string `json:"code,omitempty"`
}

type bulkReply struct{ Body []BulkResult }

// bulk makes a move with each ticket; one that refuses does not stop the others.
func (s *Server) bulk(ctx context.Context, in *bulkRequest) (*bulkReply, error) {
	results := make([]BulkResult, 0, len(in.Body.Numbers))
	for i, n := range in.Body.Numbers {
		if slices.Contains(in.Body.Numbers[:i], n) {
			continue // named twice, it is moved once
		}
		_, err := s.cfg.Tickets.Move(ctx, actorOf(ctx), n, in.Body.Request)
		if errors.Is(err, tickets.ErrUnavailable) && len(results) == 0 {
			return nil, err
		}
		result := BulkResult{Number: n}
		if err != nil {
			result.Code = s.problemOf(ctx, err).Code
		}
		results = append(results, result)
	}
	return &bulkReply{Body: results}, nil
}

type unmaskRequest struct {
	NumberPath
	Body UnmaskBody
}

// UnmaskBody says why a masked citizen must be known.
type UnmaskBody struct {
	Reason string `json:"reason" maxLength:"2000"`
}

func (s *Server) unmask(ctx context.Context, in *unmaskRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Unmask(ctx, actorOf(ctx), in.Number, in.Body.Reason)
	return s.ticketFor(ctx, t, err)
}

type proposalRequest struct{ Body ProposalBody }

// ProposalBody is what decides on the unit.
type ProposalBody struct {
	Type     tickets.Type `json:"type" required:"false"`
	Category string       `json:"category" maxLength:"4"`
	Place    string       `json:"place" maxLength:"2000"`
	Called   string       `json:"called,omitempty" maxLength:"40" doc:"the number that was dialled"`
}

type proposalReply struct{ Body tickets.Proposal }

// propose says who should handle a matter, and why.
func (s *Server) propose(ctx context.Context, in *proposalRequest) (*proposalReply, error) {
	b := in.Body
	p := s.cfg.Tickets.Propose(ctx, tickets.Register{Type: b.Type, Category: b.Category, Place: b.Place}, b.Called)
	return &proposalReply{Body: p}, nil
}
