package web

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hotline12345/internal/oidc"
	"hotline12345/internal/oidc/oidctest"
	"hotline12345/tickets/org"
)

// gate is a provider as internal/app joins it.
type gate struct {
	p    *oidc.Provider
	home string
}

func (g gate) Begin(ctx context.Context) (string, string, error) {
	address, a, err := g.p.Begin(ctx)
	raw, _ := json.Marshal(a)
	return address, string(raw), err
}

func (g gate) Finish(ctx context.Context, secret, state, code string) (Identity, error) {
	var a oidc.Attempt
	_ = json.Unmarshal([]byte(secret), &a)
	who, err := g.p.Finish(ctx, a, state, code)
	return Identity{who.Login, who.TwoFactors, who.Token}, err
}

func (g gate) End(ctx context.Context, token string) (string, error) {
	return g.p.End(ctx, token, g.home)
}

// gateTo knows nothing of the provider yet, as after a start.
func gateTo(server *oidctest.Provider, base string, now func() time.Time) gate {
	return gate{oidc.New(oidc.Config{Issuer: server.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret,
		Claim: "preferred_username", Redirect: base + oidcPath + "/return", Now: now}), base + "/login"}
}

// identityOffice is an office whose staff may sign in at a provider, there as login; the last
// value is who serves it.
func identityOffice(t *testing.T, login string, change ...func(*Config)) (*office, *oidctest.Provider, *atomic.Pointer[Server]) {
	t.Helper()
	server := oidctest.New(t, login)
	var serving atomic.Pointer[Server]
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { // its address is known before the office is
		serving.Load().ServeHTTP(w, r)
	}))
	t.Cleanup(front.Close)
	o := newOffice(t, append(change, func(c *Config) {
		c.OIDC = gateTo(server, front.URL, c.Now)
	})...)
	server.Now = o.now
	serving.Store(o.web)
	o.URL = front.URL
	return o, server, &serving
}

// at is where the browser ends up after it followed all that it is told; pages count, not
// what they hold.
func (b *browser) at(path string) *url.URL {
	b.t.Helper()
	res, err := b.Get(b.base + path)
	must(b.t, err)
	res.Body.Close()
	return res.Request.URL
}

func (b *browser) viaOIDC() *url.URL {
	b.t.Helper()
	return b.at(oidcPath + "?to=" + url.QueryEscape("/tickets?state=handling"))
}

// wantSaid checks that the sign-in page says a code and nobody is signed in.
func (b *browser) wantSaid(at *url.URL, code string) {
	b.t.Helper()
	if at.Path != "/login" || at.Query().Get("oidc") != code {
		b.t.Errorf("led to %s, want the sign-in page with %s", at, code)
	}
	b.do("GET", "/api/session", "").want(401, "signed_out")
}

func TestStaffSignInAtTheirOrganisation(t *testing.T) {
	t.Parallel()
	o, _, _ := identityOffice(t, "agent")
	b := o.browser(t)
	if at := b.viaOIDC(); at.RequestURI() != "/tickets?state=handling" {
		t.Errorf("led to %s", at)
	}
	if u := read[Session](b.do("GET", "/api/session", "").want(200, "")).User; u.Login != "agent" {
		t.Errorf("signed in as %+v", u)
	}
	if tries := o.people.tries; len(tries) != 1 || !tries[0].ok || tries[0].login != "agent" {
		t.Errorf("on record: %+v", tries)
	}
	if lines := o.log.FilterMessage("sign-in").All(); len(lines) != 1 || lines[0].ContextMap()["login"] != "agent" {
		t.Errorf("in the log: %v", lines)
	}
	// It is a session as any: it ends with the account.
	o.people.change("agent", func(u *org.User) { u.Disabled = true; u.Epoch++ })
	o.pass(accountFor)
	b.do("GET", "/api/session", "").want(401, "account_off")
}

func TestASessionByOIDCEndsIdle(t *testing.T) {
	t.Parallel()
	o, _, _ := identityOffice(t, "agent", func(c *Config) { c.Idle = 30 * time.Minute })
	b := o.browser(t)
	b.viaOIDC()
	b.do("GET", "/api/session", "").want(200, "")
	o.pass(31 * time.Minute)
	b.do("GET", "/api/session", "", idleHeader, "1860").want(401, "session_idle")
	b.viaOIDC()
	b.do("GET", "/api/session", "").want(200, "")
}

// TestOnlyAccountsThatThereAreSignIn: the provider makes nobody, and opens nothing that is closed.
func TestOnlyAccountsThatThereAreSignIn(t *testing.T) {
	t.Parallel()
	o, server, _ := identityOffice(t, "stranger")
	b := o.browser(t)
	before := len(o.people.Every())
	for login, code := range map[string]string{"stranger": "oidc_unknown", "Agent": "oidc_unknown", "disabled": "account_off"} {
		server.Claim("preferred_username", login)
		b.wantSaid(b.viaOIDC(), code)
	}
	if got := len(o.people.Every()); got != before || len(o.people.tries) != 3 {
		t.Errorf("%d accounts, were %d; on record %+v", got, before, o.people.tries)
	}
	for range tenWrong {
		b.do("POST", "/api/session", signInBody("agent", "wrong")).want(401, "wrong_password")
	}
	server.Claim("preferred_username", "agent")
	b.wantSaid(b.viaOIDC(), "too_many_attempts")
	o.pass(org.FailureWindow + time.Minute)
	if at := b.viaOIDC(); at.Path != "/tickets" {
		t.Errorf("after the lock-out: led to %s", at)
	}
}

// TestWhoComesBackIsWhoWentThere: an address that another browser made, or that was used before,
// signs nobody in; a token that is not right does not either, and no secret is logged.
func TestWhoComesBackIsWhoWentThere(t *testing.T) {
	t.Parallel()
	o, server, _ := identityOffice(t, "agent")
	b := o.browser(t)
	var back string // with what the provider leads back
	b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == oidcPath+"/return" {
			back = r.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	b.viaOIDC()
	victim := o.browser(t)
	victim.wantSaid(victim.at(back), "oidc_refused")
	b.CheckRedirect = nil
	if at := b.at(back); at.Path != "/tickets" {
		t.Errorf("led to %s", at)
	}
	again := o.browser(t)
	again.wantSaid(again.at(back), "oidc_refused")
	b.at(back)
	b.do("GET", "/api/session", "").want(200, "") // who is signed in stays so
	server.Sign("HS256")
	victim.wantSaid(victim.viaOIDC(), "oidc_refused")
	victim.wantSaid(victim.at(oidcPath+"/return?error=access_denied&state=x"), "oidc_refused")
	for _, line := range o.log.All() {
		said, _ := json.Marshal(line.ContextMap())
		if strings.Contains(string(said), oidctest.ClientSecret) || strings.Contains(string(said), "eyJ") || strings.Contains(string(said), mustURL(t, back).Query().Get("code")) {
			t.Errorf("logged: %s %s", line.Message, said)
		}
	}
}

// TestTheProvidersFactorOrOurs: without mfa in the token our own code is asked for.
func TestTheProvidersFactorOrOurs(t *testing.T) {
	t.Parallel()
	o, server, _ := identityOffice(t, "administrator", func(c *Config) { c.Policy.FactorRoles = []org.Role{org.RoleAdministrator} })
	b := o.browser(t)
	b.viaOIDC() // no factor anywhere: it has to be set up
	b.do("GET", "/api/users", "").want(403, "factor_to_set")
	server.Claim("amr", []string{"pwd", "mfa"})
	b.viaOIDC()
	b.do("GET", "/api/users", "").want(200, "")
	server.Claim("amr", nil)
	secret, _ := enrol(t, o, o.as(t, "administrator"))
	for _, code := range []string{"000000", ""} {
		b = o.browser(t)
		b.wantSaid(b.viaOIDC(), "code_needed")
		b.do("POST", oidcPath+"/code", `{"code":"`+code+`"}`).want(401, "wrong_code")
		b.do("GET", "/api/users", "").want(401, "signed_out")
	}
	o.pass(time.Minute)
	b.do("POST", oidcPath+"/code", `{"code":"`+o.telephone(t, secret)+`"}`).want(200, "")
	b.do("GET", "/api/users", "").want(200, "")
	b.do("POST", oidcPath+"/code", `{"code":"`+o.telephone(t, secret)+`"}`).want(401, "oidc_again")
	o.browser(t).do("POST", oidcPath+"/code", `{"code":"`+o.telephone(t, secret)+`"}`).want(401, "oidc_again")

	for code, change := range map[string]func(*org.User){
		"oidc_again": func(u *org.User) { u.Epoch++ }, "account_off": func(u *org.User) { u.Disabled = true },
	} { // while the code is awaited
		b = o.browser(t)
		b.wantSaid(b.viaOIDC(), "code_needed")
		o.people.change("administrator", change)
		o.pass(time.Minute)
		b.do("POST", oidcPath+"/code", `{"code":"`+o.telephone(t, secret)+`"}`).want(401, code)
		o.people.change("administrator", func(u *org.User) { u.Disabled = false })
	}
	late := o.browser(t)
	late.wantSaid(late.viaOIDC(), "code_needed")
	o.pass(oidcFor)
	late.do("POST", oidcPath+"/code", `{"code":"`+o.telephone(t, secret)+`"}`).want(401, "oidc_again")
	server.Claim("amr", []string{"mfa"})
	if at := late.viaOIDC(); at.Path != "/tickets" {
		t.Errorf("with their factor: led to %s", at)
	}
}

// TestAPasswordsAgeIsNoMatterOfOIDC: nor does the provider's word replace the old password.
func TestAPasswordsAgeIsNoMatterOfOIDC(t *testing.T) {
	t.Parallel()
	o, _, _ := identityOffice(t, "agent")
	o.people.change("agent", func(u *org.User) { u.MustChange = true })
	b := o.browser(t)
	b.viaOIDC()
	b.do("GET", "/api/units", "").want(200, "")
	refused := b.do("PUT", "/api/session/password", `{"new":"lamp-nine-by-the-lake"}`).want(422, "invalid_fields").problem()
	if len(refused.Fields) != 1 || refused.Fields[0].Field != "old" {
		t.Errorf("refused for %+v", refused.Fields)
	}
	o.as(t, "agent").do("GET", "/api/units", "").want(403, "password_to_change")
}

func TestWithoutTheProviderPasswordsOpen(t *testing.T) {
	t.Parallel()
	o, server, _ := identityOffice(t, "agent")
	server.Down(true)
	b := o.browser(t)
	b.wantSaid(b.viaOIDC(), "oidc_away")
	b.do("POST", "/api/session", signInBody("agent", password)).want(200, "")
	none := newOffice(t).browser(t)
	none.wantSaid(none.viaOIDC(), "oidc_off")
	none.wantSaid(none.at(oidcPath+"/return?state=x&code=y"), "oidc_off")
}

// TestTheCookieOfASignIn is for this browser alone, and short.
func TestTheCookieOfASignIn(t *testing.T) {
	t.Parallel()
	o, _, _ := identityOffice(t, "agent")
	b := o.browser(t)
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for proto, secure := range map[string]bool{"http": false, "https": true} {
		got := b.do("GET", oidcPath, "", "X-Forwarded-For", "192.0.2.1", "X-Forwarded-Proto", proto).want(303, "")
		c, err := http.ParseSetCookie(got.header.Get("Set-Cookie"))
		must(t, err)
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.MaxAge != 600 || c.Path != oidcPath || c.Secure != secure {
			t.Errorf("over %s: %v", proto, c)
		}
	}
}

func TestNobodyIsLedElsewhere(t *testing.T) {
	t.Parallel()
	for to, want := range map[string]string{
		"/tickets?state=a#b": "/tickets?state=a#b", "/": "/", "": "/", "https://evil.example": "/", "//evil.example": "/", "/\\evil.example": "/",
		"///evil.example": "/", "javascript:alert(1)": "/", "evil": "/", "/%2f/evil.example": "/", "/a\r\nX: y": "/", "/api/session": "/", "/" + strings.Repeat("a", 1000): "/",
	} {
		if got := ownPage(to); got != want {
			t.Errorf("%q leads to %q, want %q", to, got, want)
		}
	}
}

// TestARestartWhileSomebodyIsThere: what binds them is with the browser.
func TestARestartWhileSomebodyIsThere(t *testing.T) {
	t.Parallel()
	o, server, serving := identityOffice(t, "agent")
	b := o.browser(t)
	restarted := false
	b.CheckRedirect = func(r *http.Request, _ []*http.Request) error {
		if r.URL.Path == oidcPath+"/return" {
			o.cfg.OIDC, restarted = gateTo(server, o.URL, o.now), true
			serving.Store(New(o.cfg))
		}
		return nil
	}
	if at := b.viaOIDC(); at.Path != "/tickets" || !restarted {
		t.Errorf("led to %s, restarted %v", at, restarted)
	}
}

// TestWhoSignsOutSignsOutThere: the answer leads to the provider, which knows whose session it
// was and leads back; one that announces no such place ends nothing there, and here all ends
// in any case.
func TestWhoSignsOutSignsOutThere(t *testing.T) {
	t.Parallel()
	o, server, _ := identityOffice(t, "agent")
	server.EndsAt(server.URL + "/logout")
	b := o.browser(t)
	b.viaOIDC()
	b.do("GET", "/api/session", "").want(200, "")
	said := read[SignedOut](b.do("DELETE", "/api/session", "").want(200, ""))
	res, err := b.Get(said.Elsewhere)
	must(t, err)
	res.Body.Close()
	if got := server.Ended(); len(got) != 1 || got[0] != "agent" || res.Request.URL.Path != "/login" || res.Request.URL.Host != mustURL(t, o.URL).Host {
		t.Errorf("signed out there: %v, led to %s", got, res.Request.URL)
	}
	b.do("GET", "/api/session", "").want(401, "signed_out")
	for _, line := range o.log.All() {
		if said, _ := json.Marshal(line.ContextMap()); strings.Contains(string(said), "eyJ") {
			t.Errorf("a token is logged: %s %s", line.Message, said)
		}
	}
	secret, _ := enrol(t, o, o.as(t, "agent"))
	b = o.browser(t)
	b.wantSaid(b.viaOIDC(), "code_needed")
	o.pass(time.Minute)
	b.do("POST", oidcPath+"/code", `{"code":"`+o.telephone(t, secret)+`"}`).want(200, "")
	if said := read[SignedOut](b.do("DELETE", "/api/session", "").want(200, "")); !strings.Contains(said.Elsewhere, "id_token_hint=eyJ") {
		t.Errorf("after our own code: led to %q", said.Elsewhere)
	}
	plain := o.as(t, "leader")
	plain.do("DELETE", "/api/session", "").want(204, "") // who used a password goes nowhere
}

// TestSigningOutNeedsNoProvider: one without such a place, with a bad one, or away.
func TestSigningOutNeedsNoProvider(t *testing.T) {
	t.Parallel()
	for name, bend := range map[string]func(*oidctest.Provider){
		"none": func(*oidctest.Provider) {}, "no address": func(p *oidctest.Provider) { p.EndsAt("/logout") },
		"a script": func(p *oidctest.Provider) { p.EndsAt("javascript:alert(1)") },
	} {
		o, server, _ := identityOffice(t, "agent")
		bend(server)
		b := o.browser(t)
		b.viaOIDC()
		server.Down(name == "none")
		if got := b.do("DELETE", "/api/session", ""); got.status != 204 || len(got.body) > 0 || got.header.Get("Content-Type") != "" {
			t.Errorf("%s: %d %q %s", name, got.status, got.header.Get("Content-Type"), got.body)
		}
		b.do("GET", "/api/session", "").want(401, "signed_out")
	}
}
