package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"hotline12345/tickets/org"
)

// TestCookie: one that was set over TLS, at a proxy of ours, goes over nothing else.
func TestCookie(t *testing.T) {
	t.Parallel()
	for said, tls := range map[string]bool{"X-Nothing: ": false, "X-Forwarded-Proto: http": false, "X-Forwarded-Proto: https": true,
		"Forwarded: for=198.51.100.1;proto=https": true, "Forwarded: for=198.51.100.1;proto=http": false} {
		o := newOffice(t)
		name, value, _ := strings.Cut(said, ": ")
		got := o.browser(t).do("POST", "/api/session", signInBody("agent", password), name, value).want(200, "")
		c := (&http.Response{Header: got.header}).Cookies()
		if len(c) != 1 {
			t.Fatalf("%d cookies, want one", len(c))
		}
		if c := c[0]; c.Name != "hotline_session" || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Secure != tls || c.Path != "/" {
			t.Errorf("cookie %v with %q", c, said)
		}
		if left := time.Duration(c[0].MaxAge) * time.Second; left < sessionLife-time.Minute || left > sessionLife+time.Minute {
			t.Errorf("the cookie lasts %v, want a shift", left)
		}
		if _, raw := o.sessions.rows[c[0].Value]; raw {
			t.Error("the cookie's value stands in the database as it is")
		}
	}
}

// TestTLSOfOurOwn needs nobody's word.
func TestTLSOfOurOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := httptest.NewTLSServer(o.web)
	defer server.Close()
	got, err := server.Client().Post(server.URL+"/api/session", "application/json", strings.NewReader(signInBody("agent", password)))
	must(t, err)
	defer func() { _ = got.Body.Close() }()
	if c := got.Cookies(); len(c) != 1 || !c[0].Secure {
		t.Errorf("cookies %v", c)
	}
	if got.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS")
	}
}

func TestSessionEndsAfterAShift(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	o.pass(sessionLife - time.Minute)
	b.do("GET", "/api/session", "").want(200, "")
	o.pass(2 * time.Minute)
	b.do("GET", "/api/session", "").want(401, "signed_out")
}

func TestSessionSurvivesARestart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	o.restart(t)
	b.base = o.URL // a cookie is for all ports of a host
	b.do("GET", "/api/session", "").want(200, "")
}

func TestSessionSurvivesAnOutage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	o.away(true)
	for range 3 { // a page is reloaded again and again, well after the memory's own time
		b.do("GET", "/agent", "").want(200, "")
		b.do("GET", "/api/session", "").want(200, "")
		b.do("GET", "/api/desk", "").want(200, "")
		o.pass(10 * time.Minute)
	}
	o.browser(t).do("GET", "/agent", "").want(200, "") // a page without a session too
	o.away(false)
	b.do("GET", "/api/session", "").want(200, "")
}

// TestUnknownSessionDuringAnOutage: a restarted service cannot know who it is,
// and must not answer "signed_out": the page would throw the work away.
func TestUnknownSessionDuringAnOutage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	o.restart(t)
	b.base = o.URL
	o.away(true)
	for _, path := range []string{"/api/session", "/api/desk", "/api/units"} {
		if got := b.do("GET", path, "").want(503, "database_away"); got.header.Get("Retry-After") == "" {
			t.Errorf("%s: no word on when to try again", path)
		}
	}
	b.do("GET", "/agent", "").want(200, "")
	b.do("GET", "/api/health", "").want(200, "")
	o.away(false)
	b.do("GET", "/api/session", "").want(200, "")
}

func TestStoreIsNotAskedForEveryRequest(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	before := o.sessions.finds.Load()
	for range 20 {
		b.do("GET", "/api/session", "").want(200, "")
	}
	if n := o.sessions.finds.Load() - before; n != 0 {
		t.Errorf("the store was asked %d times for a session of this moment", n)
	}
	o.pass(sessionFresh)
	b.do("GET", "/api/session", "").want(200, "")
	if n := o.sessions.finds.Load() - before; n != 1 {
		t.Errorf("the store was asked %d times after %v, want once", n, sessionFresh)
	}
}

func TestSessionRemovedInTheStoreEnds(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	clear(o.sessions.rows)
	o.pass(sessionFresh)
	b.do("GET", "/api/session", "").want(401, "signed_out")
}

func TestForeignCookies(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, cookie := range []string{"x", strings.Repeat("y", 4000), "%00", `"quoted"`} {
		o.browser(t).do("GET", "/api/session", "", "Cookie", "hotline_session="+cookie).want(401, "signed_out")
	}
	o.sessions.rows["junk"] = []byte("not a session")
	m := &memory{store: o.sessions, now: o.now, seen: map[string]remembered{}}
	if _, found, err := m.Find("junk"); found || err != nil {
		t.Errorf("a session that cannot be read: found %v, error %v", found, err)
	}
}

func TestSignInChangesTheToken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	token := func() string { return b.Jar.Cookies(mustURL(t, o.URL))[0].Value }
	before := token()
	b.do("POST", "/api/session", signInBody("auditor", password)).want(200, "")
	if token() == before {
		t.Error("who knew the token before the sign-in is signed in now")
	}
	if n := len(o.sessions.rows); n != 1 {
		t.Errorf("%d sessions stored, want the new one alone", n)
	}
}

// TestDeletedSessionIsNotRevived: a query that was under way when the user
// signed out ends afterwards.
func TestDeletedSessionIsNotRevived(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	data, err := scs.GobCodec{}.Encode(o.now().Add(sessionLife), map[string]any{})
	must(t, err)
	m := &memory{store: o.sessions, now: o.now, seen: map[string]remembered{}}
	must(t, m.Commit("a", data, o.now().Add(sessionLife)))
	o.pass(sessionFresh)
	o.sessions.block = make(chan struct{})
	asked, done := o.sessions.finds.Load(), make(chan bool)
	go func() {
		_, found, _ := m.Find("a")
		done <- found
	}()
	eventually(t, "the store is asked", func() bool { return o.sessions.finds.Load() > asked })
	must(t, m.Delete("a"))
	close(o.sessions.block)
	if <-done {
		t.Error("the look-up that was under way finds the deleted session")
	}
	if _, found, _ := m.Find("a"); found {
		t.Error("the deleted session is back")
	}
}

func TestMemoryForgetsWhatExpired(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	m := &memory{store: o.sessions, now: o.now, seen: map[string]remembered{}}
	for _, token := range []string{"a", "b", "c"} {
		must(t, m.Commit(token, []byte(token), o.now().Add(time.Hour)))
	}
	o.pass(2 * time.Hour)
	must(t, m.Commit("d", []byte("d"), o.now().Add(time.Hour)))
	if len(m.seen) != 1 {
		t.Errorf("%d sessions in memory, want the live one alone", len(m.seen))
	}
}

func TestDisabledUserIsOutWithinAMinute(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, c := range []struct {
		login  string
		change func()
		status int
		code   string
	}{
		{"agent", func() { o.people.change("agent", func(u *org.User) { u.Disabled = true }) }, 401, "account_off"},
		{"auditor", func() { o.people.Remove("auditor") }, 401, "signed_out"},
		{"agent2", func() { o.people.change("agent2", func(u *org.User) { u.ID = "another" }) }, 401, "signed_out"},
		{"supervisor", func() {
			o.people.change("supervisor", func(u *org.User) { u.Roles = []org.Role{org.RoleDispatcher} })
		}, 403, "forbidden"},
	} {
		b := o.as(t, c.login)
		b.do("GET", "/api/calls", "").want(200, "")
		c.change()
		o.pass(accountFor)
		b.do("GET", "/api/calls", "").want(c.status, c.code)
	}
}

func TestAccountsAreNotAskedForEveryRequest(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	b := o.as(t, "agent")
	before := o.people.asked
	for range 20 {
		b.do("GET", "/api/session", "").want(200, "")
	}
	if n := o.people.asked - before; n != 0 {
		t.Errorf("the account was looked up %d times within a minute of signing in", n)
	}
}
