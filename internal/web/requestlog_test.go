package web

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"go.uber.org/zap/zapcore"

	"hotline12345/tickets/org"
)

func TestEveryRequestIsLogged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	o.log.TakeAll()
	b.do("GET", "/api/tickets?number=13800138000", "").want(200, "")
	b.do("GET", "/api/tickets/13800138000", "", fromElsewhere...).want(404, "not_found")
	b.do("PUT", "/api/calls/1.1/draft", registerBody(0)).want(200, "")
	lines := o.log.FilterMessage("request").All()
	if len(lines) != 3 {
		t.Fatalf("%d lines, want 3", len(lines))
	}
	for i, want := range []struct {
		level  zapcore.Level
		path   string
		status int64
		addr   string
	}{
		{zapcore.DebugLevel, "/api/tickets", 200, "127.0.0.1"},
		{zapcore.InfoLevel, "/api/tickets/***", 404, "192.0.2.7"},
		{zapcore.InfoLevel, "/api/calls/1.1/draft", 200, "127.0.0.1"},
	} {
		got := lines[i].ContextMap()
		if lines[i].Level != want.level || got["path"] != want.path || got["status"] != want.status || got["addr"] != want.addr ||
			got["login"] != "agent" || got["bytes"].(int64) == 0 {
			t.Errorf("line %d: %s %v, want %v", i, lines[i].Level, got, want)
		}
		if strings.Contains(fmt.Sprint(got), "13800138000") {
			t.Errorf("line %d tells a number: %v", i, got)
		}
	}
}

func TestReplyNamesItsRequest(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, at := range [][2]string{{"GET", "/api/nothing"}, {"GET", "/api/session"}, {"POST", "/api/session"}, {"POST", "/agent"}} {
		got := o.browser(t).do(at[0], at[1], "{}")
		if id := got.header.Get("X-Request-Id"); id == "" || got.problem().Request != id {
			t.Errorf("%v: request %q in the header, %q in the problem", at, id, got.problem().Request)
		}
	}
}

// TestPanics: one broken request is one broken request.
func TestPanics(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) {
		c.Desk = func(http.ResponseWriter, *http.Request, org.User) { panic("desk") }
		c.Health = func(context.Context) Health { panic("health") }
		c.Metrics = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write([]byte("half"))
			_ = http.NewResponseController(w).Flush()
			panic("metrics")
		})
	})
	b := o.as(t, "agent")
	for _, path := range []string{"/api/desk", "/api/health"} {
		id := b.do("GET", path, "").want(500, "fault").problem().Request
		lines := o.log.FilterMessage("request panicked").TakeAll()
		if len(lines) == 0 || lines[len(lines)-1].ContextMap()["request"] != id {
			t.Errorf("%s: request %s is not in the log: %v", path, id, lines)
		}
	}
	if res, err := b.Get(o.URL + "/metrics"); err == nil {
		_, err := res.Body.Read(make([]byte, 100))
		for err == nil {
			_, err = res.Body.Read(make([]byte, 100))
		}
		res.Body.Close()
		if err.Error() == "EOF" {
			t.Error("half a reply looks whole")
		}
	}
	b.do("GET", "/api/session", "").want(200, "")
}
