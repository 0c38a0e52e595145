package menuapi

import (
	"context"
	"net/http"
	"slices"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus/service"
)

func (h handlers) simulatorRoutes(api *httpapi.API) {
	httpapi.Register(api, read(http.MethodPost, "/api/menus/{flow}/simulate", "simulate-flow", "Lead a caller through a flow, the one sent or the draft, as live calls are led"), h.simulate)
}

// SimulatedCall is what a caller does in the simulator.
type SimulatedCall struct {
	Body       *FlowBody         `json:"body,omitempty" doc:"none: the draft"`
	At         time.Time         `json:"at,omitempty" required:"false" doc:"when the call comes; none: now"`
	Called     string            `json:"called,omitempty" maxLength:"40" doc:"the number that is called: its line's names, languages and queues; none: the hotline's own"`
	Keys       string            `json:"keys,omitempty" maxLength:"20" doc:"dialled behind the number: 11 of 1234511"`
	Language   ivr.Language      `json:"language,omitempty" maxLength:"8" doc:"of the caller's last call"`
	Restricted bool              `json:"restricted,omitempty" doc:"the number may leave messages only"`
	Mode       ivr.Mode          `json:"mode,omitempty" enum:"direct,short,full"`
	Languages  []ivr.Language    `json:"languages,omitempty" maxItems:"20" doc:"that the line speaks; none: all"`
	Broadcasts []string          `json:"broadcasts,omitempty" required:"false" maxItems:"50" doc:"tried as if they alone were on; none: those that are"`
	Inputs     []SimulatedInput  `json:"inputs" maxItems:"500" nullable:"false"`
	Outcomes   map[string]string `json:"outcomes,omitempty" doc:"what comes of message (recorded), progress (found, not_found, locked), transfer (taken), call_back (booked), fax (received); failed of any"`
}

// SimulatedInput is one thing that the caller does, or that happens to them.
type SimulatedInput struct {
	AtMS   int64  `json:"at_ms" minimum:"0" maximum:"14400000" doc:"since the call was answered"`
	Key    string `json:"key,omitempty" maxLength:"1"`
	Agent  bool   `json:"agent,omitempty" doc:"an agent takes the call, if it waits for one"`
	HangUp bool   `json:"hang_up,omitempty"`
}

type simulateRequest struct {
	FlowPath
	Body SimulatedCall
}

// SimulatedWay is the way of a simulated call.
type SimulatedWay struct {
	End      ivr.End         `json:"end" enum:"agent,ticket,goodbye,lost,stuck"`
	Node     ivr.NodeID      `json:"node" doc:"where the call ended"`
	Language ivr.Language    `json:"language"`
	Keys     string          `json:"keys" doc:"that led somewhere"`
	Queue    string          `json:"queue,omitempty" doc:"where the caller waited last"`
	TookMS   int64           `json:"took_ms"`
	HeardMS  int64           `json:"heard_ms" doc:"how much of it were prompts"`
	Steps    []SimulatedStep `json:"steps" nullable:"false"`
}

// SimulatedStep is what one input led to.
type SimulatedStep struct {
	AtMS    int64             `json:"at_ms"`
	Input   string            `json:"input" doc:"start, key 1, prompts ended, timeout, answer, agent, hang up"`
	Node    ivr.NodeID        `json:"node" doc:"where the caller is then"`
	Actions []SimulatedAction `json:"actions" nullable:"false"`
	Prompts []ivr.Prompt      `json:"prompts,omitempty" doc:"what begins to be said then"`
}

// SimulatedAction is one thing that the flow wants done.
type SimulatedAction struct {
	Kind    string       `json:"kind" enum:"play,stop,listen,queue,leave_queue,hang_up,record,stop_recording,look_up,transfer,call_back,fax,rate"`
	Prompts []ivr.Prompt `json:"prompts,omitempty"`
	Queue   string       `json:"queue,omitempty"`
	ForMS   int64        `json:"for_ms,omitempty" doc:"how long a key or a message is waited for"`
	To      string       `json:"to,omitempty" doc:"a unit, a number or a ticket"`
	Score   int          `json:"score,omitempty"`
}

type simulateReply struct{ Body SimulatedWay }

func (h handlers) simulate(ctx context.Context, in *simulateRequest) (*simulateReply, error) {
	b := in.Body
	flow, err := h.sentOrDraft(ctx, in.Flow, b.Body)
	if err != nil {
		return nil, err
	}
	x := service.Simulation{Flow: flow, At: b.At, Called: b.Called, Broadcasts: b.Broadcasts, Answers: answersOf(b.Outcomes), Arrival: ivr.Arrival{Language: b.Language,
		Restricted: b.Restricted, Keys: b.Keys, Line: ivr.Line{Mode: b.Mode, Languages: b.Languages}}}
	for _, i := range b.Inputs {
		x.Inputs = append(x.Inputs, ivr.Input{At: time.Duration(i.AtMS) * time.Millisecond, Key: i.Key, Agent: i.Agent, HangUp: i.HangUp})
	}
	slices.SortStableFunc(x.Inputs, func(a, b ivr.Input) int { return int(a.At - b.At) })
	way, err := h.menus.Simulate(ctx, x)
	return &simulateReply{Body: wayOf(way)}, err
}

func wayOf(t ivr.Trace) SimulatedWay {
	way := SimulatedWay{End: t.End, Node: t.Session.Node, Language: t.Session.Language, Keys: t.Session.Keys, Queue: t.Queue,
		TookMS: t.Took.Milliseconds(), HeardMS: t.Heard.Milliseconds(), Steps: []SimulatedStep{}}
	for _, s := range t.Steps {
		step := SimulatedStep{AtMS: s.At.Milliseconds(), Input: s.Input, Node: s.Node, Actions: []SimulatedAction{}, Prompts: s.Prompts}
		for _, a := range s.Actions {
			step.Actions = append(step.Actions, actionOf(a))
		}
		way.Steps = append(way.Steps, step)
	}
	return way
}

func actionOf(a ivr.Action) SimulatedAction {
	switch a := a.(type) {
	case ivr.PlayPrompt:
		return SimulatedAction{Kind: "play", Prompts: a.Prompts}
	case ivr.Listen:
		return SimulatedAction{Kind: "listen", ForMS: a.For.Milliseconds()}
	case ivr.EnterQueue:
		return SimulatedAction{Kind: "queue", Queue: a.Queue, Prompts: a.Prompts}
	case ivr.LeaveQueue:
		return SimulatedAction{Kind: "leave_queue"}
	case ivr.HangUp:
		return SimulatedAction{Kind: "hang_up"}
	case ivr.Record:
		return SimulatedAction{Kind: "record", ForMS: a.Max.Milliseconds()}
	case ivr.StopRecording:
		return SimulatedAction{Kind: "stop_recording"}
	case ivr.LookUpTicket:
		return SimulatedAction{Kind: "look_up", To: a.Number}
	case ivr.Transfer:
		return SimulatedAction{Kind: "transfer", To: a.Unit + a.Number}
	case ivr.CallBack:
		return SimulatedAction{Kind: "call_back", To: a.Number}
	case ivr.ReceiveFax:
		return SimulatedAction{Kind: "fax"}
	case ivr.Rate:
		return SimulatedAction{Kind: "rate", To: a.Question, Score: a.Score}
	}
	return SimulatedAction{Kind: "stop"}
}

// answersOf returns what comes of actions where the simulator's user has said so.
func answersOf(outcomes map[string]string) func(ivr.Action) (ivr.Answer, time.Duration) {
	return func(a ivr.Action) (ivr.Answer, time.Duration) {
		answer, after := ivr.DefaultAnswers(a)
		kind := actionOf(a).Kind
		said := outcomes[map[string]string{"record": "message", "look_up": "progress"}[kind]]
		if said == "" {
			said = outcomes[kind]
		}
		switch said {
		case "failed":
			answer = ivr.Failed{}
			if kind == "transfer" {
				answer = ivr.TransferFailed{}
			}
		case "found":
			answer = ivr.TicketFound{Status: "handled"}
		case "locked":
			answer = ivr.TicketLocked{}
		}
		return answer, after
	}
}
