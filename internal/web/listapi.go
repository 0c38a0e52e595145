package web

import (
	"context"
	"net/http"
	"slices"
	"time"

	"hotline12345/tickets"
)

type listRequest struct {
	Number   string            `query:"number" maxLength:"32" doc:"a ticket's number, or a telephone number"`
	Text     string            `query:"text" maxLength:"200" doc:"words in all that tickets say"`
	State    []tickets.State   `query:"state"`
	Type     tickets.Type      `query:"type" maxLength:"32"`
	Category string            `query:"category" maxLength:"4" doc:"a leaf or a group"`
	Urgency  tickets.Urgency   `query:"urgency" maxLength:"32"`
	Mark     tickets.Mark      `query:"mark" maxLength:"32"`
	Unit     string            `query:"unit" maxLength:"32" doc:"this unit or one below it"`
	Part     tickets.PartState `query:"part" maxLength:"32" doc:"a unit of the reader's has a part in this state"`
	DueBy    time.Time         `query:"due_before" doc:"a running limit ends before"`
	TryBy    time.Time         `query:"try_before" doc:"the citizen is to be called by then"`
	From     time.Time         `query:"from"`
	To       time.Time         `query:"to"`
	Before   tickets.Number    `query:"before" maxLength:"32" doc:"go on after this ticket"`
	ByDue    bool              `query:"by_due" doc:"the limit that ends first comes first"`
	Limit    int               `query:"limit" minimum:"0" maximum:"200"`
}

func (r listRequest) filter() tickets.Filter {
	return tickets.Filter{Number: r.Number, Text: r.Text, States: r.State, Type: r.Type, Category: r.Category,
		Urgency: r.Urgency, Mark: r.Mark, Unit: r.Unit, Part: r.Part, DueBefore: r.DueBy, TryBefore: r.TryBy, From: r.From, To: r.To,
		Before: r.Before, ByDue: r.ByDue, Limit: r.Limit}
}

type listReply struct{ Body []tickets.Summary }

func (s *Server) list(ctx context.Context, in *listRequest) (*listReply, error) {
	for _, state := range in.State {
		if !slices.Contains(tickets.States(), state) {
			p := problem(http.StatusUnprocessableEntity, "invalid_request", "there is no such state of tickets")
			p.Fields = []tickets.FieldError{{Field: "query.state", Code: tickets.CodeInvalid}}
			return nil, p
		}
	}
	l, err := s.cfg.Tickets.List(ctx, actorOf(ctx), in.filter())
	return &listReply{Body: notNil(l)}, err
}

// notNil makes an empty list of none, as JSON knows the difference.
func notNil[V any](list []V) []V {
	if list == nil {
		return []V{}
	}
	return list
}

type countsReply struct{ Body tickets.Counts }

// counts are the numbers on the desk's tabs.
func (s *Server) counts(ctx context.Context, _ *struct{}) (*countsReply, error) {
	c, err := s.cfg.Statistics.Counts(ctx, actorOf(ctx))
	return &countsReply{Body: c}, err
}

type similarRequest struct{ Body SimilarBody }

// SimilarBody is what is typed so far.
type SimilarBody struct {
	Contact  string `json:"contact" maxLength:"40"`
	Category string `json:"category" maxLength:"4"`
	Place    string `json:"place" maxLength:"2000"`
	Content  string `json:"content" maxLength:"102400"`
}

// similar finds repeats while the register is typed (M36).
func (s *Server) similar(ctx context.Context, in *similarRequest) (*listReply, error) {
	b := in.Body
	l, err := s.cfg.Tickets.Similar(ctx, actorOf(ctx),
		tickets.Register{Contact: b.Contact, Category: b.Category, Place: b.Place, Content: b.Content})
	return &listReply{Body: notNil(l)}, err
}
