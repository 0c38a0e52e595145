package menuapi

import (
	"context"
	"net/http"
	"slices"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/tickets/org"
)

func (h handlers) itemRoutes(api *httpapi.API) {
	queues := read(http.MethodGet, "/api/queues", "list-queues", "The queues of waiting callers")
	queues.Roles = httpapi.Anyone // forms of accounts name them
	httpapi.Register(api, queues, h.queues)
	httpapi.Register(api, write(http.MethodPut, "/api/queues/{queue}", "put-queue", "Add or change a queue; the same again changes nothing"), h.putQueue)
	httpapi.Register(api, write(http.MethodPut, "/api/queues", "order-queues", "Say which queues are served first; the same again changes nothing"), h.orderQueues)
	httpapi.Register(api, write(http.MethodDelete, "/api/queues/{queue}", "delete-queue", "Take a queue away that neither a flow nor an account names"), h.deleteQueue)
	httpapi.Register(api, read(http.MethodGet, "/api/schedules", "list-schedules", "Opening hours, with the days that differ"), h.schedules)
	httpapi.Register(api, write(http.MethodPut, "/api/schedules/{schedule}", "put-schedule", "Add or change a schedule; the same again changes nothing"), h.putSchedule)
	httpapi.Register(api, write(http.MethodDelete, "/api/schedules/{schedule}", "delete-schedule", "Take a schedule away that no flow names"), h.deleteSchedule)
	httpapi.Register(api, read(http.MethodPost, "/api/schedules/{schedule}/try", "try-schedule", "What opening hours, as they are being edited, make of a moment, and what callers meet then"), h.trySchedule)
	broadcasts := read(http.MethodGet, "/api/broadcasts", "list-broadcasts", "Announcements for all callers, and which are on")
	broadcasts.Roles = append(slices.Clone(readers), org.RoleAdministrator) // whose page of the status names those that are on
	httpapi.Register(api, broadcasts, h.broadcasts)
	httpapi.Register(api, write(http.MethodPut, "/api/broadcasts/{broadcast}", "put-broadcast", "Add, change or switch a broadcast; the same again changes nothing"), h.putBroadcast)
	httpapi.Register(api, write(http.MethodDelete, "/api/broadcasts/{broadcast}", "delete-broadcast", "Take a broadcast away that no flow names"), h.deleteBroadcast)
}

// WaitQueue is a queue with its revision.
type WaitQueue struct {
	menus.Queue
	Rev  string      `json:"rev"`
	Uses []menus.Use `json:"uses" nullable:"false" doc:"the nodes that lead to it"`
	// Agents take it, by the accounts that are not switched off; with none its callers wait for nobody.
	Agents int `json:"agents"`
}

type queuesReply struct {
	Body []WaitQueue `nullable:"false"`
}

func (h handlers) queuesOf(ctx context.Context, state menus.State, err error) (*queuesReply, error) {
	if err != nil {
		return nil, err
	}
	agents, err := h.menus.QueueAgents(ctx)
	list, uses := make([]WaitQueue, len(state.Queues)), state.Uses("queue")
	for i, q := range state.Queues {
		list[i] = WaitQueue{q, q.Rev(), httpapi.NotNil(uses[q.ID]), agents[q.ID]}
	}
	return &queuesReply{Body: list}, err
}

func (h handlers) queues(ctx context.Context, _ *struct{}) (*queuesReply, error) {
	state, err := h.menus.State(ctx)
	return h.queuesOf(ctx, state, err)
}

// ItemRev is the revision that a thing was read with.
type ItemRev struct {
	Rev string `json:"rev" maxLength:"64" doc:"of what was read; empty for a new one"`
}

type DropRev struct {
	Rev string `query:"rev" required:"true" maxLength:"64" doc:"of what was read"`
}

type putQueueRequest struct {
	Queue string `path:"queue" maxLength:"32"`
	Body  struct {
		ItemRev
		Names    menus.Names `json:"names" doc:"by language: zh, yue, en"`
		Priority int         `json:"priority,omitempty" doc:"a higher one is served first"`
	}
}

func (h handlers) putQueue(ctx context.Context, in *putQueueRequest) (*queuesReply, error) {
	b := in.Body
	state, err := h.menus.SetQueue(ctx, who(ctx), menus.Queue{ID: in.Queue, Names: b.Names, Priority: b.Priority}, b.Rev)
	return h.queuesOf(ctx, state, err)
}

type orderQueuesRequest struct {
	Body struct {
		Levels [][]menus.QueueRead `json:"levels" nullable:"false" minItems:"1" maxItems:"100" doc:"all queues, as they were read: those of the first level are served first, those of one level alike"`
	}
}

func (h handlers) orderQueues(ctx context.Context, in *orderQueuesRequest) (*queuesReply, error) {
	state, err := h.menus.OrderQueues(ctx, who(ctx), in.Body.Levels)
	return h.queuesOf(ctx, state, err)
}

type deleteQueueRequest struct {
	Queue string `path:"queue" maxLength:"32"`
	DropRev
}

func (h handlers) deleteQueue(ctx context.Context, in *deleteQueueRequest) (*queuesReply, error) {
	state, err := h.menus.EndQueue(ctx, who(ctx), in.Queue, in.Rev)
	return h.queuesOf(ctx, state, err)
}

// OpeningHours is a schedule with its revision.
type OpeningHours struct {
	menus.NamedSchedule
	Rev  string      `json:"rev"`
	Uses []menus.Use `json:"uses" nullable:"false" doc:"the nodes that ask for it"`
}

type schedulesReply struct {
	Body []OpeningHours `nullable:"false"`
}

func schedulesOf(state menus.State, err error) (*schedulesReply, error) {
	list, uses := make([]OpeningHours, len(state.Schedules)), state.Uses("schedule")
	for i, x := range state.Schedules {
		list[i] = OpeningHours{x, x.Rev(), httpapi.NotNil(uses[x.ID])}
	}
	return &schedulesReply{Body: list}, err
}

func (h handlers) schedules(ctx context.Context, _ *struct{}) (*schedulesReply, error) {
	return schedulesOf(h.menus.State(ctx))
}

type putScheduleRequest struct {
	Schedule string `path:"schedule" maxLength:"32"`
	Body     struct {
		ItemRev
		Names menus.Names  `json:"names" doc:"by language: zh, yue, en"`
		Hours ivr.Schedule `json:"hours"`
	}
}

func (h handlers) putSchedule(ctx context.Context, in *putScheduleRequest) (*schedulesReply, error) {
	return schedulesOf(h.menus.SetSchedule(ctx, who(ctx), menus.NamedSchedule{ID: in.Schedule, Names: in.Body.Names, Hours: in.Body.Hours}, in.Body.Rev))
}

type deleteScheduleRequest struct {
	Schedule string `path:"schedule" maxLength:"32"`
	DropRev
}

func (h handlers) deleteSchedule(ctx context.Context, in *deleteScheduleRequest) (*schedulesReply, error) {
	return schedulesOf(h.menus.EndSchedule(ctx, who(ctx), in.Schedule, in.Rev))
}

// BroadcastView is a broadcast with its revision.
type BroadcastView struct {
	menus.Broadcast
	Rev  string      `json:"rev"`
	Uses []menus.Use `json:"uses" nullable:"false" doc:"the nodes where it is heard"`
	Said []string    `json:"said" nullable:"false" doc:"the prompts that callers hear, by their keys"`
}

type broadcastsReply struct {
	Body []BroadcastView `nullable:"false"`
}

func broadcastsOf(state menus.State, err error) (*broadcastsReply, error) {
	list, uses := make([]BroadcastView, len(state.Broadcasts)), state.Uses("broadcast")
	for i, b := range state.Broadcasts {
		list[i] = BroadcastView{b, b.Rev(), httpapi.NotNil(uses[b.ID]), httpapi.NotNil(state.Said(b))}
	}
	return &broadcastsReply{Body: list}, err
}

func (h handlers) broadcasts(ctx context.Context, _ *struct{}) (*broadcastsReply, error) {
	return broadcastsOf(h.menus.State(ctx))
}

type putBroadcastRequest struct {
	Broadcast string `path:"broadcast" maxLength:"32"`
	Body      struct {
		ItemRev
		Names   menus.Names `json:"names" doc:"by language: zh, yue, en"`
		Prompts []string    `json:"prompts,omitempty" maxItems:"20" doc:"said instead of the node's own, by their keys"`
		On      bool        `json:"on"`
		Until   time.Time   `json:"until,omitempty" required:"false" doc:"when it is silent again by itself; none: when it is switched off"`
		Why     string      `json:"why,omitempty" maxLength:"2000"`
	}
}

func (h handlers) putBroadcast(ctx context.Context, in *putBroadcastRequest) (*broadcastsReply, error) {
	b := in.Body
	return broadcastsOf(h.menus.SetBroadcast(ctx, who(ctx), menus.Broadcast{ID: in.Broadcast, Names: b.Names, Prompts: b.Prompts, On: b.On, Until: b.Until, Why: b.Why}, b.Rev))
}

type deleteBroadcastRequest struct {
	Broadcast string `path:"broadcast" maxLength:"32"`
	DropRev
}

func (h handlers) deleteBroadcast(ctx context.Context, in *deleteBroadcastRequest) (*broadcastsReply, error) {
	return broadcastsOf(h.menus.EndBroadcast(ctx, who(ctx), in.Broadcast, in.Rev))
}
