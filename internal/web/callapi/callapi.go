// Package callapi serves calls and their recordings to those who may see and hear them.
package callapi

import (
	"context"
	"io"
	"net/http"
	"slices"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

// Config is what the interface of the calls works with.
type Config struct {
	Tickets    *service.Service
	Store      Store
	Agents     Agents
	Recordings Recordings
	Now        func() time.Time
}

// Store reads the rows of calls.
type Store interface {
	Call(ctx context.Context, call string) (cti.CallRecord, error)
	RecentCalls(ctx context.Context, agents []string, limit int) ([]cti.CallRecord, error)
	CallsByNumber(ctx context.Context, agents []string, from, to time.Time) ([]cti.NumberCount, error)
	// CallsOfNumber returns the latest calls that a number made, newest first.
	CallsOfNumber(ctx context.Context, number string, limit int) ([]cti.CallRecord, error)
	CallRatings(ctx context.Context, by cti.RatingsBy, agents []string, from, to time.Time) ([]cti.RatingCount, error)
}

// Agents knows who takes calls where.
type Agents interface {
	// AgentNumbers returns the numbers (工号) of the agents of some units.
	AgentNumbers(ctx context.Context, units []string) ([]string, error)
}

// Recordings opens the recording of a call as one WAV file; fs.ErrNotExist where
// it is gone.
type Recordings interface {
	Conversation(r cti.CallRecord) (io.ReadSeekCloser, error)
}

// Calls serves the list of calls and their recordings.
type Calls struct{ cfg Config }

// Register adds the routes of the calls to the interface.
func Register(api *httpapi.API, cfg Config) *Calls {
	h := &Calls{cfg}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls", ID: "list-calls",
		Summary: "The latest calls",
		Roles:   httpapi.CallReaders,
		Audit:   httpapi.Audits(httpapi.AccessCalls)}, h.calls)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}", ID: "get-call",
		Summary: "One call",
		Roles:   httpapi.CallReaders,
		Audit:   httpapi.Audits(httpapi.AccessCall)}, h.call)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/calls/{call}/reveal", ID: "reveal-caller",
		Summary: "Shows a number that its caller withheld, for a reason that is on record",
		Roles:   []org.Role{org.RoleSupervisor},
		Audit:   httpapi.Audits(httpapi.AccessWithheld)}, h.reveal)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/{call}/recording", ID: "get-recording",
		Summary: "A call's recording as one WAV",
		Roles:   httpapi.CallReaders, Describe: httpapi.Sound,
		Audit: httpapi.Audits(httpapi.AccessRecording)}, h.recording)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/lines/calls", ID: "count-line-calls",
		Summary: "How often each line was dialled in a period",
		Roles:   httpapi.Overseers}, h.lineCalls)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/calls/ratings", ID: "count-call-ratings",
		Summary: "How callers rated the talks of a period, by day, queue, language or agent",
		Roles:   httpapi.Overseers}, h.ratings)
	return h
}

type callReply struct{ Body cti.CallRecord }

// call answers with one call's row. An agent sees the calls that they took.
func (h *Calls) call(ctx context.Context, in *httpapi.CallPath) (*callReply, error) {
	r, err := h.callFor(ctx, in.Call, httpapi.AccessCall)
	r.Caller = r.Caller.Shown()
	return &callReply{Body: r}, err
}

func (h *Calls) callFor(ctx context.Context, call string, kind httpapi.AccessKind) (cti.CallRecord, error) {
	r, err := h.rowFor(ctx, call)
	if err != nil {
		return cti.CallRecord{}, err
	}
	return r, h.logAccess(ctx, kind, call)
}

// rowFor returns a call's row to those who may see it, without a record of that.
func (h *Calls) rowFor(ctx context.Context, call string) (cti.CallRecord, error) {
	by := httpapi.ActorOf(ctx)
	r, err := h.cfg.Store.Call(ctx, call)
	if err != nil {
		return r, err
	}
	agents, err := h.callsOf(ctx, by)
	if err != nil {
		return cti.CallRecord{}, err
	}
	if agents != nil && !took(r, agents) {
		return cti.CallRecord{}, errs.ErrNotFound
	}
	return r, nil
}

type revealRequest struct {
	httpapi.CallPath
	Body RevealBody
}

// RevealBody is the reason for which a withheld number must be known: life in danger.
type RevealBody struct {
	Reason string `json:"reason" maxLength:"2000"`
}

type revealReply struct{ Body RevealedCaller }

// RevealedCaller is who called; the number is empty where the network did not tell it, or
// the city does not keep it.
type RevealedCaller struct {
	Number string `json:"number"`
}

// reveal answers with a number that was withheld, once the reason is on record.
func (h *Calls) reveal(ctx context.Context, in *revealRequest) (*revealReply, error) {
	r, err := h.rowFor(ctx, in.Call)
	if err != nil {
		return nil, err
	}
	err = h.cfg.Tickets.RecordReasoned(ctx, httpapi.ActorOf(ctx), string(httpapi.AccessWithheld), in.Call, in.Body.Reason)
	if err != nil {
		return nil, err
	}
	return &revealReply{Body: RevealedCaller{Number: r.Caller.Number}}, nil
}

// callsOf returns the numbers of the agents whose calls an actor may see and hear:
// an agent's own; for supervisors and auditors those of their area, nil is all.
func (h *Calls) callsOf(ctx context.Context, by org.Actor) ([]string, error) {
	if !by.Has(org.RoleSupervisor, org.RoleAuditor) {
		if by.Number == "" {
			return []string{}, nil // everybody's are not theirs
		}
		return []string{by.Number}, nil
	}
	units, err := h.cfg.Tickets.Visible(ctx, by)
	if err != nil || units == nil {
		return nil, err
	}
	numbers, err := h.cfg.Agents.AgentNumbers(ctx, units)
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
func (h *Calls) calls(ctx context.Context, in *callsRequest) (*callsReply, error) {
	by := httpapi.ActorOf(ctx)
	agents, err := h.callsOf(ctx, by)
	if err != nil {
		return nil, err
	}
	limit := in.Limit
	if limit == 0 {
		limit = 50
	}
	list, err := h.cfg.Store.RecentCalls(ctx, agents, limit)
	if err != nil {
		return nil, err
	}
	shown := make([]cti.CallRecord, len(list)) // the store's own are not changed
	for i, r := range list {
		r.Caller = r.Caller.Shown()
		shown[i] = r
	}
	return &callsReply{Body: shown}, h.logAccess(ctx, httpapi.AccessCalls, by.Number)
}

type lineCallsRequest struct {
	From time.Time `query:"from" doc:"thirty days before to, if none"`
	To   time.Time `query:"to" doc:"not included; now if none"`
}

type lineCallsReply struct{ Body []cti.NumberCount }

// lineCalls counts calls by the number that was dialled (M22).
func (h *Calls) lineCalls(ctx context.Context, in *lineCallsRequest) (*lineCallsReply, error) {
	from, to := h.period(in.From, in.To)
	agents, err := h.agentsOf(ctx)
	if err != nil {
		return nil, err
	}
	list, err := h.cfg.Store.CallsByNumber(ctx, agents, from, to)
	return &lineCallsReply{Body: httpapi.NotNil(list)}, err
}

// period returns the thirty days up to now where none is asked for.
func (h *Calls) period(from, to time.Time) (time.Time, time.Time) {
	if to.IsZero() {
		to = h.cfg.Now()
	}
	if from.IsZero() {
		from = to.AddDate(0, 0, -30)
	}
	return from, to
}

// agentsOf returns the numbers of the agents in the reader's area; nil is all.
func (h *Calls) agentsOf(ctx context.Context) ([]string, error) {
	units, err := h.cfg.Tickets.Visible(ctx, httpapi.ActorOf(ctx))
	if err != nil || units == nil {
		return nil, err
	}
	agents, err := h.cfg.Agents.AgentNumbers(ctx, units)
	return append([]string{}, agents...), err
}

type ratingsRequest struct {
	By   cti.RatingsBy `query:"by" enum:"day,queue,language,agent" default:"day" doc:"agent: for supervisors and auditors"`
	From time.Time     `query:"from" doc:"thirty days before to, if none"`
	To   time.Time     `query:"to" doc:"not included; now if none"`
}

type ratingsReply struct{ Body []cti.RatingCount }

// agentFigures are the roles that may see how single agents were rated: those who answer for
// the calls, and those who examine them.
var agentFigures = []org.Role{org.RoleSupervisor, org.RoleAuditor}

// ratings counts what callers pressed after their talks (M55).
func (h *Calls) ratings(ctx context.Context, in *ratingsRequest) (*ratingsReply, error) {
	if in.By == cti.RatingsByAgent && !httpapi.ActorOf(ctx).Has(agentFigures...) {
		return nil, httpapi.Forbidden()
	}
	from, to := h.period(in.From, in.To)
	agents, err := h.agentsOf(ctx)
	if err != nil {
		return nil, err
	}
	list, err := h.cfg.Store.CallRatings(ctx, in.By, agents, from, to)
	return &ratingsReply{Body: httpapi.NotNil(list)}, err
}

// Call returns a call's row without asking who may see it.
func (h *Calls) Call(ctx context.Context, call string) (cti.CallRecord, error) {
	return h.cfg.Store.Call(ctx, call)
}

// logAccess writes an access of the request's user into the access log.
func (h *Calls) logAccess(ctx context.Context, kind httpapi.AccessKind, key string) error {
	return h.cfg.Tickets.RecordAccess(ctx, httpapi.ActorOf(ctx), string(kind), key)
}
