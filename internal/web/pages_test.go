package web

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestPagesNeedNoSession(t *testing.T) {
	b := newOffice(t).browser(t)
	const forever, fresh = "public, max-age=31536000, immutable", "no-cache"
	for path, want := range map[string]struct{ body, cache, kind string }{
		"/":                         {"<p>pages", fresh, "text/html"},
		"/agent":                    {"<p>pages", fresh, "text/html"},
		"/tickets/261123000001?a=b": {"<p>pages", fresh, "text/html"},
		"/index.html/":              {"<p>pages", fresh, "text/html"},
		"/icon.svg":                 {"<svg/>", fresh, "image/svg+xml"},
		"/assets/index-B1.js":       {"js", forever, "text/javascript"},
		"/.keep":                    {"<p>pages", fresh, "text/html"},
	} {
		got := b.do("GET", path, "").want(200, "")
		if string(got.body) != want.body || got.header.Get("Cache-Control") != want.cache || !strings.HasPrefix(got.header.Get("Content-Type"), want.kind) {
			t.Errorf("%s: %q, %v", path, got.body, got.header)
		}
		if len(got.header.Values("Set-Cookie")) != 0 {
			t.Errorf("%s sets a cookie", path)
		}
	}
	gone := b.do("GET", "/assets/index-A0.js", "").want(404, "")
	if strings.Contains(gone.header.Get("Cache-Control"), "immutable") {
		t.Error("a browser may remember for a year that an asset is missing")
	}
	b.do("GET", "/%2e%2e/%2e%2e/etc/passwd", "").want(400, "")
	b.do("POST", "/agent", "").want(405, "invalid_request")
}

func TestPagesThatAreNotBuilt(t *testing.T) {
	b := newOffice(t, func(c *Config) { c.Pages = fstest.MapFS{".keep": {}} }).browser(t)
	got := b.do("GET", "/agent", "").want(503, "")
	if !strings.Contains(string(got.body), "make pages") {
		t.Errorf("nothing says how to build the pages: %s", got.body)
	}
}

func TestBrowsersAreToldToBeCareful(t *testing.T) {
	for _, tls := range []bool{false, true} {
		o := newOffice(t, func(c *Config) { c.TLS = tls })
		for _, path := range []string{"/", "/api/session", "/api/nothing", "/metrics"} {
			h := o.browser(t).do("GET", path, "").header
			for name, want := range map[string]string{
				"Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff",
				"Referrer-Policy": "same-origin", "Permissions-Policy": "microphone=(self)", "X-Frame-Options": "DENY",
			} {
				if !strings.Contains(h.Get(name), want) {
					t.Errorf("%s: %s is %q", path, name, h.Get(name))
				}
			}
			if api := strings.HasPrefix(path, "/api/"); api != (h.Get("Cache-Control") == "no-store") {
				t.Errorf("%s: Cache-Control %q", path, h.Get("Cache-Control"))
			}
			if (h.Get("Strict-Transport-Security") != "") != tls {
				t.Errorf("%s: HSTS %q with TLS %v", path, h.Get("Strict-Transport-Security"), tls)
			}
		}
	}
}
