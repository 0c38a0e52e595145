package menuapi

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
)

func (h handlers) itemRoutes(api *httpapi.API) {
	queues := read(http.MethodGet, "/api/queues", "list-queues", "The queues of waiting callers")
	queues.Roles = httpapi.Anyone // forms of accounts name them
	httpapi.Register(api, queues, h.queues)
	httpapi.Register(api, write(http.MethodPut, "/api/queues/{queue}", "put-queue", "Add or change a queue; the same again changes nothing"), h.putQueue)
	httpapi.Register(api, write(http.MethodDelete, "/api/queues/{queue}", "delete-queue", "Take a queue away that neither a flow nor an account names"), h.deleteQueue)
	httpapi.Register(api, read(http.MethodGet, "/api/schedules", "list-schedules", "Opening hours, with the days that differ"), h.schedules)
	httpapi.Register(api, write(http.MethodPut, "/api/schedules/{schedule}", "put-schedule", "Add or change a schedule; the same again changes nothing"), h.putSchedule)
	httpapi.Register(api, write(http.MethodDelete, "/api/schedules/{schedule}", "delete-schedule", "Take a schedule away that no flow names"), h.deleteSchedule)
	httpapi.Register(api, read(http.MethodGet, "/api/broadcasts", "list-broadcasts", "Announcements for all callers, and which are on"), h.broadcasts)
	httpapi.Register(api, write(http.MethodPut, "/api/broadcasts/{broadcast}", "put-broadcast", "Add, change or switch a broadcast; the same again changes nothing"), h.putBroadcast)
	httpapi.Register(api, write(http.MethodDelete, "/api/broadcasts/{broadcast}", "delete-broadcast", "Take a broadcast away that no flow names"), h.deleteBroadcast)
}

// WaitQueue is a queue with its revision.
type WaitQueue struct {
	menus.Queue
	Rev string `json:"rev"`
}

type queuesReply struct {
	Body []WaitQueue `nullable:"false"`
}

func queuesOf(state menus.State, err error) (*queuesReply, error) {
	list := make([]WaitQueue, len(state.Queues))
	for i, q := range state.Queues {
		list[i] = WaitQueue{q, q.Rev()}
	}
	return &queuesReply{Body: list}, err
}

func (h handlers) queues(ctx context.Context, _ *struct{}) (*queuesReply, error) {
	return queuesOf(h.menus.State(ctx))
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
	return queuesOf(h.menus.SetQueue(ctx, who(ctx), menus.Queue{ID: in.Queue, Names: b.Names, Priority: b.Priority}, b.Rev))
}

type deleteQueueRequest struct {
	Queue string `path:"queue" maxLength:"32"`
	DropRev
}

func (h handlers) deleteQueue(ctx context.Context, in *deleteQueueRequest) (*queuesReply, error) {
	return queuesOf(h.menus.EndQueue(ctx, who(ctx), in.Queue, in.Rev))
}

// OpeningHours is a schedule with its revision.
type OpeningHours struct {
	menus.NamedSchedule
	Rev string `json:"rev"`
}

type schedulesReply struct {
	Body []OpeningHours `nullable:"false"`
}

func schedulesOf(state menus.State, err error) (*schedulesReply, error) {
	list := make([]OpeningHours, len(state.Schedules))
	for i, x := range state.Schedules {
		list[i] = OpeningHours{x, x.Rev()}
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
	Rev string `json:"rev"`
}

type broadcastsReply struct {
	Body []BroadcastView `nullable:"false"`
}

func broadcastsOf(state menus.State, err error) (*broadcastsReply, error) {
	list := make([]BroadcastView, len(state.Broadcasts))
	for i, b := range state.Broadcasts {
		list[i] = BroadcastView{b, b.Rev()}
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
