// Package accesslogapi serves who had access to whose personal data (M72).
package accesslogapi

import (
	"context"
	"net/http"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
	"hotline12345/tickets/service"
)

// Store reads the access log.
type Store interface {
	// Looks returns the access records that a filter selects, the latest first.
	AccessRecords(ctx context.Context, f tickets.AccessFilter) ([]tickets.AccessRecord, error)
}

// Register adds the route of the access log to the interface.
func Register(api *httpapi.API, service *service.Service, store Store, now func() time.Time) {
	h := handlers{service, store, now}
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/access-log", ID: "list-access-records",
		Summary:  "Who of the reader's area had access to whose data, the latest first",
		Roles:    []org.Role{org.RoleAuditor},
		Formerly: []httpapi.Former{{Path: "/api/looks", ID: "list-looks"}}}, h.list)
}

type handlers struct {
	tickets *service.Service
	store   Store
	now     func() time.Time
}

type accessLogRequest struct {
	What   string    `query:"what" maxLength:"40"`
	Key    string    `query:"key" maxLength:"400" doc:"a ticket's number, a call, what was searched for"`
	Person string    `query:"person" maxLength:"200" doc:"id, number or name"`
	Before time.Time `query:"before" doc:"to go on after a page: the time of its last record; now if none"`
	ID     string    `query:"before_id" maxLength:"64" doc:"and the id of that record: several may be of the same moment"`
}

// formerScreenPop is what earlier versions called httpapi.AccessScreenPop.
const formerScreenPop = "pop"

type accessLogReply struct{ Body []tickets.AccessRecord }

// pageSize is how many records a page has.
const pageSize = 100

func (h handlers) list(ctx context.Context, in *accessLogRequest) (*accessLogReply, error) {
	units, err := h.tickets.Visible(ctx, httpapi.ActorOf(ctx))
	if err != nil {
		return nil, err
	}
	what := in.What
	if what == formerScreenPop {
		what = string(httpapi.AccessScreenPop)
	}
	f := tickets.AccessFilter{What: what, Key: in.Key, Person: in.Person, Units: units, Before: in.Before, BeforeID: in.ID, Limit: pageSize}
	if f.Before.IsZero() {
		f.Before = h.now().Add(time.Minute)
	}
	list, err := h.store.AccessRecords(ctx, f)
	return &accessLogReply{Body: httpapi.NotNil(list)}, err
}
