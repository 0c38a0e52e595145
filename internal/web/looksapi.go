package web

import (
	"context"
	"net/http"
	"time"

	"hotline12345/tickets"
)

// Looks reads the log of looks at personal data.
type Looks interface {
	Looks(ctx context.Context, f tickets.LookFilter) ([]tickets.Look, error)
}

func (s *Server) lookRoutes() {
	add(s, http.MethodGet, "/api/looks", "list-looks", "Who of the reader's area looked at whose data, the latest first", s.looks)
}

type looksRequest struct {
	What   string    `query:"what" maxLength:"40"`
	Key    string    `query:"key" maxLength:"400" doc:"a ticket's number, a call, what was searched for"`
	Person string    `query:"person" maxLength:"200" doc:"id, number or name"`
	Before time.Time `query:"before" doc:"to go on after a page: the time of its last look; now if none"`
	ID     string    `query:"before_id" maxLength:"64" doc:"and the id of that look: several may be of the same moment"`
}

type looksReply struct{ Body []tickets.Look }

// looksPage is how many looks a page has.
const looksPage = 100

func (s *Server) looks(ctx context.Context, in *looksRequest) (*looksReply, error) {
	units, err := s.cfg.Tickets.Visible(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	f := tickets.LookFilter{What: in.What, Key: in.Key, Person: in.Person, Units: units, Before: in.Before, BeforeID: in.ID, Limit: looksPage}
	if f.Before.IsZero() {
		f.Before = s.cfg.Now().Add(time.Minute)
	}
	list, err := s.cfg.Looks.Looks(ctx, f)
	return &looksReply{Body: notNil(list)}, err
}
