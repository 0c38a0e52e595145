// Package menuapi serves what the telecom administrator edits: flows in versions, queues,
// schedules and broadcasts.
package menuapi

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/ivr"
	"hotline12345/ivr/menus"
	"hotline12345/ivr/menus/service"
	"hotline12345/tickets/org"
)

// Files writes flows as YAML, and reads them. An error of Read names the line.
type Files interface {
	Write(f ivr.Flow) ([]byte, error)
	Read(raw []byte) (ivr.Flow, error)
}

// Who may write, and who may read.
var (
	writers = []org.Role{org.RoleTelecomAdmin}
	readers = []org.Role{org.RoleTelecomAdmin, org.RoleAuditor}
)

// Register adds the routes of menus to the interface.
func Register(api *httpapi.API, menus *service.Service, files Files) {
	h := handlers{menus, files}
	h.flowRoutes(api)
	h.versionRoutes(api)
	h.itemRoutes(api)
	h.simulatorRoutes(api)
	h.triedRoutes(api)
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/menu-changes", ID: "list-menu-changes",
		Summary: "Who changed which flow, queue, schedule or broadcast, when and why; the newest first",
		Roles:   readers}, h.changes)
}

type handlers struct {
	menus *service.Service
	files Files
}

// who returns who asks.
func who(ctx context.Context) service.Who {
	a := httpapi.ActorOf(ctx)
	return service.Who{Author: ivr.Author(a.Person), Addr: a.From}
}

// read and write declare a route for those who may.
func read(method, path, id, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: path, ID: id, Summary: summary, Roles: readers}
}

func write(method, path, id, summary string) httpapi.Route {
	return httpapi.Route{Method: method, Path: path, ID: id, Summary: summary, Roles: writers, WholeCity: true}
}

type changesRequest struct {
	Before int64 `query:"before" minimum:"0" doc:"go on behind the change of this number"`
}

// MenuChange is one change of a flow, a queue, a schedule or a broadcast.
type MenuChange struct {
	Number  int64      `json:"number"`
	What    menus.What `json:"what"`
	ID      string     `json:"id" doc:"of what was changed"`
	Version int        `json:"version,omitempty" doc:"of a flow"`
	Why     string     `json:"why,omitempty"`
	By      org.Person `json:"by"`
	At      time.Time  `json:"at"`
	Before  any        `json:"before,omitempty" doc:"of a queue, a schedule or a broadcast"`
	After   any        `json:"after,omitempty"`
}

type changesReply struct {
	Body []MenuChange `nullable:"false"`
}

func (h handlers) changes(ctx context.Context, in *changesRequest) (*changesReply, error) {
	rows, err := h.menus.Records(ctx, in.Before)
	list := make([]MenuChange, len(rows))
	for i, r := range rows {
		list[i] = MenuChange{Number: r.Number, What: r.What, ID: r.ID, Version: r.N, Why: r.Why, By: org.Person(r.By), At: r.At, Before: r.Before, After: r.After}
	}
	return &changesReply{Body: list}, err
}
