package menuapi

import (
	"context"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

type tryScheduleRequest struct {
	Schedule string `path:"schedule" maxLength:"32"`
	Body     struct {
		Hours ivr.Schedule `json:"hours" doc:"as they are being edited"`
		At    time.Time    `json:"at,omitempty" required:"false" doc:"none: now"`
	}
}

// TriedSchedule is what opening hours make of a moment.
type TriedSchedule struct {
	At      time.Time   `json:"at"`
	Open    bool        `json:"open"`
	Turns   *time.Time  `json:"turns,omitempty" doc:"when it opens or closes next; none: it stays so for a year"`
	Hours   []ivr.Hours `json:"hours" nullable:"false" doc:"of that day"`
	Special bool        `json:"special" doc:"the day's hours are other than those of its weekday"`
	Ways    []HoursWay  `json:"ways" nullable:"false" doc:"what callers meet at each node of live flows that asks for it"`
}

// HoursWay is where a caller comes who does nothing.
type HoursWay struct {
	Flow    string       `json:"flow"`
	Node    ivr.NodeID   `json:"node"`
	Number  string       `json:"number,omitempty" doc:"whose callers these are; neither a number nor a unit: all"`
	Unit    string       `json:"unit,omitempty"`
	To      ivr.NodeID   `json:"to" doc:"the node that follows"`
	End     ivr.End      `json:"end" enum:"agent,ticket,goodbye,lost,stuck"`
	Queue   string       `json:"queue,omitempty" doc:"where the caller waits"`
	Prompts []ivr.Prompt `json:"prompts" nullable:"false" doc:"what the node says first"`
}

type tryScheduleReply struct{ Body TriedSchedule }

func (h handlers) trySchedule(ctx context.Context, in *tryScheduleRequest) (*tryScheduleReply, error) {
	at, tried, err := h.menus.TryHours(ctx, in.Schedule, in.Body.Hours, in.Body.At)
	b := TriedSchedule{At: at, Open: tried.Open, Turns: moment(tried.Turns), Hours: httpapi.NotNil(tried.Hours), Special: tried.Special, Ways: []HoursWay{}}
	for _, w := range tried.Ways {
		b.Ways = append(b.Ways, hoursWay(w))
	}
	return &tryScheduleReply{Body: b}, err
}

func hoursWay(w menus.HoursWay) HoursWay {
	way := HoursWay{Flow: w.Flow, Node: w.Node, Number: w.Number, Unit: w.Unit, To: w.To, End: w.End, Queue: w.Queue, Prompts: []ivr.Prompt{}}
	if len(w.Steps) > 0 {
		way.Prompts = httpapi.NotNil(w.Steps[0].Prompts)
	}
	return way
}
