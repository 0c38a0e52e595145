package web

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestPagesAreToldTheCityAndTheDemo(t *testing.T) {
	t.Parallel()
	exposed := false
	b := newOffice(t, func(c *Config) {
		c.Pages = fstest.MapFS{"index.html": {Data: []byte("<head><title>12345</title></head><p>")}, "index.html.br": {Data: []byte("br")}}
		c.City = City{ZhCN: `清川市"><script>`, En: "Qingchuan"}
		c.DemoExposed = func() bool { return exposed }
	}).browser(t)
	const city = `<meta name="city-zh-CN" content="清川市&#34;&gt;&lt;script&gt;"><meta name="city-en" content="Qingchuan">`
	got := b.do("GET", "/status", "", "Accept-Encoding", "br").want(200, "")
	if want := "<head><title>12345</title>" + city + "</head><p>"; string(got.body) != want {
		t.Errorf("%s, want %s", got.body, want)
	}
	b.do("GET", "/status", "", "If-None-Match", got.header.Get("ETag")).want(304, "")
	exposed = true
	again := b.do("GET", "/status", "", "If-None-Match", got.header.Get("ETag")).want(200, "")
	if !strings.Contains(string(again.body), `<meta name="demo-exposed" content="yes">`) {
		t.Errorf("nothing is said of the demo: %s", again.body)
	}
	if strings.Contains(string(again.body), `name="oidc"`) {
		t.Errorf("a provider that is not set is told: %s", again.body)
	}
	with := newOffice(t, func(c *Config) {
		c.Pages, c.OIDC = fstest.MapFS{"index.html": {Data: []byte("<head></head>")}}, gate{}
	}).browser(t)
	if got := with.do("GET", "/login", "").want(200, ""); !strings.Contains(string(got.body), `<meta name="oidc" content="yes">`) {
		t.Errorf("nothing is said of the provider: %s", got.body)
	}
}
