package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/tickets"
)

// matrix says again, in one place to read, who may do what.
// The columns: agent, supervisor, unit_clerk, dispatcher, leader, duty_officer,
// administrator, telecom_admin, auditor.
var matrix = map[string]string{
	"get-session":           "yyyyyyyyy",
	"sign-out":              "yyyyyyyyy",
	"list-units":            "yyyyyyyyy",
	"list-categories":       "yyyyyyyyy",
	"get-rules":             "yyyyyyyyy",
	"propose-unit":          "yyyyyyyyy",
	"change-rules":          "------y--",
	"preview-rules":         "------y--",
	"list-rule-changes":     "------y-y",
	"import-table":          "------y--",
	"get-import-template":   "------y--",
	"list-looks":            "--------y",
	"change-password":       "yyyyyyyyy",
	"list-users":            "------y--",
	"add-user":              "------y--",
	"get-user":              "------y--",
	"change-user":           "------y--",
	"reset-password":        "------y--",
	"list-user-changes":     "------y-y",
	"list-powerless-roles":  "------y--",
	"get-roster":            "yyyyyyy-y",
	"get-roster-ahead":      "yyyyyyy-y",
	"add-shifts":            "-yyy-yy--",
	"take-shift":            "-yyy-yy--",
	"count-line-calls":      "-y-yyy--y",
	"list-webhooks":         "------y--",
	"list-webhook-events":   "------y--",
	"add-webhook":           "------y--",
	"change-webhook":        "------y--",
	"rotate-webhook-secret": "------y--",
	"test-webhook":          "------y--",
	"list-dead-letters":     "------y--",
	"resend-dead-letters":   "------y--",
	"get-pop":               "yy-------",
	"get-draft":             "yy-------",
	"save-draft":            "y--------",
	"commit-ticket":         "y--------",
	"create-ticket":         "yyyy-----",
	"find-similar":          "yy-y-----",
	"list-tickets":          "yyyyyy--y",
	"get-ticket":            "yyyyyy--y",
	"get-counts":            "yyyyyy--y",
	"note-presence":         "yyyyyy--y",
	"list-filters":          "yyyyyy--y",
	"save-filter":           "yyyyyy--y",
	"move-ticket":           "yyyyyy---",
	"move-tickets":          "yyyyyy---",
	"unmask-ticket":         "-y-yyy--y",
	"add-file":              "yyyyyy---",
	"get-file":              "yyyyyy--y",
	"get-paper":             "yyyyyy--y",
	"get-ticket-file":       "yyyyyy--y",
	"get-ticket-archive":    "yyyyyy--y",
	"get-register-book":     "yy-yyy--y",
	"print-register-book":   "yy-yyy--y",
	"get-loads":             "-y-yyyy-y",
	"get-hot":               "-y-yyy--y",
	"get-rates":             "-y-yyy--y",
	"list-calls":            "yy------y",
	"get-call":              "yy------y",
	"get-recording":         "yy------y",
	"get-metrics":           "-------yy",
	"desk":                  "y--------",
}

// operations are all addresses: id -> method and path.
func operations(s *Server) map[string][2]string {
	ops := map[string][2]string{"get-metrics": {"GET", "/metrics"}, "desk": {"GET", "/api/desk"}}
	for path, item := range s.api.OpenAPI().Paths {
		for _, o := range []*huma.Operation{item.Get, item.Post, item.Put, item.Delete} {
			if o != nil {
				ops[o.OperationID] = [2]string{o.Method, path}
			}
		}
	}
	delete(ops, "sign-in") // the only ones that need no session
	delete(ops, "public-status")
	delete(ops, "public-statistics")
	delete(ops, "get-health")
	return ops
}

func TestEveryOperationByEveryRole(t *testing.T) {
	o := newOffice(t)
	ops := operations(o.web)
	for op := range matrix {
		if _, there := ops[op]; !there {
			t.Errorf("%s is in the matrix alone", op)
		}
	}
	for op, at := range ops {
		path := strings.NewReplacer("{call}", "none", "{number}", "261123000009", "{seq}", "1", "{login}", "none", "{unit}", "Y04").Replace(at[1])
		if len(matrix[op]) != len(tickets.Roles()) || allowed[op] == nil {
			t.Errorf("%s %s: who may do it?", at[0], op)
			continue
		}
		// a caller from elsewhere, who is not on this machine
		o.browser(t).do(at[0], path, "{}", "X-Forwarded-For", "192.0.2.7").want(401, "signed_out")
		for i, role := range tickets.Roles() {
			got := o.as(t, string(role)).do(at[0], path, "{}", "X-Forwarded-For", "192.0.2.7")
			refused := got.status == http.StatusForbidden && got.code() == "forbidden"
			if may := matrix[op][i] == 'y'; may == refused || got.status == http.StatusUnauthorized || got.status >= 500 {
				t.Errorf("%s by %s: %d %s, allowed %v", op, role, got.status, got.code(), may)
			}
		}
	}
}

func TestSeveralRolesAddUp(t *testing.T) {
	o := newOffice(t)
	o.people.change("auditor", func(u *tickets.User) { u.Roles = append(u.Roles, tickets.RoleAgent) })
	b := o.as(t, "auditor")
	b.do("GET", "/api/desk", "").want(200, "")
	b.do("GET", "/api/calls", "").want(200, "")
	o.people.change("agent", func(u *tickets.User) { u.Roles = nil })
	o.as(t, "agent").do("GET", "/api/units", "").want(403, "forbidden")
}

func TestWhoIsSignedInIsRead(t *testing.T) {
	o := newOffice(t)
	got := read[Session](o.as(t, "agent").do("GET", "/api/session", "").want(200, ""))
	if u := got.User; u.Number != "1001" || !slices.Equal(u.Roles, []tickets.Role{tickets.RoleAgent}) || u.PasswordHash != "" {
		t.Errorf("session of %+v", u)
	}
}
