package web

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// matrix lists again, in one place to read, who may do what.
// The columns: agent, supervisor, unit_clerk, dispatcher, leader, duty_officer,
// administrator, telecom_admin, auditor.
var matrix = map[string]string{
	"get-session":              "yyyyyyyyy",
	"sign-out":                 "yyyyyyyyy",
	"list-units":               "yyyyyyyyy",
	"list-categories":          "yyyyyyyyy",
	"list-types":               "yyyyyyyyy",
	"get-rules":                "yyyyyyyyy",
	"get-unit":                 "yyyyyyyyy",
	"get-category":             "yyyyyyyyy",
	"get-limits":               "yyyyyyyyy",
	"get-types":                "yyyyyyyyy",
	"get-options":              "yyyyyyyyy",
	"get-directory":            "yyyyyyyyy",
	"get-holidays":             "yyyyyyyyy",
	"get-merged-line":          "yyyyyyyyy",
	"put-rules":                "------y--",
	"put-unit":                 "------y--",
	"put-category":             "------y--",
	"put-limits":               "------y--",
	"put-types":                "------y--",
	"put-options":              "------y--",
	"put-directory":            "------y--",
	"put-holidays":             "------y--",
	"put-merged-line":          "------y--",
	"propose-unit":             "yyyyyyyyy",
	"change-rules":             "------y--",
	"preview-rules":            "------y--",
	"list-rule-changes":        "------y-y",
	"import-table":             "------y--",
	"get-import-template":      "------y--",
	"keep-import-mapping":      "------y--",
	"list-import-words":        "------y--",
	"keep-import-word":         "------y--",
	"drop-import-word":         "------y--",
	"list-access-records":      "--------y",
	"change-password":          "yyyyyyyyy",
	"list-users":               "------y--",
	"add-user":                 "------y--",
	"get-user":                 "------y--",
	"change-user":              "------y--",
	"reset-password":           "------y--",
	"list-user-changes":        "------y-y",
	"list-ineffective-roles":   "------y--",
	"list-prompts":             "-------yy",
	"get-prompt":               "-------yy",
	"preview-prompt":           "-------yy",
	"hear-prompt":              "-------yy",
	"get-prompt-script":        "-------yy",
	"save-prompt":              "-------y-",
	"record-prompt":            "-------y-",
	"unrecord-prompt":          "-------y-",
	"import-recording":         "-------y-",
	"save-reading":             "-------y-",
	"preview-prompt-words":     "-------yy",
	"preview-reading":          "-------yy",
	"note-prompt-heard":        "-------y-",
	"list-restricted-numbers":  "-y-----yy",
	"list-restricted-calls":    "-y-----yy",
	"restrict-number":          "-y-----y-",
	"lift-restriction":         "-y-----y-",
	"get-roster":               "yyyyyyy-y",
	"get-roster-ahead":         "yyyyyyy-y",
	"add-shifts":               "-yyy-yy--",
	"take-shift":               "-yyy-yy--",
	"get-undertaking":          "yyyyyyyyy",
	"sign-undertaking":         "yyyyyyyyy",
	"list-records":             "-yyyyy--y",
	"add-record":               "-y-y-y---",
	"receive-record":           "-yy--y---",
	"add-record-file":          "-y-y-----",
	"get-record-file":          "-y-yyy--y",
	"list-reminders":           "yyyyyy--y",
	"read-reminder":            "yyyyyy--y",
	"list-ticket-reminders":    "yyyyyy--y",
	"get-phone-revisit":        "yyyyyy--y",
	"start-phone-revisit":      "yy-y-----",
	"cancel-phone-revisit":     "yy-y-----",
	"count-line-calls":         "-y-yyy--y",
	"count-call-ratings":       "-y-yyy--y",
	"list-webhooks":            "------y--",
	"list-webhook-events":      "------y--",
	"add-webhook":              "------y--",
	"change-webhook":           "------y--",
	"rotate-webhook-secret":    "------y--",
	"test-webhook":             "------y--",
	"list-failed-deliveries":   "------y--",
	"resend-failed-deliveries": "------y--",
	"get-screen-pop":           "yy-------",
	"get-draft":                "yy-------",
	"save-draft":               "y--------",
	"commit-ticket":            "y--------",
	"create-ticket":            "yyyy-----",
	"find-similar":             "yy-y-----",
	"find-telling":             "yyyy-----",
	"list-tickets":             "yyyyyy--y",
	"get-ticket":               "yyyyyy--y",
	"get-counts":               "yyyyyy--y",
	"note-presence":            "yyyyyy--y",
	"list-filters":             "yyyyyy--y",
	"save-filter":              "yyyyyy--y",
	"move-ticket":              "yyyyyy---",
	"move-tickets":             "yyyyyy---",
	"unmask-ticket":            "-y-yyy--y",
	"add-file":                 "yyyyyy---",
	"get-file":                 "yyyyyy--y",
	"get-paper":                "yyyyyy--y",
	"get-ticket-file":          "yyyyyy--y",
	"get-ticket-archive":       "yyyyyy--y",
	"get-register-book":        "yy-yyy--y",
	"print-register-book":      "yy-yyy--y",
	"get-loads":                "-y-yyyy-y",
	"get-hot":                  "-y-yyy--y",
	"get-rates":                "-y-yyy--y",
	"list-calls":               "yy------y",
	"get-call":                 "yy------y",
	"get-recording":            "yy------y",
	"reveal-caller":            "-y-------",
	"begin-factor":             "yyyyyyyyy",
	"confirm-factor":           "yyyyyyyyy",
	"remove-factor":            "yyyyyyyyy",
	"reset-factor":             "------y--",
	"delete-flow-draft":        "-------y-",
	"put-flow-draft":           "-------y-",
	"publish-flow":             "-------y-",
	"schedule-flow":            "-------y-",
	"withdraw-flow":            "-------y-",
	"roll-back-flow":           "-------y-",
	"import-flow":              "-------y-",
	"put-queue":                "-------y-",
	"delete-queue":             "-------y-",
	"put-schedule":             "-------y-",
	"delete-schedule":          "-------y-",
	"put-broadcast":            "-------y-",
	"delete-broadcast":         "-------y-",
	"list-flows":               "-------yy",
	"list-numbers":             "-------yy",
	"put-number":               "-------y-",
	"delete-number":            "-------y-",
	"hear-number":              "-------yy",
	"list-line-units":          "-------yy",
	"get-line-unit":            "-------yy",
	"put-line-unit":            "-------y-",
	"get-numbers-table":        "-------yy",
	"import-numbers":           "-------y-",
	"get-flow-draft":           "-------yy",
	"validate-flow":            "-------yy",
	"export-flow":              "-------yy",
	"list-flow-versions":       "-------yy",
	"get-flow-version":         "-------yy",
	"list-schedules":           "-------yy",
	"list-broadcasts":          "------yyy",
	"try-schedule":             "-------yy",
	"order-queues":             "-------y-",
	"list-menu-changes":        "-------yy",
	"diff-flow":                "-------yy",
	"try-flow":                 "-------yy",
	"simulate-flow":            "-------yy",
	"list-queues":              "yyyyyyyyy",
	"list-languages":           "yyyyyyyyy",
	"list-tokens":              "------y-y",
	"add-token":                "------y--",
	"revoke-token":             "------y--",
	"get-retention":            "------y-y",
	"plan-retention":           "------y-y",
	"get-legal-hold":           "-y--y---y",
	"order-legal-hold":         "-y--y---y",
	"get-metrics":              "-------yy",
	"get-status":               "------yy-",
	"check-status":             "------yy-",
	"list-past-alarms":         "------yy-",
	"acknowledge-alarm":        "------yy-",
	"desk":                     "y--------",
}

// operations are all routes that need a session, by id.
func operations(s *Server) map[string]httpapi.Route {
	ops := map[string]httpapi.Route{}
	for _, r := range s.api.Routes() {
		if !r.Public {
			ops[r.ID] = r
		}
	}
	return ops
}

func TestEveryOperationByEveryRole(t *testing.T) {
	t.Parallel()
	o, _, _ := importOffice(t)
	ops := operations(o.web)
	for op := range matrix {
		if _, there := ops[op]; !there {
			t.Errorf("%s is in the matrix alone", op)
		}
	}
	for op, r := range ops {
		if len(matrix[op]) != len(org.Roles()) {
			t.Errorf("%s %s: who may do it?", r.Method, op)
			continue
		}
		o.wantRoles(t, r, r.Path)
		for _, f := range r.Formerly {
			o.wantRoles(t, r, f.Path)
		}
	}
}

// wantRoles requests an address of a route as every role, and without a session.
func (o *office) wantRoles(t *testing.T, r httpapi.Route, path string) {
	t.Helper()
	path = strings.NewReplacer("{call}", "none", "{restriction}", "none", "{number}", "261123000009", "{seq}", "1", "{login}", "none", "{unit}", "Y04", "{key}", "none", "{language}", "zh", "{flow}", "none", "{version}", "1", "{queue}", "none", "{schedule}", "none", "{broadcast}", "none").Replace(path)
	o.browser(t).do(r.Method, path, "{}", fromElsewhere...).want(401, "signed_out")
	for i, role := range org.Roles() {
		got := o.as(t, string(role)).do(r.Method, path, "{}", fromElsewhere...)
		refused := got.status == http.StatusForbidden && got.code() == "forbidden"
		if may := matrix[r.ID][i] == 'y'; may == refused || got.status == http.StatusUnauthorized || got.status >= 500 {
			t.Errorf("%s %s by %s: %d %s, allowed %v", r.Method, path, role, got.status, got.code(), may)
		}
	}
}

func TestSeveralRolesAddUp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.people.change("auditor", func(u *org.User) { u.Roles = append(u.Roles, org.RoleAgent) })
	b := o.as(t, "auditor")
	b.do("GET", "/api/desk", "").want(200, "")
	b.do("GET", "/api/calls", "").want(200, "")
	o.people.change("agent", func(u *org.User) { u.Roles = nil })
	o.as(t, "agent").do("GET", "/api/units", "").want(403, "forbidden")
}

func TestWhoIsSignedInIsRead(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	got := read[Session](o.as(t, "agent").do("GET", "/api/session", "").want(200, ""))
	if u := got.User; u.Number != "1001" || !slices.Equal(u.Roles, []org.Role{org.RoleAgent}) || u.PasswordHash != "" {
		t.Errorf("session of %+v", u)
	}
}
