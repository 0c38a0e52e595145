package main

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"strings"
	"testing"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// page is a browser's page: it keeps the session's cookie over restarts of the service.
type page struct {
	*installation
	client *http.Client
}

// signInPage signs in with the demo city's password.
func (in *installation) signInPage(ctx context.Context, login string) *page {
	in.t.Helper()
	jar, err := cookiejar.New(nil)
	must(in.t, err)
	p := &page{in, &http.Client{Jar: jar}}
	if status, body := p.do(ctx, http.MethodPost, "/api/session", "application/json", `{"login":"`+login+`","password":"demo-12345"}`); status != http.StatusOK {
		in.t.Fatalf("sign in as %s: %d %s", login, status, body)
	}
	return p
}

// do sends a request and returns the answer.
func (p *page) do(ctx context.Context, method, path, kind, body string) (status int, answer string) {
	p.t.Helper()
	req, err := http.NewRequestWithContext(ctx, method, p.page+path, strings.NewReader(body))
	must(p.t, err)
	req.Header.Set("Content-Type", kind)
	resp, err := p.client.Do(req)
	must(p.t, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	must(p.t, err)
	return resp.StatusCode, string(raw)
}

// letter registers a citizen's letter, which a dispatcher may, and returns the ticket's
// number.
func (p *page) letter(ctx context.Context, origin string) string {
	p.t.Helper()
	status, body := p.do(ctx, http.MethodPost, "/api/tickets", "application/json", `{"origin":"`+origin+`","channel":"letter",
		"name":"李秀兰","name_declined":false,"unit":"","unit_declined":true,"contact":"13810009999","type":"complaint","category":"0302",
		"place":"望海区临港路9号","content":"路灯不亮。","confidential":false,"first":{"move":"register"}}`)
	if status != http.StatusOK {
		p.t.Fatalf("a letter: %d %s", status, body)
	}
	var ticket struct{ Number string }
	must(p.t, json.Unmarshal([]byte(body), &ticket))
	return ticket.Number
}
