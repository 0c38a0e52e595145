package web

import (
	"strings"
	"testing"
)

// nameForms are all forms and addresses of the interface that take a name, with NAME where it stands.
var nameForms = []struct{ by, method, path, body string }{
	{"administrator", "POST", "/api/rules", `{"merged_line":{"number":"12345678","name":"NAME","unit":"Y08","way":"dual"},"rev":"*"}`},
	{"administrator", "PUT", "/api/units/Y78", `{"code":"Y78","name":"NAME","parent":"Y","level":1,"rev":"*"}`},
	{"administrator", "PUT", "/api/categories/77", `{"code":"77","name":"NAME","name_en":"NAME","rev":"*"}`},
	{"administrator", "PUT", "/api/rules/types", `{"types":[{"code":"complaint","name":"NAME","name_en":"NAME"}],"rev":"*"}`},
	{"administrator", "PUT", "/api/rules/merged-lines/12333", `{"number":"12333","name":"NAME","name_en":"NAME","unit":"Y08","way":"dual","rev":"*"}`},
	{"administrator", "POST", "/api/users", `{"login":"newone","name":"NAME","roles":["leader"],"unit":"Y","languages":[],"queues":[]}`},
	{"administrator", "POST", "/api/roster", `{"shifts":[{"unit":"Y04","from":"2026-12-01T00:00:00Z","until":"2026-12-02T00:00:00Z","name":"NAME","phone":"88880001"}]}`},
	{"agent", "PUT", "/api/filters", `{"name":"NAME","query":"a=b"}`},
	{"supervisor", "POST", "/api/records", `{"kind":"material","title":"NAME","text":"NAME"}`},
	{"supervisor", "POST", "/api/records", `{"kind":"hand_over","to":"NAME","text":"NAME"}`},
	{"dispatcher", "POST", "/api/tickets", `{"origin":"ORIGIN","channel":"letter","name":"NAME","name_declined":false,"unit":"NAME","unit_declined":false,"contact":"13812340001","content":"NAME","type":"complaint","category":"","place":"NAME","confidential":false,"caller_kind":"company","first":{"move":"register"}}`},
}

// TestANameOfInvisibleSignsIsNoName: in no form, and within a name they do not stay.
func TestANameOfInvisibleSignsIsNoName(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, f := range nameForms {
		b := o.as(t, f.by)
		for _, blank := range []string{`\u200b\u3164`, `\u202e \u2800`, `\u115f\u1160\uffa0`, `\u00a0\u3000`, `\ufffc`, `\ufdd0`, `\u0301`} {
			body := strings.NewReplacer("NAME", blank, "ORIGIN", blank+f.path).Replace(f.body)
			if got := b.do(f.method, f.path, body); got.status != 422 {
				t.Errorf("%s %s with a name of %s: %d %.200s", f.method, f.path, blank, got.status, got.body)
			}
		}
		body := strings.NewReplacer("NAME", `\u202e市\u200b城\u3164管\u2066局 `, "ORIGIN", "one").Replace(f.body)
		got := b.do(f.method, f.path, body)
		if got.status >= 300 {
			t.Errorf("%s %s: %d %.200s", f.method, f.path, got.status, got.body)
		}
		if s := string(got.body); strings.ContainsAny(s, "\u202e\u200b\u3164\u2066") || len(s) > 0 && !strings.Contains(s, "市城管局") {
			t.Errorf("%s %s keeps %+q", f.method, f.path, s)
		}
	}
}
