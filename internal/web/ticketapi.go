package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"hotline12345/tickets"
)

// TicketView is a ticket as one reader sees it.
type TicketView struct {
	tickets.Ticket
	// Moves are those that the reader's role allows now: the page's buttons.
	Moves []tickets.Move `json:"moves" nullable:"false"`
}

type ticketReply struct{ Body TicketView }

// ticketFor answers with a ticket and what its reader may do with it.
func ticketFor(ctx context.Context, t tickets.Ticket, err error) (*ticketReply, error) {
	if err != nil {
		return nil, err
	}
	moves := tickets.LegalMoves(t.State, actorOf(ctx))
	if moves == nil {
		moves = []tickets.Move{}
	}
	return &ticketReply{Body: TicketView{Ticket: t, Moves: moves}}, nil
}

// MoveBody asks for a move of a ticket.
type MoveBody struct {
	Move   tickets.Move     `json:"move"`
	Unit   string           `json:"unit,omitempty"`
	Note   string           `json:"note,omitempty"`
	Way    tickets.Way      `json:"way,omitempty"`
	Reason tickets.NoAnswer `json:"reason,omitempty"`
	// AnsweredAt is when the citizen was answered; now if missing.
	AnsweredAt time.Time `json:"answered_at,omitzero" required:"false"`
	// Changes of a correction.
	Changes *tickets.Changes `json:"changes,omitempty"`
}

func (b MoveBody) request() tickets.Request {
	return tickets.Request{Move: b.Move, Unit: b.Unit, Note: b.Note, Way: b.Way, Reason: b.Reason,
		AnsweredAt: b.AnsweredAt, Changes: b.Changes}
}

// NumberPath names a ticket in an address.
type NumberPath struct {
	Number tickets.Number `path:"number" maxLength:"32"`
}

func (s *Server) ticket(ctx context.Context, in *NumberPath) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Ticket(ctx, actorOf(ctx), in.Number)
	return ticketFor(ctx, t, err)
}

type moveRequest struct {
	NumberPath
	Body MoveBody
}

func (s *Server) move(ctx context.Context, in *moveRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Move(ctx, actorOf(ctx), in.Number, in.Body.request())
	return ticketFor(ctx, t, err)
}

type listRequest struct {
	Number string        `query:"number" maxLength:"32"`
	State  tickets.State `query:"state" maxLength:"32"`
	Limit  int           `query:"limit" minimum:"0" maximum:"200"`
}

type listReply struct{ Body []tickets.Summary }

func (s *Server) list(ctx context.Context, in *listRequest) (*listReply, error) {
	if in.State != "" && !slices.Contains(tickets.States(), in.State) {
		p := problem(http.StatusUnprocessableEntity, "invalid_request", "there is no such state of tickets")
		p.Fields = []tickets.FieldError{{Field: "query.state", Code: tickets.CodeInvalid}}
		return nil, p
	}
	l, err := s.cfg.Tickets.List(ctx, actorOf(ctx), tickets.Filter{Number: in.Number, State: in.State, Limit: in.Limit})
	if l == nil {
		l = []tickets.Summary{}
	}
	return &listReply{Body: l}, err
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
