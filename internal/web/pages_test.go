package web

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

func TestPagesNeedNoSession(t *testing.T) {
	t.Parallel()
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
	t.Parallel()
	b := newOffice(t, func(c *Config) { c.Pages = fstest.MapFS{".keep": {}} }).browser(t)
	got := b.do("GET", "/agent", "").want(503, "")
	if !strings.Contains(string(got.body), "make pages") {
		t.Errorf("nothing says how to build the pages: %s", got.body)
	}
}

func TestBrowsersAreToldToBeCareful(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, tls := range []bool{false, true} {
		proto := map[bool]string{false: "http", true: "https"}[tls] // as a proxy on this machine says it
		for _, path := range []string{"/", "/api/session", "/api/nothing", "/metrics"} {
			h := o.browser(t).do("GET", path, "", "X-Forwarded-Proto", proto).header
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

// TestNobodyTraces: what a browser sent is not sent back.
func TestNobodyTraces(t *testing.T) {
	t.Parallel()
	b := newOffice(t).browser(t)
	for _, path := range []string{"/", "/api/session", "/api/nothing", "/metrics"} {
		if got := b.do("TRACE", path, "", "X-Secret", "hush"); got.status < 400 || strings.Contains(string(got.body), "hush") {
			t.Errorf("TRACE %s: %d %s", path, got.status, got.body)
		}
	}
}

// built is a build whose parts lie in several forms, or in one.
var built = fstest.MapFS{
	"index.html": {Data: []byte("<p>pages, at length")}, "index.html.br": {Data: []byte("html-br")},
	"assets/a.js": {Data: []byte("script, at length")}, "assets/a.js.br": {Data: []byte("js-br")}, "assets/a.js.gz": {Data: []byte("js-gz")},
	"assets/b.css": {Data: []byte("style")}, "assets/b.css.gz": {Data: []byte("css-gz")},
	"assets/c.png": {Data: []byte("picture")},
}

func TestPagesAreSentAsTheBrowserTakesThem(t *testing.T) {
	t.Parallel()
	b := newOffice(t, func(c *Config) { c.Pages = built }).browser(t)
	for _, c := range []struct{ path, accept, coding, body, kind string }{
		{"/assets/a.js", "gzip, deflate, br, zstd", "br", "js-br", "text/javascript"},
		{"/assets/a.js", "gzip, deflate", "gzip", "js-gz", "text/javascript"},
		{"/assets/a.js", "x-gzip", "gzip", "js-gz", "text/javascript"},
		{"/assets/a.js", "br;q=0.2, gzip; q=0.8", "gzip", "js-gz", "text/javascript"},
		{"/assets/a.js", "GZIP;q=0.5, *;q=0.4", "gzip", "js-gz", "text/javascript"},
		{"/assets/a.js", "*", "br", "js-br", "text/javascript"},
		{"/assets/a.js", "br;q=0, gzip;q=0.000", "", "script, at length", "text/javascript"},
		{"/assets/a.js", "br;q=0, *", "gzip", "js-gz", "text/javascript"},
		{"/assets/a.js", "br;q=0.5, identity", "", "script, at length", "text/javascript"},
		{"/assets/a.js", "identity", "", "script, at length", "text/javascript"},
		{"/assets/b.css", "br, gzip", "gzip", "css-gz", "text/css"},
		{"/assets/b.css", "br", "", "style", "text/css"},
		{"/assets/c.png", "br, gzip", "", "picture", "image/png"},
		{"/agent", "br", "br", "html-br", "text/html"},
	} {
		got := b.do("GET", c.path, "", "Accept-Encoding", c.accept).want(200, "")
		h := got.header
		if string(got.body) != c.body || h.Get("Content-Encoding") != c.coding || !strings.HasPrefix(h.Get("Content-Type"), c.kind) {
			t.Errorf("%s for %q: %q, %v", c.path, c.accept, got.body, h)
		}
		if h.Get("Vary") != "Accept-Encoding" || h.Get("Content-Length") != strconv.Itoa(len(c.body)) {
			t.Errorf("%s for %q: Vary %q, length %q", c.path, c.accept, h.Get("Vary"), h.Get("Content-Length"))
		}
		head := b.do("HEAD", c.path, "", "Accept-Encoding", c.accept).want(200, "").header
		for _, name := range []string{"Content-Encoding", "Content-Type", "Content-Length", "Vary", "Cache-Control", "ETag"} {
			if head.Get(name) != h.Get(name) {
				t.Errorf("HEAD %s for %q: %s is %q, not %q", c.path, c.accept, name, head.Get(name), h.Get(name))
			}
		}
	}
	b.do("GET", "/assets/a.js.br", "").want(404, "") // a form is no file of its own
}

func TestAPartOfAPageIsAPartOfItAsItIs(t *testing.T) {
	t.Parallel()
	b := newOffice(t, func(c *Config) { c.Pages = built }).browser(t)
	got := b.do("GET", "/assets/a.js", "", "Accept-Encoding", "br", "Range", "bytes=8-9").want(206, "")
	if string(got.body) != "at" || got.header.Get("Content-Encoding") != "" || got.header.Get("Content-Range") != "bytes 8-9/17" {
		t.Errorf("%q, %v", got.body, got.header)
	}
}

func TestABrowserIsToldThatThePagesAreTheSame(t *testing.T) {
	t.Parallel()
	b := newOffice(t, func(c *Config) { c.Pages = built }).browser(t)
	tags := make(map[string]bool)
	for _, accept := range []string{"br", "identity"} {
		tag := b.do("GET", "/status", "", "Accept-Encoding", accept).want(200, "").header.Get("ETag")
		tags[tag] = true
		got := b.do("GET", "/status", "", "Accept-Encoding", accept, "If-None-Match", tag).want(304, "")
		if len(got.body) != 0 {
			t.Errorf("a body with 304: %q", got.body)
		}
		b.do("GET", "/status", "", "Accept-Encoding", accept, "If-None-Match", `"older"`).want(200, "")
	}
	if len(tags) != 2 || tags[""] {
		t.Errorf("each form has a tag of its own: %v", tags)
	}
}

func TestScriptsCarryNoHeadersOfDocuments(t *testing.T) {
	b := newOffice(t, func(c *Config) { c.Pages = built }).browser(t)
	for path, document := range map[string]bool{"/": true, "/assets/c.png": true, "/assets/gone.js": true, "/assets/a.js": false, "/assets/b.css": false} {
		h := b.do("GET", path, "", "Accept-Encoding", "identity").header
		for _, name := range ofDocuments {
			if (h.Get(name) != "") != document {
				t.Errorf("%s: %s is %q", path, name, h.Get(name))
			}
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" {
			t.Errorf("%s: %v", path, h)
		}
	}
}

func TestCitizensGetADocumentOfTheirOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) {
		c.Pages = fstest.MapFS{"index.html": {Data: []byte("<head></head>staff")}, "public.html": {Data: []byte("<head></head>citizens")}}
		c.City = City{En: "Qingchuan"}
	})
	citizen, signedIn := o.browser(t), o.as(t, "agent")
	for _, c := range []struct {
		browser *browser
		path    string
		want    string
	}{
		{citizen, "/status", "citizens"},
		{citizen, "/status/?number=1", "citizens"},
		{citizen, "/published", "citizens"},
		{citizen, "/public.html", "citizens"},
		{citizen, "/login", "staff"},
		{citizen, "/statuses", "staff"},
		{citizen, "/", "staff"},
		{signedIn, "/status", "staff"}, // the telephone stays beside it
		{signedIn, "/published", "staff"},
	} {
		got := c.browser.do("GET", c.path, "").want(200, "")
		if want := `<head><meta name="city-en" content="Qingchuan"></head>` + c.want; string(got.body) != want {
			t.Errorf("%s: %s, want %s", c.path, got.body, want)
		}
		if public := slices.Contains(publicPages, strings.TrimSuffix(strings.Split(c.path, "?")[0], "/")); public != slices.Contains(got.header.Values("Vary"), "Cookie") {
			t.Errorf("%s: a cache is told %q", c.path, got.header.Values("Vary"))
		}
	}
}

func TestThePagesKnowTheSamePublicOnes(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("../../agent-web/src/publicRoutes.ts")
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for _, m := range regexp.MustCompile(`(?m)^  '(/\w+)': \(\) => import`).FindAllStringSubmatch(string(source), -1) {
		have = append(have, m[1])
	}
	if !slices.Equal(have, publicPages) {
		t.Errorf("the pages have %q, the server %q", have, publicPages)
	}
}
