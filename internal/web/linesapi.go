package web

import (
	"context"
	"net/http"
	"time"

	"hotline12345/cti"
)

func (s *Server) lineRoutes() {
	add(s, http.MethodGet, "/api/lines/calls", "count-line-calls", "How often each line was dialled in a period", s.lineCalls)
}

type lineCallsRequest struct {
	From time.Time `query:"from" doc:"thirty days before to, if none"`
	To   time.Time `query:"to" doc:"not included; now if none"`
}

type lineCallsReply struct{ Body []cti.NumberCount }

// lineCalls counts calls by the number that was dialled (M22).
func (s *Server) lineCalls(ctx context.Context, in *lineCallsRequest) (*lineCallsReply, error) {
	from, to := in.From, in.To
	if to.IsZero() {
		to = s.cfg.Now()
	}
	if from.IsZero() {
		from = to.AddDate(0, 0, -30)
	}
	units, err := s.cfg.Tickets.Visible(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	var agents []string
	if units != nil {
		if agents, err = s.cfg.Users.AgentNumbers(ctx, units); err != nil {
			return nil, err
		}
		agents = append([]string{}, agents...)
	}
	list, err := s.cfg.Calls.CallsByNumber(ctx, agents, from, to)
	return &lineCallsReply{Body: notNil(list)}, err
}
