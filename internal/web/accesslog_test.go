package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"go.uber.org/zap/zapcore"

	"hotline12345/tickets"
)

func TestNumbersAreMasked(t *testing.T) {
	for path, want := range map[string]string{
		"/api/tickets/13800138000":             "/api/tickets/***",
		"/api/tickets/+8613800138000":          "/api/tickets/+***",
		"/api/tickets/057187654321":            "/api/tickets/***",
		"/api/tickets/031020101234":            "/api/tickets/***", // a ticket's form, but of the year 2003
		"/api/tickets/87654321/moves":          "/api/tickets/***/moves",
		"/api/tickets/261123000001":            "/api/tickets/261123000001",
		"/api/calls/1764000000.12/draft":       "/api/calls/1764000000.12/draft",
		"/agent":                               "/agent",
		"/1234567" + strings.Repeat("/x", 900): "/***" + strings.Repeat("/x", 96),
	} {
		if got := maskNumbers(path); got != want {
			t.Errorf("%s is logged as %s, want %s", path, got, want)
		}
	}
}

func TestEveryRequestIsLogged(t *testing.T) {
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
	o := newOffice(t, func(c *Config) {
		c.Desk = func(http.ResponseWriter, *http.Request, tickets.User) { panic("desk") }
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

func TestClientAddr(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("2001:db8:9::/48")}
	for _, c := range []struct{ remote, forwarded, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"},
		{"192.0.2.1:5", "198.51.100.1", "192.0.2.1"}, // anybody can write that
		{"127.0.0.1:5", "", "127.0.0.1"},
		{"127.0.0.1:5", "198.51.100.1, 192.0.2.9", "192.0.2.9"},
		{"[::1]:5", "2001:db8::1", "2001:db8::1"},
		{"127.0.0.1:5", "unknown", "127.0.0.1"},
		{"@", "", "@"},
		{"10.1.0.2:5", "", "10.1.0.2"},
		{"10.1.0.2:5", "198.51.100.1", "198.51.100.1"},
		{"10.2.0.2:5", "198.51.100.1", "10.2.0.2"},                             // no proxy of ours
		{"10.1.0.2:5", "203.0.113.9, 198.51.100.1, 10.1.7.7", "198.51.100.1"},  // two proxies; left of them anybody can write
		{"127.0.0.1:5", "203.0.113.9, 198.51.100.1, 10.1.7.7", "198.51.100.1"}, // and one on this machine
		{"[::ffff:10.1.0.2]:5", "::ffff:198.51.100.1", "198.51.100.1"},         // the same, as IPv6 writes it
		{"[2001:db8:9::1]:5", "[2001:db8:7::1]:443", "2001:db8:7::1"},          // some write the port too
		{"10.1.0.2:5", "10.1.7.7", "10.1.7.7"},                                 // who sits in the proxies' network
		{"10.1.0.2:5", "198.51.100.1, unknown", "10.1.0.2"},                    // nothing is guessed
		{"10.1.0.2:5", "127.0.0.1", "10.1.0.2"},                                // never for this machine
		{"10.1.0.2:5", "127.0.0.1, 10.1.7.7", "10.1.7.7"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := clientAddr(r, proxies); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}
