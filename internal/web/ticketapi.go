package web

import (
	"context"

	"hotline12345/tickets"
)

// TicketView is a ticket as one reader sees it.
type TicketView struct {
	tickets.Ticket
	// Moves are those that the reader's role allows now: the page's buttons.
	Moves []tickets.Move `json:"moves" nullable:"false"`
	// Withdrawable are the files, by their entries, that the reader may withdraw.
	Withdrawable []int `json:"withdrawable" nullable:"false"`
}

type ticketReply struct{ Body TicketView }

// ticketFor answers with a ticket and what its reader may do with it.
func (s *Server) ticketFor(ctx context.Context, t tickets.Ticket, err error) (*ticketReply, error) {
	if err != nil {
		return nil, err
	}
	moves := s.cfg.Tickets.LegalMoves(ctx, actorOf(ctx), t)
	if moves == nil {
		moves = []tickets.Move{}
	}
	withdrawable := s.cfg.Tickets.Withdrawable(ctx, actorOf(ctx), t)
	return &ticketReply{Body: TicketView{Ticket: t, Moves: moves, Withdrawable: withdrawable}}, nil
}

// NumberPath names a ticket in an address.
type NumberPath struct {
	Number tickets.Number `path:"number" maxLength:"32"`
}

func (s *Server) ticket(ctx context.Context, in *NumberPath) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Ticket(ctx, actorOf(ctx), in.Number)
	return s.ticketFor(ctx, t, err)
}

type moveRequest struct {
	NumberPath
	Body tickets.Request
}

func (s *Server) move(ctx context.Context, in *moveRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Move(ctx, actorOf(ctx), in.Number, in.Body)
	return s.ticketFor(ctx, t, err)
}

type unitsReply struct{ Body []tickets.Unit }

func (s *Server) units(ctx context.Context, _ *struct{}) (*unitsReply, error) {
	u, err := s.cfg.Tickets.Units(ctx)
	return &unitsReply{Body: u}, err
}

type categoriesReply struct{ Body []tickets.Category }

func (s *Server) categories(ctx context.Context, _ *struct{}) (*categoriesReply, error) {
	c, err := s.cfg.Tickets.Categories(ctx)
	return &categoriesReply{Body: c}, err
}
