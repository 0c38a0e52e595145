package web

import (
	"context"

	"hotline12345/tickets"
)

// CallPath names a call in an address; exported because huma reads only exported
// embedded fields.
type CallPath struct {
	Call string `path:"call" maxLength:"128"`
}

type popReply struct{ Body tickets.Pop }

func (s *Server) pop(ctx context.Context, in *CallPath) (*popReply, error) {
	p, err := s.cfg.Tickets.Pop(ctx, actorOf(ctx), in.Call)
	return &popReply{Body: p}, problemOf(err)
}

type draftReply struct{ Body tickets.Draft }

func (s *Server) draft(ctx context.Context, in *CallPath) (*draftReply, error) {
	d, err := s.cfg.Tickets.Draft(ctx, actorOf(ctx), in.Call)
	return &draftReply{Body: d}, problemOf(err)
}

// DraftBody is the register as the page sends it; the server's own fields
// (call, time of call, ticket) are not taken from it.
type DraftBody struct {
	Rev             int          `json:"rev"`
	Name            string       `json:"name"`
	NameDeclined    bool         `json:"name_declined"`
	Unit            string       `json:"unit"`
	UnitDeclined    bool         `json:"unit_declined"`
	Contact         string       `json:"contact"`
	ContactDeclined bool         `json:"contact_declined" required:"false"`
	Content         string       `json:"content"`
	Type            tickets.Type `json:"type"`
	Category        string       `json:"category"`
	Place           string       `json:"place"`
	Confidential    bool         `json:"confidential"`
}

type saveDraftRequest struct {
	CallPath
	Body DraftBody
}

func (s *Server) saveDraft(ctx context.Context, in *saveDraftRequest) (*draftReply, error) {
	b := in.Body
	d, err := s.cfg.Tickets.SaveDraft(ctx, actorOf(ctx), tickets.Draft{Call: in.Call, Rev: b.Rev, Register: tickets.Register{
		Name: b.Name, NameDeclined: b.NameDeclined, Unit: b.Unit, UnitDeclined: b.UnitDeclined,
		Contact: b.Contact, ContactDeclined: b.ContactDeclined, Content: b.Content,
		Type: b.Type, Category: b.Category, Place: b.Place, Confidential: b.Confidential,
	}})
	return &draftReply{Body: d}, problemOf(err)
}

type ticketReply struct{ Body tickets.Ticket }

// MoveBody asks for a move of a ticket.
type MoveBody struct {
	Move   tickets.Move     `json:"move"`
	Unit   string           `json:"unit,omitempty"`
	Note   string           `json:"note,omitempty"`
	Way    tickets.Way      `json:"way,omitempty"`
	Reason tickets.NoAnswer `json:"reason,omitempty"`
}

func (b MoveBody) request() tickets.Request {
	return tickets.Request{Move: b.Move, Unit: b.Unit, Note: b.Note, Way: b.Way, Reason: b.Reason}
}

type commitRequest struct {
	CallPath
	Body MoveBody
}

func (s *Server) commit(ctx context.Context, in *commitRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Commit(ctx, actorOf(ctx), in.Call, in.Body.request())
	return &ticketReply{Body: t}, problemOf(err)
}

// NumberPath names a ticket in an address.
type NumberPath struct {
	Number tickets.Number `path:"number" maxLength:"32"`
}

func (s *Server) ticket(ctx context.Context, in *NumberPath) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Ticket(ctx, actorOf(ctx), in.Number)
	return &ticketReply{Body: t}, problemOf(err)
}

type moveRequest struct {
	NumberPath
	Body MoveBody
}

func (s *Server) move(ctx context.Context, in *moveRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Move(ctx, actorOf(ctx), in.Number, in.Body.request())
	return &ticketReply{Body: t}, problemOf(err)
}

type listRequest struct {
	Number string        `query:"number" maxLength:"32"`
	State  tickets.State `query:"state"`
	Limit  int           `query:"limit" minimum:"0" maximum:"200"`
}

type listReply struct{ Body []tickets.Summary }

func (s *Server) list(ctx context.Context, in *listRequest) (*listReply, error) {
	l, err := s.cfg.Tickets.List(ctx, actorOf(ctx), tickets.Filter{Number: in.Number, State: in.State, Limit: in.Limit})
	if l == nil {
		l = []tickets.Summary{}
	}
	return &listReply{Body: l}, problemOf(err)
}

type unitsReply struct{ Body []tickets.Unit }

func (s *Server) units(ctx context.Context, _ *struct{}) (*unitsReply, error) {
	u, err := s.cfg.Tickets.Units(ctx)
	return &unitsReply{Body: u}, problemOf(err)
}

type categoriesReply struct{ Body []tickets.Category }

func (s *Server) categories(ctx context.Context, _ *struct{}) (*categoriesReply, error) {
	c, err := s.cfg.Tickets.Categories(ctx)
	return &categoriesReply{Body: c}, problemOf(err)
}
