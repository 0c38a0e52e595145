package web

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hotline12345/cti"
	"hotline12345/tickets"
)

// listenLimit is how long a player may take to read a recording.
const listenLimit = time.Hour

type callReply struct{ Body cti.CallRecord }

// call is one call's row. An agent sees the calls that they took; every look is
// logged.
func (s *Server) call(ctx context.Context, in *CallPath) (*callReply, error) {
	r, err := s.callFor(ctx, in.Call, "call")
	return &callReply{Body: r}, err
}

func (s *Server) callFor(ctx context.Context, call, what string) (cti.CallRecord, error) {
	by := actorOf(ctx)
	r, err := s.cfg.Calls.Call(ctx, call)
	if err != nil {
		return r, err
	}
	if !by.Has(tickets.RoleSupervisor, tickets.RoleAuditor) && !took(r, by.Number) {
		return cti.CallRecord{}, tickets.ErrNotFound
	}
	return r, s.cfg.Tickets.Look(ctx, by, what, call)
}

// took says whether an agent talked in a call.
func took(r cti.CallRecord, number string) bool {
	for _, l := range r.Legs {
		if string(l.Agent) == number && number != "" {
			return true
		}
	}
	return string(r.Agent) == number && number != ""
}

type callsRequest struct {
	Limit int `query:"limit" minimum:"0" maximum:"200"`
}

type callsReply struct{ Body []cti.CallRecord }

// calls lists an agent's own latest calls; a supervisor sees everybody's. The
// look is logged: the rows have the callers' numbers.
func (s *Server) calls(ctx context.Context, in *callsRequest) (*callsReply, error) {
	by := actorOf(ctx)
	agent := by.Number
	switch {
	case by.Has(tickets.RoleSupervisor, tickets.RoleAuditor):
		agent = ""
	case agent == "":
		return &callsReply{Body: []cti.CallRecord{}}, nil // everybody's are not theirs
	}
	limit := in.Limit
	if limit == 0 {
		limit = 50
	}
	list, err := s.cfg.Calls.RecentCalls(ctx, agent, limit)
	if err != nil {
		return nil, err
	}
	if list == nil {
		list = []cti.CallRecord{}
	}
	return &callsReply{Body: list}, s.cfg.Tickets.Look(ctx, by, "calls", agent)
}

// recording streams a call's recording; the player can seek in it.
func (s *Server) recording(ctx context.Context, in *CallPath) (*huma.StreamResponse, error) {
	rec, err := s.callFor(ctx, in.Call, "recording")
	if err != nil {
		return nil, err
	}
	if len(rec.Recordings) == 0 {
		return nil, tickets.ErrNotFound
	}
	sound, err := s.cfg.Recordings.Conversation(rec)
	if errors.Is(err, fs.ErrNotExist) {
		err = tickets.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		defer sound.Close()
		r, w := humago.Unwrap(ctx)
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(listenLimit)) // a test's recorder has none
		w.Header().Set("Content-Type", "audio/wav")
		w.Header().Set("Cache-Control", "private, no-store")
		http.ServeContent(w, r, "", rec.EndedAt, sound)
	}}, nil
}
