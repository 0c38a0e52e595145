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
	return &popReply{Body: p}, err
}

type draftReply struct{ Body tickets.Draft }

func (s *Server) draft(ctx context.Context, in *CallPath) (*draftReply, error) {
	d, err := s.cfg.Tickets.Draft(ctx, actorOf(ctx), in.Call)
	return &draftReply{Body: d}, err
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
	return &draftReply{Body: d}, err
}

type commitRequest struct {
	CallPath
	Body tickets.Request
}

func (s *Server) commit(ctx context.Context, in *commitRequest) (*ticketReply, error) {
	t, err := s.cfg.Tickets.Commit(ctx, actorOf(ctx), in.Call, in.Body)
	return s.ticketFor(ctx, t, err)
}
