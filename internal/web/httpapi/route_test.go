package httpapi

import (
	"net/http"
	"testing"

	"hotline12345/tickets/org"
)

// TestAnIncompleteRouteIsNoRoute: the program does not start with a route that
// does not declare who may ask.
func TestAnIncompleteRouteIsNoRoute(t *testing.T) {
	t.Parallel()
	whole := Route{Method: http.MethodGet, Path: "/api/x", ID: "x", Roles: Readers}
	for name, spoil := range map[string]func(*Route){
		"no roles":                 func(r *Route) { r.Roles = nil },
		"an empty list of roles":   func(r *Route) { r.Roles = []org.Role{} },
		"public and with roles":    func(r *Route) { r.Public = true },
		"public and audited":       func(r *Route) { r.Public, r.Roles, r.Audit = true, nil, Audits(AccessTicket) },
		"public of the whole city": func(r *Route) { r.Public, r.Roles, r.WholeCity = true, nil, true },
		"no id":                    func(r *Route) { r.ID = "" },
		"no path":                  func(r *Route) { r.Path = "" },
	} {
		r := whole
		spoil(&r)
		if !refuses(r) {
			t.Errorf("a route with %s is taken", name)
		}
	}
	if refuses(whole) {
		t.Error("a complete route is refused")
	}
}

func refuses(r Route) (refused bool) {
	defer func() { refused = recover() != nil }()
	New(http.NewServeMux(), Config{}).Declare(r)
	return false
}
