package web

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"hotline12345/tickets/org"
)

func TestOtherSitesChangeNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	for _, from := range [][]string{
		{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}, {"Origin", "null"},
	} {
		b.do("PUT", "/api/calls/1.1/draft", registerBody(0), from...).want(403, "foreign_origin")
		b.do("POST", "/api/session", signInBody("auditor", password), from...).want(403, "foreign_origin")
		b.do("DELETE", "/api/session", "", from...).want(403, "foreign_origin")
	}
	b.do("GET", "/agent", "", "Sec-Fetch-Site", "cross-site").want(200, "") // a link from elsewhere
	b.do("PUT", "/api/calls/1.1/draft", registerBody(0), "Sec-Fetch-Site", "same-origin", "Origin", o.URL).want(200, "")
}

// upgrade asks for the agent's websocket by hand and returns the beginning of the
// reply.
func upgrade(t *testing.T, b *browser, origin string) string {
	t.Helper()
	host := strings.TrimPrefix(b.base, "http://")
	c, err := net.Dial("tcp", host)
	must(t, err)
	defer c.Close()
	r, err := http.NewRequest("GET", b.base+"/api/desk", nil)
	must(t, err)
	for _, cookie := range b.Jar.Cookies(r.URL) {
		r.AddCookie(cookie)
	}
	r.Header.Set("Connection", "Upgrade")
	r.Header.Set("Upgrade", "websocket")
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	must(t, r.Write(c))
	line, err := bufio.NewReader(c).ReadString('\n')
	must(t, err)
	return strings.TrimSpace(line)
}

// hijack takes the connection over, as websockets do.
func hijack(w http.ResponseWriter, _ *http.Request, u org.User) {
	c, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	defer c.Close()
	io.WriteString(c, "HTTP/1.1 101 for "+u.Number+"\r\n\r\n")
}

func TestDeskIsForOwnPagesOfAgents(t *testing.T) {
	t.Parallel()
	o := newOffice(t, func(c *Config) { c.Desk = hijack })
	agent := o.as(t, "agent")
	for _, c := range []struct {
		b            *browser
		origin, want string
	}{
		{agent, o.URL, "HTTP/1.1 101 for 1001"},
		{agent, "https://evil.example", "HTTP/1.1 403 Forbidden"},
		{agent, "", "HTTP/1.1 403 Forbidden"},
		{agent, "null", "HTTP/1.1 403 Forbidden"},
		{o.as(t, "supervisor"), o.URL, "HTTP/1.1 403 Forbidden"},
		{o.browser(t), o.URL, "HTTP/1.1 401 Unauthorized"},
	} {
		if got := upgrade(t, c.b, c.origin); got != c.want {
			t.Errorf("from %q: %q, want %q", c.origin, got, c.want)
		}
	}
	o.away(true)
	if got := upgrade(t, agent, o.URL); got != "HTTP/1.1 101 for 1001" {
		t.Errorf("without the database: %q", got)
	}
}
