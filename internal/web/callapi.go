package web

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"slices"
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
	agents, err := s.callsOf(ctx, by)
	if err != nil {
		return cti.CallRecord{}, err
	}
	if agents != nil && !took(r, agents) {
		return cti.CallRecord{}, tickets.ErrNotFound
	}
	return r, s.cfg.Tickets.Look(ctx, by, what, call)
}

// callsOf are the numbers of the agents whose calls an actor may see and hear:
// an agent's own; for supervisors and auditors those of their area, nil is all.
func (s *Server) callsOf(ctx context.Context, by tickets.Actor) ([]string, error) {
	if !by.Has(tickets.RoleSupervisor, tickets.RoleAuditor) {
		if by.Number == "" {
			return []string{}, nil // everybody's are not theirs
		}
		return []string{by.Number}, nil
	}
	units, err := s.cfg.Tickets.Visible(ctx, by)
	if err != nil || units == nil {
		return nil, err
	}
	numbers, err := s.cfg.Users.AgentNumbers(ctx, units)
	return append([]string{}, numbers...), err
}

// took says whether one of some agents talked in a call.
func took(r cti.CallRecord, agents []string) bool {
	return slices.Contains(agents, string(r.Agent)) ||
		slices.ContainsFunc(r.Legs, func(l cti.LegRecord) bool { return slices.Contains(agents, string(l.Agent)) })
}

type callsRequest struct {
	Limit int `query:"limit" minimum:"0" maximum:"200"`
}

type callsReply struct{ Body []cti.CallRecord }

// calls lists an agent's own latest calls; a supervisor sees those of the area. The
// look is logged: the rows have the callers' numbers.
func (s *Server) calls(ctx context.Context, in *callsRequest) (*callsReply, error) {
	by := actorOf(ctx)
	agents, err := s.callsOf(ctx, by)
	if err != nil {
		return nil, err
	}
	limit := in.Limit
	if limit == 0 {
		limit = 50
	}
	list, err := s.cfg.Calls.RecentCalls(ctx, agents, limit)
	if err != nil {
		return nil, err
	}
	if list == nil {
		list = []cti.CallRecord{}
	}
	return &callsReply{Body: list}, s.cfg.Tickets.Look(ctx, by, "calls", by.Number)
}

// noRecording is for those who might hear one: to others there is no such call.
func noRecording() *Problem {
	return problem(http.StatusNotFound, "no_recording", "this call has no recording, or it was deleted when its time was over")
}

// recording streams a call's recording; the player can seek in it.
func (s *Server) recording(ctx context.Context, in *CallPath) (*huma.StreamResponse, error) {
	rec, err := s.callFor(ctx, in.Call, "recording")
	if err != nil {
		return nil, err
	}
	if len(rec.Recordings) == 0 {
		return nil, noRecording()
	}
	sound, err := s.cfg.Recordings.Conversation(rec)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noRecording()
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
