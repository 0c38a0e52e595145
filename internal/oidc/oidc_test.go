package oidc

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/oidc/oidctest"
)

const redirect = "https://12345.example.org/api/session/oidc/return"

func of(p *oidctest.Provider, change ...func(*Config)) *Provider {
	cfg := Config{Issuer: p.URL, ClientID: oidctest.ClientID, ClientSecret: oidctest.ClientSecret, Claim: "preferred_username", Redirect: redirect}
	for _, c := range change {
		c(&cfg)
	}
	return New(cfg)
}

// visit goes where a person is sent, and returns with what they come back.
func visit(t *testing.T, address string) (state, code string) {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	back, err := url.Parse(res.Header.Get("Location"))
	if err != nil || !strings.HasPrefix(back.String(), redirect+"?") {
		t.Fatalf("sent to %s (%d), error %v", back, res.StatusCode, err)
	}
	return back.Query().Get("state"), back.Query().Get("code")
}

func signIn(t *testing.T, p *Provider) (Person, error) {
	t.Helper()
	address, a, err := p.Begin(t.Context())
	if err != nil {
		return Person{}, err
	}
	state, code := visit(t, address)
	return p.Finish(t.Context(), a, state, code)
}

func TestARightTokenSaysWho(t *testing.T) {
	t.Parallel()
	server := oidctest.New(t, "li.na")
	p := of(server)
	for range 2 {
		if who, err := signIn(t, p); err != nil || who.Login != "li.na" || who.TwoFactors || who.Token == "" {
			t.Fatalf("%+v, error %v", who, err)
		}
	}
	server.Rotate(t)
	if who, err := signIn(t, p); err != nil || who.Login != "li.na" {
		t.Errorf("after its keys rotated: %+v, error %v", who, err)
	}
	if server.Asked() != 1 {
		t.Errorf("asked for its addresses %d times, want once", server.Asked())
	}
}

// TestNoOtherTokenOpens: each token is right but for one thing.
func TestNoOtherTokenOpens(t *testing.T) {
	t.Parallel()
	past := time.Now().Add(-time.Hour).Unix()
	for name, bend := range map[string]func(*oidctest.Provider){
		"nonce":          func(p *oidctest.Provider) { p.Claim("nonce", "another") },
		"no nonce":       func(p *oidctest.Provider) { p.Claim("nonce", nil) },
		"audience":       func(p *oidctest.Provider) { p.Claim("aud", "another") },
		"no audience":    func(p *oidctest.Provider) { p.Claim("aud", nil) },
		"party":          func(p *oidctest.Provider) { p.Claim("aud", []string{"hotline", "b"}); p.Claim("azp", "b") },
		"issuer":         func(p *oidctest.Provider) { p.Claim("iss", "https://evil.example.org") },
		"expired":        func(p *oidctest.Provider) { p.Claim("exp", past) },
		"no expiry":      func(p *oidctest.Provider) { p.Claim("exp", nil) },
		"none":           func(p *oidctest.Provider) { p.Sign("none") },
		"HS256":          func(p *oidctest.Provider) { p.Sign("HS256") },
		"no login":       func(p *oidctest.Provider) { p.Claim("preferred_username", nil) },
		"login, a list":  func(p *oidctest.Provider) { p.Claim("preferred_username", []string{"li.na"}) },
		"login, long":    func(p *oidctest.Provider) { p.Claim("preferred_username", strings.Repeat("a", 65)) },
		"long ago":       func(p *oidctest.Provider) { p.Claim("auth_time", past) },
		"not known when": func(p *oidctest.Provider) { p.Claim("auth_time", nil) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := oidctest.New(t, "li.na")
			p := of(server, func(c *Config) { c.MaxAge = 30 * time.Minute })
			if who, err := signIn(t, p); err != nil || who.Login != "li.na" {
				t.Fatalf("the right one: %+v, error %v", who, err)
			}
			bend(server)
			if who, err := signIn(t, p); err == nil || errors.Is(err, errs.ErrUnavailable) || who != (Person{}) {
				t.Errorf("%+v, error %v", who, err)
			}
		})
	}
}

// TestACodeOpensOnceWhereItWasAskedFor: another state, another browser's verifier, or the same
// code again open nothing.
func TestACodeOpensOnceWhereItWasAskedFor(t *testing.T) {
	t.Parallel()
	p := of(oidctest.New(t, "li.na"))
	begin := func() (Attempt, string, string) {
		address, a, err := p.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		state, code := visit(t, address)
		return a, state, code
	}
	a, state, code := begin()
	for name, wrong := range map[string]struct {
		Attempt
		state string
	}{"another state": {a, "x"}, "no state": {a, ""}, "another browser": {Attempt{}, state}, "nothing": {Attempt{}, ""}} {
		if _, err := p.Finish(t.Context(), wrong.Attempt, wrong.state, code); err == nil {
			t.Errorf("%s opens", name)
		}
	}
	if _, err := p.Finish(t.Context(), a, state, code); err != nil {
		t.Error(err)
	}
	if _, err := p.Finish(t.Context(), a, state, code); err == nil || errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("the same code again: %v", err)
	}
	mine, state, _ := begin()
	_, _, stolen := begin()
	if _, err := p.Finish(t.Context(), mine, state, stolen); err == nil {
		t.Error("a code that another browser asked for opens")
	}
	strange := of(oidctest.New(t, "li.na"), func(c *Config) { c.ClientSecret = "wrong" })
	if _, err := signIn(t, strange); err == nil || strings.Contains(err.Error(), "wrong") {
		t.Errorf("a wrong secret: %v", err)
	}
}

func TestOnlyTwoFactorsAreTwo(t *testing.T) {
	t.Parallel()
	server := oidctest.New(t, "li.na")
	p := of(server)
	for _, c := range []struct {
		amr, acr any
		want     bool
	}{
		{[]string{"pwd", "otp", "mfa"}, nil, true}, {nil, "https://refeds.org/profile/mfa", true}, {nil, "mfa", true},
		{nil, nil, false}, {[]string{"pwd"}, "1", false}, {[]string{"otp"}, nil, false}, {"mfa", nil, false}, {[]string{"not-mfa"}, "no mfa", false},
	} {
		server.Claim("amr", c.amr)
		server.Claim("acr", c.acr)
		if who, err := signIn(t, p); err != nil || who.TwoFactors != c.want {
			t.Errorf("amr %v, acr %v: %+v, error %v", c.amr, c.acr, who, err)
		}
	}
}

func TestAnAddressThatNobodyVerifiedIsNoLogin(t *testing.T) {
	t.Parallel()
	server := oidctest.New(t, "li.na")
	p := of(server, func(c *Config) { c.Claim = "email" })
	server.Claim("email", "li.na@example.org")
	for verified, want := range map[any]bool{nil: false, false: false, "true": false, true: true} {
		server.Claim("email_verified", verified)
		if _, err := signIn(t, p); (err == nil) != want {
			t.Errorf("verified %v: error %v", verified, err)
		}
	}
}

// TestAProviderThatIsAway is told so, is left alone for a moment, and found once it is back;
// what was known of it outlasts its absence.
func TestAProviderThatIsAway(t *testing.T) {
	t.Parallel()
	server := oidctest.New(t, "li.na")
	now := time.Now()
	server.Now = func() time.Time { return now }
	p := of(server, func(c *Config) { c.Now = func() time.Time { return now } })
	server.Down(true)
	for range 3 {
		if _, err := signIn(t, p); !errors.Is(err, errs.ErrUnavailable) {
			t.Fatalf("away: %v", err)
		}
	}
	if server.Asked() != 1 {
		t.Errorf("asked %d times in a moment", server.Asked())
	}
	server.Down(false)
	now = now.Add(leaveAlone)
	address, a, err := p.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	state, code := visit(t, address)
	server.Down(true)
	if _, err := p.Finish(t.Context(), a, state, code); !errors.Is(err, errs.ErrUnavailable) {
		t.Errorf("away in the middle: %v", err)
	}
	now = now.Add(2 * discoverAgain)
	if _, _, err := p.Begin(t.Context()); err != nil {
		t.Errorf("what was known is forgotten: %v", err)
	}
}

func TestAProviderThatHangsIsGivenUp(t *testing.T) {
	t.Parallel()
	server := oidctest.New(t, "li.na")
	p := of(server)
	p.client.Timeout = 50 * time.Millisecond
	server.Hang(true)
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
	defer cancel()
	if _, _, err := p.Begin(ctx); !errors.Is(err, errs.ErrUnavailable) || ctx.Err() != nil {
		t.Errorf("hangs: %v, %v", err, ctx.Err())
	}
}

// TestTheLoginMayBeToldApart: strict providers tell it at their UserInfo endpoint, of the same
// person; how and when somebody signed in counts from the token alone.
func TestTheLoginMayBeToldApart(t *testing.T) {
	t.Parallel()
	server := oidctest.New(t, "li.na")
	p := of(server, func(c *Config) { c.MaxAge = time.Hour })
	server.Claim("preferred_username", nil)
	server.Info(map[string]any{"sub": "7", "preferred_username": "li.na", "amr": []string{"mfa"}})
	if who, err := signIn(t, p); err != nil || who.Login != "li.na" || who.TwoFactors || who.Token == "" {
		t.Errorf("%+v, error %v", who, err)
	}
	for name, info := range map[string]map[string]any{
		"another person": {"sub": "8", "preferred_username": "li.na"}, "nobody": {"preferred_username": "li.na"}, "no login": {"sub": "7"},
	} {
		server.Info(info)
		if who, err := signIn(t, p); err == nil || who != (Person{}) {
			t.Errorf("%s: %+v", name, who)
		}
	}
	server.Claim("auth_time", nil)
	server.Info(map[string]any{"sub": "7", "preferred_username": "li.na", "auth_time": time.Now().Unix()})
	if _, err := signIn(t, p); err == nil {
		t.Error("the time of the sign-in was taken from elsewhere")
	}
}

// TestMetadataOfAnotherIssuer: what calls itself otherwise is not the provider that was set.
func TestMetadataOfAnotherIssuer(t *testing.T) {
	t.Parallel()
	server := oidctest.New(t, "li.na")
	p := of(server, func(c *Config) { c.Issuer += "/" })
	if _, _, err := p.Begin(t.Context()); !errors.Is(err, errs.ErrUnavailable) || !strings.Contains(err.Error(), "issuer") {
		t.Errorf("another issuer: %v", err)
	}
}
