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
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
)

// callRoutes registers calls and their recordings.
func (s *Server) callRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls", ID: "list-calls",
		Summary: "The latest calls",
		Roles:   httpapi.CallReaders,
		Audit:   httpapi.Audits(httpapi.AccessCalls)}, s.calls)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}", ID: "get-call",
		Summary: "One call",
		Roles:   httpapi.CallReaders,
		Audit:   httpapi.Audits(httpapi.AccessCall)}, s.call)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}/recording", ID: "get-recording",
		Summary: "A call's recording as one WAV",
		Roles:   httpapi.CallReaders, Describe: httpapi.Sound,
		Audit: httpapi.Audits(httpapi.AccessRecording)}, s.recording)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/lines/calls", ID: "count-line-calls",
		Summary: "How often each line was dialled in a period",
		Roles:   httpapi.Overseers}, s.lineCalls)
}

// listenLimit is how long a player may take to read a recording.
const listenLimit = time.Hour

type callReply struct{ Body cti.CallRecord }

// call answers with one call's row. An agent sees the calls that they took.
func (s *Server) call(ctx context.Context, in *CallPath) (*callReply, error) {
	r, err := s.callFor(ctx, in.Call, httpapi.AccessCall)
	return &callReply{Body: r}, err
}

func (s *Server) callFor(ctx context.Context, call string, kind httpapi.AccessKind) (cti.CallRecord, error) {
	by := httpapi.ActorOf(ctx)
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
	return r, s.logAccess(ctx, kind, call)
}

// callsOf returns the numbers of the agents whose calls an actor may see and hear:
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

// took reports whether one of some agents talked in a call.
func took(r cti.CallRecord, agents []string) bool {
	return slices.Contains(agents, string(r.Agent)) ||
		slices.ContainsFunc(r.Legs, func(l cti.LegRecord) bool { return slices.Contains(agents, string(l.Agent)) })
}

type callsRequest struct {
	Limit int `query:"limit" minimum:"0" maximum:"200"`
}

type callsReply struct{ Body []cti.CallRecord }

// calls lists an agent's own latest calls; a supervisor sees those of the area. It is
// audited, as the rows have the callers' numbers.
func (s *Server) calls(ctx context.Context, in *callsRequest) (*callsReply, error) {
	by := httpapi.ActorOf(ctx)
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
	return &callsReply{Body: list}, s.logAccess(ctx, httpapi.AccessCalls, by.Number)
}

// noRecording answers those who may hear the call; others are told that there is no
// such call.
func noRecording() *httpapi.Problem {
	return httpapi.NewProblem(http.StatusNotFound, "no_recording", "this call has no recording, or it was deleted when its time was over")
}

// recording streams a call's recording; the player can seek in it.
func (s *Server) recording(ctx context.Context, in *CallPath) (*huma.StreamResponse, error) {
	rec, err := s.callFor(ctx, in.Call, httpapi.AccessRecording)
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
	units, err := s.cfg.Tickets.Visible(ctx, httpapi.ActorOf(ctx))
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
	return &lineCallsReply{Body: httpapi.NotNil(list)}, err
}
