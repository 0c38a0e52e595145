package menuapi

import (
	"context"
	"net/http"

	"hotline12345/internal/web/httpapi"
)

func (h handlers) triedRoutes(api *httpapi.API) {
	httpapi.Register(api, read(http.MethodPost, "/api/menus/{flow}/tried", "try-flow", "What the callers of a day would have met in a flow, the one sent or the draft"), h.tried)
}

type triedRequest struct {
	FlowPath
	Body struct {
		Day  string    `json:"day" format:"date" doc:"in the city, 2026-11-28"`
		Body *FlowBody `json:"body,omitempty" doc:"none: the draft"`
	}
}

// TriedFlow is what the calls of a day would have met, against the live flow.
type TriedFlow struct {
	Calls     int        `json:"calls" doc:"that were tried"`
	Partly    bool       `json:"partly" doc:"the day had more calls than 5000, or their keys could not all be read in time"`
	Unchanged int        `json:"unchanged"`
	Elsewhere []TriedWay `json:"elsewhere" nullable:"false"`
	More      TriedHeard `json:"more" doc:"heard prompts a second longer or more"`
	Less      TriedHeard `json:"less"`
	Stuck     TriedGroup `json:"stuck" doc:"left in silence"`
	Lost      TriedGroup `json:"lost" doc:"would have hung up before they came to where they did"`
}

// TriedGroup are calls: how many, and the first hundred of them.
type TriedGroup struct {
	Calls int      `json:"calls"`
	IDs   []string `json:"ids" nullable:"false"`
}

// TriedWay are the calls that the live flow leads to one place, this one to another: "queue
// general", "goodbye", "ticket", "menu", "silence".
type TriedWay struct {
	From string `json:"from"`
	To   string `json:"to"`
	TriedGroup
}

// TriedHeard are calls and how many seconds more or less they hear altogether.
type TriedHeard struct {
	Seconds int `json:"seconds"`
	TriedGroup
}

type triedReply struct{ Body TriedFlow }

func (h handlers) tried(ctx context.Context, in *triedRequest) (*triedReply, error) {
	flow, err := h.sentOrDraft(ctx, in.Flow, in.Body.Body)
	if err != nil {
		return nil, err
	}
	t, err := h.menus.Try(ctx, in.Flow, flow, in.Body.Day)
	if err != nil {
		return nil, err
	}
	out := TriedFlow{Calls: t.Calls, Partly: t.Partly, Unchanged: t.Unchanged, Elsewhere: []TriedWay{}, Stuck: groupOf(t.Stuck), Lost: groupOf(t.Lost),
		More: TriedHeard{t.More.Seconds, groupOf(t.More.Calls)}, Less: TriedHeard{t.Less.Seconds, groupOf(t.Less.Calls)}}
	for _, d := range t.Elsewhere {
		out.Elsewhere = append(out.Elsewhere, TriedWay{d.From, d.To, groupOf(d.Calls)})
	}
	return &triedReply{Body: out}, nil
}

// idsShown is how many calls of a group are named.
const idsShown = 100

func groupOf(ids []string) TriedGroup {
	return TriedGroup{Calls: len(ids), IDs: httpapi.NotNil(ids[:min(len(ids), idsShown)])}
}
