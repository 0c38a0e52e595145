// Package restrictedapi serves the numbers that harass the hotline and reach a message box
// only, and the calls that are the evidence (M74, M75).
package restrictedapi

import (
	"context"
	"crypto/rand"
	"net/http"
	"time"

	"hotline12345/cti"
	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/tickets/org"
	"hotline12345/tickets/restricted"
)

// Config is what the interface works with.
type Config struct {
	Numbers *restricted.Service
	Calls   Calls
	Menus   Menus
	// Accessed writes an access into the access log.
	Accessed func(ctx context.Context, by org.Actor, kind, key string) error
	Now      func() time.Time
}

// Calls finds the calls of a number.
type Calls interface {
	CallsOfNumber(ctx context.Context, number string, limit int) ([]cti.CallRecord, error)
}

// Menus tells what callers hear.
type Menus interface {
	Lines(ctx context.Context) (service.Lines, error)
}

// Who may restrict numbers, and who may see which are.
var (
	keepers = []org.Role{org.RoleSupervisor, org.RoleTelecomAdmin}
	readers = []org.Role{org.RoleSupervisor, org.RoleTelecomAdmin, org.RoleAuditor}
)

// Register adds the routes of restricted numbers to the interface.
func Register(api *httpapi.API, cfg Config) {
	h := handlers{cfg}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/restricted-numbers", ID: "list-restricted-numbers",
		Summary: "Numbers that reach a message box only, and the latest that did",
		Roles:   readers, WholeCity: true, Audit: httpapi.Audits(httpapi.AccessRestricted)}, h.list)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/restricted-numbers", ID: "restrict-number",
		Summary: "Lead a number's calls to a message box until a day, for a reason; the next call goes by it",
		Roles:   keepers, WholeCity: true, Audit: httpapi.Audits(httpapi.AccessRestricted)}, h.restrict)
	httpapi.Register(api, httpapi.Route{Method: http.MethodPost, Path: "/api/restricted-numbers/{restriction}/lift", ID: "lift-restriction",
		Summary: "Let a number reach agents again; what is over stays as it ended",
		Roles:   keepers, WholeCity: true, Audit: httpapi.Audits(httpapi.AccessRestricted)}, h.lift)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/restricted-numbers/{restriction}/calls", ID: "list-restricted-calls",
		Summary: "The latest calls of a restricted number: the evidence",
		Roles:   readers, WholeCity: true, Audit: httpapi.Audits(httpapi.AccessCalls)}, h.calls)
}

type handlers struct{ cfg Config }

// RestrictedNumber is a number that reaches a message box only, or did.
type RestrictedNumber struct {
	restricted.Number
	Holds bool `json:"holds" doc:"now; false: its time is over, or it was lifted"`
}

// RestrictedNumbers are those that hold, and then the latest that did.
type RestrictedNumbers struct {
	Numbers []RestrictedNumber `json:"numbers" nullable:"false"`
	// Effective: all menus that callers hear ask for restricted numbers. By one without such a node
	// they reach agents.
	Effective bool `json:"effective"`
	// Without are the menus that do not.
	Without []menus.Led `json:"without" nullable:"false" doc:"menus without a step for restricted numbers, with the called numbers that they lead"`
}

type listReply struct{ Body RestrictedNumbers }

func (h handlers) list(ctx context.Context, _ *struct{}) (*listReply, error) {
	list, err := h.cfg.Numbers.List(ctx)
	if err != nil {
		return nil, err
	}
	lines, err := h.cfg.Menus.Lines(ctx)
	if err != nil {
		return nil, err
	}
	out := RestrictedNumbers{Numbers: make([]RestrictedNumber, len(list)), Without: httpapi.NotNil(lines.Without(lines.Plan, ivr.KindRestricted))}
	out.Effective = len(out.Without) == 0
	for i, n := range list {
		out.Numbers[i] = h.view(n)
	}
	return &listReply{Body: out}, h.accessed(ctx, httpapi.AccessRestricted, "")
}

func (h handlers) view(n restricted.Number) RestrictedNumber {
	return RestrictedNumber{Number: n, Holds: n.Holds(h.cfg.Now())}
}

func (h handlers) accessed(ctx context.Context, kind httpapi.AccessKind, key string) error {
	return h.cfg.Accessed(ctx, httpapi.ActorOf(ctx), string(kind), key)
}

// RestrictionBody is a number that is to be restricted.
type RestrictionBody struct {
	Number string    `json:"number" maxLength:"60" doc:"in any spelling; a short code such as 110 or 12345 is refused"`
	Why    string    `json:"why" maxLength:"2000"`
	Until  time.Time `json:"until" doc:"within 366 days"`
}

type restrictRequest struct{ Body RestrictionBody }

type numberReply struct{ Body RestrictedNumber }

func (h handlers) restrict(ctx context.Context, in *restrictRequest) (*numberReply, error) {
	n, err := h.cfg.Numbers.Restrict(ctx, httpapi.ActorOf(ctx), restricted.Request(in.Body), rand.Text())
	return h.reply(ctx, n, err)
}

// RestrictionPath names a restriction in an address.
type RestrictionPath struct {
	Restriction string `path:"restriction" maxLength:"40"`
}

type liftRequest struct {
	RestrictionPath
	Body struct {
		Why string `json:"why" maxLength:"2000"`
	}
}

func (h handlers) lift(ctx context.Context, in *liftRequest) (*numberReply, error) {
	n, err := h.cfg.Numbers.Lift(ctx, httpapi.ActorOf(ctx), in.Restriction, in.Body.Why)
	return h.reply(ctx, n, err)
}

func (h handlers) reply(ctx context.Context, n restricted.Number, err error) (*numberReply, error) {
	if err == nil {
		err = h.accessed(ctx, httpapi.AccessRestricted, n.Number)
	}
	if err != nil {
		return nil, err
	}
	return &numberReply{Body: h.view(n)}, nil
}

// evidenceCalls is how many calls of a number are shown.
const evidenceCalls = 200

// EvidenceCall is one call of a restricted number.
type EvidenceCall struct {
	Call     cti.CallID    `json:"call"`
	At       time.Time     `json:"at"`
	Seconds  int           `json:"seconds" doc:"from its arrival to its end; 0: it goes on, or nobody saw its end"`
	Answered bool          `json:"answered" doc:"by an agent"`
	Agent    cti.AgentID   `json:"agent,omitempty"`
	End      cti.EndReason `json:"end,omitempty"`
	Recorded bool          `json:"recorded"`
}

type evidenceReply struct {
	Body []EvidenceCall `nullable:"false"`
}

func (h handlers) calls(ctx context.Context, in *RestrictionPath) (*evidenceReply, error) {
	n, err := h.cfg.Numbers.Find(ctx, in.Restriction)
	if err != nil {
		return nil, err
	}
	list, err := h.cfg.Calls.CallsOfNumber(ctx, n.Number, evidenceCalls)
	if err != nil {
		return nil, err
	}
	out := make([]EvidenceCall, len(list))
	for i, r := range list {
		out[i] = EvidenceCall{Call: r.Call, At: r.ArrivedAt, Answered: !r.AnsweredAt.IsZero(), Agent: r.Agent, End: r.EndReason, Recorded: len(r.Recordings) > 0}
		if !r.EndedAt.IsZero() {
			out[i].Seconds = int(r.EndedAt.Sub(r.ArrivedAt).Seconds())
		}
	}
	return &evidenceReply{Body: out}, h.accessed(ctx, httpapi.AccessCalls, n.Number)
}
