package web

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
)

// TestMalformedBodies: each address that takes a body refuses a bad one clearly.
func TestMalformedBodies(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	n := written(t, o, "1.4", registerMove).Number
	b := o.as(t, "agent")
	for _, at := range [][2]string{
		{"POST", "/api/session"}, {"PUT", "/api/calls/1.1/draft"}, {"POST", "/api/calls/1.1/ticket"},
		{"POST", "/api/tickets/" + string(n) + "/moves"},
	} {
		for body, want := range map[string]int{
			"": 400, "{": 400, "[]": 422, `"x"`: 422, "null": 422, "{}": 422, "{} {}": 400, `{"unheard_of":1}`: 422,
			"\xff\xfe": 400, strings.Repeat("[", 20000): 400,
			`{"content":"` + strings.Repeat("x", httpapi.MaxBody) + `"}`: 413,
			strings.Repeat(" ", httpapi.MaxBody+1):                       413,
		} {
			code := "invalid_request"
			if want == 413 {
				code = "too_large"
			}
			got := b.do(at[0], at[1], body)
			if got.status != want || got.code() != code || got.header.Get("Content-Type") != httpapi.ProblemType || got.problem().Request == "" {
				t.Errorf("%s %s with %.30q: %d %s, want %d %s: %.200s", at[0], at[1], body, got.status, got.code(), want, code, got.body)
			}
		}
		b.do(at[0], at[1], "x=1", "Content-Type", "application/x-www-form-urlencoded").want(415, "invalid_request")
	}
	b.do("GET", "/api/session", "").want(200, "") // and is still signed in
}

func TestWrongFieldsAreNamed(t *testing.T) {
	t.Parallel()
	b := newOffice(t).as(t, "agent")
	got := b.do("PUT", "/api/calls/1.1/draft", registerBody(0, `"rev":0`, `"rev":"1"`, `"name":"王建军",`, "", `"place"`, `"places"`)).want(422, "invalid_request")
	var named []string
	for _, f := range got.problem().Fields {
		named = append(named, f.Field+" "+string(f.Code))
	}
	slices.Sort(named)
	want := []string{"name required", "place required", "places invalid", "rev invalid"}
	if !slices.Equal(named, want) {
		t.Errorf("wrong fields %v, want %v", named, want)
	}
}

func TestBadAddresses(t *testing.T) {
	t.Parallel()
	b := newOffice(t).as(t, "agent")
	for _, at := range [][2]string{
		{"GET", "/api/"}, {"GET", "/api/nothing"}, {"POST", "/api/units"}, {"DELETE", "/api/tickets/261123000001"},
		{"GET", "/api/calls/1.1/nothing"}, {"POST", "/api/desk"}, {"POST", "/api/health"},
	} {
		b.do(at[0], at[1], "").want(404, "no_such_page")
	}
	long := strings.Repeat("1", 129)
	b.do("GET", "/api/calls/"+long, "").want(422, "invalid_request")
	for _, odd := range []string{"%00", "%2e%2e%2f%2e%2e%2fetc", "%F0%9F%93%9E", "'%20or%201=1"} {
		b.do("GET", "/api/calls/"+odd, "").want(404, "not_found")
		b.do("GET", "/api/calls/"+odd+"/recording", "").want(404, "not_found")
		b.do("GET", "/api/tickets/"+odd, "").want(404, "not_found")
	}
}

// TestCutOffBody: the page disappears while it sends.
func TestCutOffBody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	r := httptest.NewRequest("PUT", "/api/calls/1.1/draft", io.MultiReader(strings.NewReader(`{"rev":0,`), broke{}))
	r.Header.Set("Content-Type", "application/json")
	for _, c := range b.Jar.Cookies(mustURL(t, o.URL)) {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	o.web.ServeHTTP(w, r)
	var p httpapi.Problem
	must(t, json.Unmarshal(w.Body.Bytes(), &p))
	if w.Code != http.StatusBadRequest || p.Code != "invalid_request" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if d := read[tickets.Draft](b.do("GET", "/api/calls/1.1/draft", "").want(200, "")); d.Rev != 0 {
		t.Errorf("half a register was saved: %+v", d)
	}
}

type broke struct{}

func (broke) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// FuzzDraft: whatever a page sends, the answer is a draft or a clear refusal.
func FuzzDraft(f *testing.F) {
	o := newOffice(f)
	b := o.as(f, "agent")
	for _, seed := range []string{registerBody(0), registerBody(7), "{}", "null", `{"rev":1e400}`, `{"rev":1.5}`, `{"rev":99999999999999999999}`,
		registerBody(0, "王建军", `\u0000`), registerBody(0, "王建军", `\ud800`), registerBody(-1), registerBody(0, `"type"`, `"TYPE"`),
		registerBody(0, "工地噪声", strings.Repeat("噪", 40000)), `{"rev":0,"rev":1}`} {
		f.Add(seed)
	}
	cookies := b.Jar.Cookies(mustURL(f, o.URL))
	f.Fuzz(func(t *testing.T, body string) {
		r := httptest.NewRequest("PUT", "/api/calls/1.1/draft", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		for _, c := range cookies {
			r.AddCookie(c)
		}
		w := httptest.NewRecorder()
		o.web.ServeHTTP(w, r)
		if err := sane(w); err != nil {
			t.Errorf("%q: %v", body, err)
		}
	})
}

// sane returns what is wrong with an answer to a draft.
func sane(w *httptest.ResponseRecorder) error {
	switch w.Code {
	case 200:
		var d tickets.Draft
		if err := json.Unmarshal(w.Body.Bytes(), &d); err != nil {
			return fmt.Errorf("draft %s: %w", w.Body, err)
		}
		if d.Rev < 1 || d.Call != "1.1" {
			return fmt.Errorf("draft %s", w.Body)
		}
	case 400, 409, 413, 422:
		var p httpapi.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil {
			return fmt.Errorf("problem %s: %w", w.Body, err)
		}
		if p.Code == "" || p.Detail == "" || p.Status != w.Code {
			return fmt.Errorf("problem %s", w.Body)
		}
	default:
		return fmt.Errorf("%d %s", w.Code, w.Body)
	}
	return nil
}
