package web

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// TestRoutesAreReviewed: testdata/routes.txt lists of every route who may ask and what
// is audited, so that a review sees a permission that changed. After a change that is
// meant: go test ./internal/web -update.
func TestRoutesAreReviewed(t *testing.T) {
	t.Parallel()
	const file = "testdata/routes.txt"
	got := strings.Join(routeLines(New(Config{Log: zap.NewNop()}).api.Routes()), "\n") + "\n"
	if *update {
		must(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	must(t, err)
	if got != string(want) {
		t.Errorf("%s is stale; the routes are now\n%s", file, got)
	}
}

// routeLines returns one line for each route, and one for each former address.
func routeLines(routes []httpapi.Route) (lines []string) {
	for _, r := range routes {
		who := "public"
		if !r.Public {
			var roles []string
			for _, role := range org.Roles() {
				if slices.Contains(r.Roles, role) {
					roles = append(roles, string(role))
				}
			}
			who = strings.Join(roles, ",")
			if len(roles) == len(org.Roles()) {
				who = "anyone signed in"
			}
		}
		if r.WholeCity {
			who += "; of the whole city"
		}
		if r.BeforePassword {
			who += "; also before choosing a password"
		}
		if audit := r.Audit.String(); audit != "" {
			who += "; audit: " + audit
		}
		lines = append(lines, fmt.Sprintf("%s %s (%s): %s", r.Method, r.Path, r.ID, who))
		for _, f := range r.Formerly {
			lines = append(lines, fmt.Sprintf("%s %s (%s): formerly of %s", r.Method, f.Path, f.ID, r.ID))
		}
	}
	slices.Sort(lines)
	return lines
}

// TestFormerAddressesAnswerAlike: a client of an earlier version is answered
// as before, and the description names what to use now.
func TestFormerAddressesAnswerAlike(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	formers := 0
	for _, r := range o.web.api.Routes() {
		for _, f := range r.Formerly {
			formers++
			b, body, query := o.as(t, string(r.Roles[0])), "", "?before=2026-11-23T00:00:00Z" // of the access log, which else ends now
			if r.Method == http.MethodPost {
				body, query = `{"ids":["x"]}`, ""
			}
			ask := func(path string) reply {
				return b.do(r.Method, strings.NewReplacer("{call}", "1.1", "{unit}", "A-00").Replace(path)+query, body).want(http.StatusOK, "")
			}
			if now, then := ask(r.Path), ask(f.Path); !bytes.Equal(now.body, then.body) {
				t.Errorf("%s says %s, %s says %s", r.Path, now.body, f.Path, then.body)
			}
			item := o.web.api.OpenAPI().Paths[f.Path]
			for _, old := range []*huma.Operation{item.Get, item.Post} {
				if old != nil && (!old.Deprecated || !strings.Contains(old.Summary, r.Path)) {
					t.Errorf("%s is described as %q, deprecated %v", f.Path, old.Summary, old.Deprecated)
				}
			}
		}
	}
	if formers == 0 {
		t.Error("no address is an earlier version's")
	}
}
