package web

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/web/httpapi"
	"hotline12345/internal/web/restrictedapi"
	"hotline12345/tickets"
	"hotline12345/tickets/service"
)

// audited is an office with a ticket that has a letter, a recorded call and a photo,
// and how to ask each audited route about it.
func audited(t *testing.T) (*office, func(httpapi.Route) reply) {
	t.Helper()
	o := newOffice(t)
	n := string(filed(t, o, false).Number)
	b := o.as(t, "supervisor")
	b.do("POST", "/api/tickets/"+n+"/files?kind=photo&name=x.jpg", jpeg, "Content-Type", "application/octet-stream").want(200, "")
	archived := material(t, b, "会议纪要")
	b.do("POST", archived+"?name=x.jpg", jpeg, "Content-Type", octets).want(200, "")
	until := o.now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
	restrict := func(number string) string {
		return `{"number":"` + number + `","why":"abuse","until":"` + until + `"}`
	}
	restricted := read[restrictedapi.RestrictedNumber](b.do("POST", "/api/restricted-numbers", restrict("13800138000")).want(200, "")).ID
	bodies := map[string]string{
		"restrict-number": restrict("13900139000"), "lift-restriction": `{"why":"apologised"}`,
		"unmask-ticket": `{"reason":"rescue"}`,
		"reveal-caller": `{"reason":"rescue"}`,
		"find-similar":  `{"contact":"13800138000","category":"0601","place":"临港路18号","content":"工地噪声"}`,
	}
	return o, func(r httpapi.Route) reply {
		seq := "7"
		if r.ID == "get-paper" {
			seq = "6"
		}
		if r.ID == "list-records" {
			r.Path += "?kind=hand_over"
		}
		path := strings.NewReplacer("{call}", "1.1", "{number}", n, "{seq}", seq, "/api/records/{id}/files", archived, "{n}", "1", "{restriction}", restricted).Replace(r.Path)
		b.base = o.URL // also after a restart
		return b.do(r.Method, path, bodies[r.ID])
	}
}

// auditedRoutes are those that declare an access record.
func (o *office) auditedRoutes() (list []httpapi.Route) {
	for _, r := range o.web.api.Routes() {
		if len(r.Audit.OneOf) > 0 {
			list = append(list, r)
		}
	}
	return list
}

func TestEveryAuditedRouteWritesItsRecord(t *testing.T) {
	t.Parallel()
	o, ask := audited(t)
	for _, r := range o.auditedRoutes() {
		before := len(o.register.AccessLog())
		ask(r).want(http.StatusOK, "")
		if !slices.ContainsFunc(o.register.AccessLog()[before:], func(l tickets.AccessRecord) bool {
			return slices.Contains(r.Audit.OneOf, httpapi.AccessKind(l.What)) && l.By.ID != ""
		}) {
			t.Errorf("%s wrote %v, want one of %v", r.ID, o.register.AccessLog()[before:], r.Audit.OneOf)
		}
	}
}

// TestWhatIsNotAuditedIsNotAnswered: an answer without its access record does not
// leave the server.
func TestWhatIsNotAuditedIsNotAnswered(t *testing.T) {
	t.Parallel()
	o, ask := audited(t)
	o.service(t, func(c *service.Config) { c.AccessLogged = nil })
	o.restart(t)
	for _, r := range o.auditedRoutes() {
		if r.Audit.Unless != "" {
			continue
		}
		if got := ask(r).want(http.StatusInternalServerError, "fault"); bytes.Contains(got.body, []byte("13800138000")) {
			t.Errorf("%s tells %s", r.ID, got.body)
		}
	}
}
