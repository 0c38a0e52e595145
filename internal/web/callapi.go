package web

import (
	"context"
	"errors"
	"net/http"
	"os"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/tickets"
)

type callReply struct{ Body cti.CallRecord }

// call is one call's row. An agent sees the calls that they took; every look is
// logged.
func (s *Server) call(ctx context.Context, in *CallPath) (*callReply, error) {
	r, err := s.callFor(ctx, userOf(ctx), actorOf(ctx), in.Call, "call")
	return &callReply{Body: r}, problemOf(err)
}

func (s *Server) callFor(ctx context.Context, u tickets.User, by tickets.Actor, call, what string) (cti.CallRecord, error) {
	r, err := s.cfg.Calls.Call(ctx, call)
	if err != nil {
		return r, err
	}
	if !by.Has(tickets.RoleSupervisor, tickets.RoleAuditor) && !took(r, u.Number) {
		return cti.CallRecord{}, tickets.ErrNotFound
	}
	return r, s.cfg.Tickets.Look(ctx, by, what, call)
}

// took says whether an agent talked in a call.
func took(r cti.CallRecord, number string) bool {
	for _, l := range r.Legs {
		if string(l.Agent) == number {
			return true
		}
	}
	return string(r.Agent) == number && number != ""
}

type callsRequest struct {
	Limit int `query:"limit" minimum:"0" maximum:"200"`
}

type callsReply struct{ Body []cti.CallRecord }

// calls lists an agent's own latest calls; a supervisor sees everybody's.
func (s *Server) calls(ctx context.Context, in *callsRequest) (*callsReply, error) {
	agent := userOf(ctx).Number
	if actorOf(ctx).Has(tickets.RoleSupervisor, tickets.RoleAuditor) {
		agent = ""
	}
	limit := in.Limit
	if limit == 0 {
		limit = 50
	}
	list, err := s.cfg.Calls.RecentCalls(ctx, agent, limit)
	if list == nil {
		list = []cti.CallRecord{}
	}
	return &callsReply{Body: list}, problemOf(err)
}

// recording streams a call's recording; the player can seek in it.
func (s *Server) recording(w http.ResponseWriter, r *http.Request) {
	u, ok := s.permitted(w, r, "get-recording")
	if !ok {
		return
	}
	rec, err := s.callFor(r.Context(), u, u.Actor(hostOf(r.RemoteAddr)), r.PathValue("call"), "recording")
	if err == nil && len(rec.Recordings) == 0 {
		err = tickets.ErrNotFound
	}
	if err != nil {
		s.fail(w, err)
		return
	}
	sound, err := s.cfg.Recordings.Conversation(rec)
	if err != nil {
		if errors.Is(err, os.ErrNotExist) {
			err = tickets.ErrNotFound
		}
		s.fail(w, err)
		return
	}
	defer sound.Close()
	w.Header().Set("Content-Type", "audio/wav")
	w.Header().Set("Cache-Control", "private, no-store")
	http.ServeContent(w, r, "", rec.EndedAt, sound)
}

// fail answers with the problem that an error is.
func (s *Server) fail(w http.ResponseWriter, err error) {
	var p *Problem
	if !errors.As(problemOf(err), &p) {
		s.cfg.Log.Error("request failed", zap.Error(err))
		p = problem(http.StatusInternalServerError, "fault", "something went wrong here; it is in the log")
	}
	writeProblem(w, p)
}
