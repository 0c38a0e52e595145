package web

//hotline:faults

import (
	"strings"
	"testing"
	"time"

	"hotline12345/internal/sealed"
	"hotline12345/tickets/org"
)

// TestAccountsAfterARestartWithoutTheStore: an account is what it was last known to be,
// never what it was when its session began. One that may have changed is not known.
func TestAccountsAfterARestartWithoutTheStore(t *testing.T) {
	t.Parallel()
	signIn := signInBody("agent", password)
	for name, c := range map[string]struct {
		before func(t *testing.T, o *office, agent *browser)
		status int
		code   string
	}{
		"nothing has changed": {func(*testing.T, *office, *browser) {}, 200, ""},
		"deactivated by an administrator": {func(t *testing.T, o *office, _ *browser) {
			off := strings.Replace(clerk(1, "agent", "Y00", "agent"), "{", `{"disabled":true,"number":"1001",`, 1)
			o.as(t, "administrator").do("PUT", "/api/users/agent", off).want(200, "")
		}, 401, "account_off"},
		"a new password by an administrator": {func(t *testing.T, o *office, _ *browser) {
			o.as(t, "administrator").do("POST", "/api/users/agent/password", "").want(200, "")
		}, 401, "signed_out"},
		"a new password of one's own on another page": {func(t *testing.T, o *office, _ *browser) {
			other := o.browser(t)
			other.do("POST", "/api/session", signIn).want(200, "")
			other.do("PUT", "/api/session/password", `{"old":"`+password+`","new":"another-98765"}`).want(200, "")
		}, 401, "signed_out"},
		"deactivated elsewhere, and seen": {func(_ *testing.T, o *office, agent *browser) {
			o.people.change("agent", func(u *org.User) { u.Disabled = true })
			o.pass(accountFor)
			agent.do("GET", "/api/session", "").want(401, "account_off")
		}, 401, "account_off"},
		"changed by an import": {func(_ *testing.T, o *office, agent *browser) {
			o.people.change("agent", func(u *org.User) { u.Epoch++ })
			o.web.accounts.doubtAll() // as an import does
		}, 503, "database_away"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			opened := func() *sealed.Shelf {
				s, err := sealed.Open(dir, "secret", time.Now())
				must(t, err)
				return s
			}
			o := newOffice(t, func(cfg *Config) { cfg.Copies = opened() })
			agent := o.as(t, "agent")
			c.before(t, o, agent)
			o.people.away.Store(true)
			o.people.SetAway(true)
			o.cfg.Copies = opened()
			o.restart(t)
			agent.base = o.URL
			for range 2 {
				agent.do("GET", "/api/session", "").want(c.status, c.code)
				agent.do("GET", "/api/desk", "").want(c.status, c.code)
				o.pass(accountFor)
			}
			o.browser(t).do("POST", "/api/session", signIn).want(503, "database_away")
			o.people.away.Store(false)
			o.people.SetAway(false)
			o.pass(accountFor)
			want, code := c.status, c.code
			if want == 503 {
				want, code = 401, "signed_out"
			}
			agent.do("GET", "/api/session", "").want(want, code)
		})
	}
}
