// Package statusapi serves how the hotline is to those who run it.
package statusapi

import (
	"context"
	"net/http"

	"hotline12345/internal/status"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// Register adds the route of the status. now returns what the service saw last; it never waits
// for a part that hangs.
func Register(api *httpapi.API, now func() status.Report) {
	httpapi.Register(api, httpapi.Route{Method: http.MethodGet, Path: "/api/admin/status", ID: "get-status",
		Summary: "How the parts are, in codes that the pages say in words; alarms; the calls of the last 24 hours",
		Roles:   []org.Role{org.RoleTelecomAdmin, org.RoleAdministrator}},
		func(context.Context, *struct{}) (*reply, error) { return &reply{Body: now()}, nil })
}

type reply struct{ Body status.Report }
