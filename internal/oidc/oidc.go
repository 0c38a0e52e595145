// Package oidc signs people in at the organisation's own identity provider: OpenID Connect
// Core 1.0, the authorization code flow with PKCE (RFC 7636). Only it imports go-oidc and
// oauth2. It says who signed in; whether they have an account here is not its matter.
package oidc

import (
	"context"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"hotline12345/internal/errs"
)

const (
	// askFor is how long one question to the provider may take; a person waits for it.
	askFor = 5 * time.Second
	// discoverAgain is how long what the provider says of itself is believed, and
	// leaveAlone how long one that did not answer is not asked again.
	discoverAgain = time.Hour
	leaveAlone    = 5 * time.Second
	// skew is how far the provider's clock may be from ours.
	skew = time.Minute
	// maxAnswer bounds an answer of the provider, in bytes.
	maxAnswer = 1 << 20
	// maxLogin is the longest login that an account here can have.
	maxLogin = 64
)

// Config is what the provider knows of us, and we of it.
type Config struct {
	Issuer, ClientID, ClientSecret string
	// Claim of the id token is the login here.
	Claim string
	// Redirect is the address at which people come back.
	Redirect string
	// MaxAge is how long ago a person may have proved to the provider who they are; 0: any time.
	MaxAge time.Duration
	Now    func() time.Time // nil means time.Now
}

// Attempt is what binds a sign-in to the browser that began it.
type Attempt struct {
	State    string `json:"state"`
	Nonce    string `json:"nonce"`
	Verifier string `json:"verifier"` // of PKCE
}

// Person is who signed in.
type Person struct {
	Login string
	// Token is the id token, which signing out there takes as a hint.
	Token string
	// TwoFactors reports that the provider asked for a second factor.
	TwoFactors bool
}

// Provider is the organisation's identity provider. It is first asked when somebody signs in.
type Provider struct {
	cfg    Config
	client *http.Client

	mu     sync.Mutex
	known  *goidc.Provider
	asked  time.Time // when it was found
	failed time.Time // when it last did not answer
	why    error
}

// New returns a provider; it asks nothing yet.
func New(cfg Config) *Provider {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	return &Provider{cfg: cfg, client: &http.Client{Timeout: askFor, Transport: bounded{http.DefaultTransport}}}
}

// Begin returns where a person signs in. The error is errs.ErrUnavailable if the provider
// does not answer.
func (p *Provider) Begin(ctx context.Context) (string, Attempt, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", Attempt{}, err
	}
	a := Attempt{State: oauth2.GenerateVerifier(), Nonce: oauth2.GenerateVerifier(), Verifier: oauth2.GenerateVerifier()}
	options := []oauth2.AuthCodeOption{goidc.Nonce(a.Nonce), oauth2.S256ChallengeOption(a.Verifier)}
	if p.cfg.MaxAge > 0 {
		options = append(options, oauth2.SetAuthURLParam("max_age", strconv.Itoa(int(p.cfg.MaxAge.Seconds()))))
	}
	return p.oauth(found).AuthCodeURL(a.State, options...), a, nil
}

// Finish returns who came back with a state and a code. The error is errs.ErrUnavailable if
// the provider does not answer; any other one is a refusal and has no secrets in it.
func (p *Provider) Finish(ctx context.Context, a Attempt, state, code string) (Person, error) {
	if a.State == "" || a.Nonce == "" || a.Verifier == "" || subtle.ConstantTimeCompare([]byte(a.State), []byte(state)) != 1 {
		return Person{}, errors.New("the state is not of this browser")
	}
	found, err := p.discover(ctx)
	if err != nil {
		return Person{}, err
	}
	ctx, cancel := context.WithTimeout(goidc.ClientContext(ctx, p.client), 2*askFor)
	defer cancel()
	token, err := p.oauth(found).Exchange(ctx, code, oauth2.VerifierOption(a.Verifier))
	if err != nil {
		return Person{}, exchangeFailed(err)
	}
	raw, _ := token.Extra("id_token").(string)
	if raw == "" {
		return Person{}, errors.New("the provider gave no id token")
	}
	id, err := found.VerifierContext(goidc.ClientContext(ctx, p.client), &goidc.Config{ClientID: p.cfg.ClientID, Now: p.cfg.Now}).Verify(ctx, raw)
	if err != nil {
		return Person{}, fmt.Errorf("the id token: %w", err)
	}
	if subtle.ConstantTimeCompare([]byte(id.Nonce), []byte(a.Nonce)) != 1 {
		return Person{}, errors.New("the id token's nonce is of another sign-in")
	}
	claims := map[string]json.RawMessage{}
	if err := id.Claims(&claims); err != nil {
		return Person{}, fmt.Errorf("the id token's claims: %w", err)
	}
	if claims[p.cfg.Claim] == nil && found.UserInfoEndpoint() != "" {
		if err := p.askMore(ctx, found, token, id.Subject, claims); err != nil {
			return Person{}, err
		}
	}
	who, err := p.person(claims)
	if err == nil {
		who.Token = raw
	}
	return who, err
}

// End returns where a person signs out at the provider and is led back to back (OpenID Connect
// RP-Initiated Logout 1.0); "" for a provider that announces no such address, or one that
// anybody on the way could read. Without a token the provider asks the person.
func (p *Provider) End(ctx context.Context, token, back string) (string, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", err
	}
	var said struct {
		End string `json:"end_session_endpoint"`
	}
	if err := found.Claims(&said); err != nil || said.End == "" {
		return "", nil //nolint:nilerr // what it says of itself was read already; without an address there is none
	}
	u, err := url.Parse(said.End)
	if err != nil || u.Host == "" || u.Scheme != "https" && !strings.HasPrefix(p.cfg.Issuer, "http:") {
		return "", fmt.Errorf("the provider's address for signing out is %q", said.End)
	}
	q := u.Query()
	q.Set("client_id", p.cfg.ClientID)
	q.Set("post_logout_redirect_uri", back)
	if token != "" {
		q.Set("id_token_hint", token)
	}
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// askMore adds the login's claim from the provider's UserInfo endpoint: strict providers tell it
// there alone (Core 5.4). An answer about anybody else counts for nothing (Core 5.3.2).
func (p *Provider) askMore(ctx context.Context, found *goidc.Provider, token *oauth2.Token, subject string, claims map[string]json.RawMessage) error {
	info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(token))
	if err != nil {
		return fmt.Errorf("%w: ask for the person's claims: %w", errs.ErrUnavailable, err)
	}
	more := map[string]json.RawMessage{}
	if err := info.Claims(&more); err != nil || info.Subject != subject {
		return errors.New("the provider tells of another person (sub)")
	}
	for _, name := range []string{p.cfg.Claim, "email_verified"} {
		claims[name] = more[name]
	}
	return nil
}

// exchangeFailed returns why a code opened nothing, without the provider's words.
func exchangeFailed(err error) error {
	var said *oauth2.RetrieveError
	if errors.As(err, &said) && said.Response != nil && said.Response.StatusCode < http.StatusInternalServerError {
		return fmt.Errorf("the provider does not take the code: status %d, error %q", said.Response.StatusCode, said.ErrorCode)
	}
	if said != nil {
		return fmt.Errorf("%w: the provider fails to exchange the code", errs.ErrUnavailable)
	}
	return fmt.Errorf("%w: exchange the code: %w", errs.ErrUnavailable, err)
}

// person reads the claims of a token that is the provider's, and for this sign-in.
func (p *Provider) person(claims map[string]json.RawMessage) (Person, error) {
	if party := text(claims["azp"]); party != "" && party != p.cfg.ClientID { // Core 3.1.3.7
		return Person{}, errors.New("the id token is another client's (azp)")
	}
	if p.cfg.MaxAge > 0 {
		var at float64
		if json.Unmarshal(claims["auth_time"], &at) != nil || at <= 0 {
			return Person{}, errors.New("the id token has no auth_time, which max_age asks for")
		}
		if p.cfg.Now().Sub(time.Unix(int64(at), 0)) > p.cfg.MaxAge+skew {
			return Person{}, errors.New("the person proved who they are too long ago (auth_time)")
		}
	}
	login := text(claims[p.cfg.Claim])
	if login == "" || len(login) > maxLogin {
		return Person{}, fmt.Errorf("the claim %q is no login", p.cfg.Claim)
	}
	if p.cfg.Claim == "email" && string(claims["email_verified"]) != "true" {
		return Person{}, errors.New("the provider has not verified the address (email_verified)")
	}
	return Person{Login: login, TwoFactors: twoFactors(claims)}, nil
}

// multiFactor are the authentication contexts that say two factors, by their specifications.
var multiFactor = []string{"mfa", "https://refeds.org/profile/mfa", "http://schemas.openid.net/pape/policies/2007/06/multi-factor"}

// twoFactors reports whether a token says that two factors were asked for: "mfa" of
// RFC 8176 in amr, or such a context in acr. Names of single methods do not say so.
func twoFactors(claims map[string]json.RawMessage) bool {
	var methods []string
	if json.Unmarshal(claims["amr"], &methods) == nil && slices.Contains(methods, "mfa") {
		return true
	}
	return slices.Contains(multiFactor, text(claims["acr"]))
}

func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) != nil {
		return ""
	}
	return s
}

func (p *Provider) oauth(found *goidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: p.cfg.ClientID, ClientSecret: p.cfg.ClientSecret, Endpoint: found.Endpoint(),
		RedirectURL: p.cfg.Redirect, Scopes: []string{goidc.ScopeOpenID, "profile", "email"}}
}

// discover returns what the provider says of itself. What was known stands while the
// provider is away; one that failed a moment ago is left alone.
func (p *Provider) discover(ctx context.Context) (*goidc.Provider, error) {
	p.mu.Lock()
	known, now := p.known, p.cfg.Now()
	fresh, alone, why := known != nil && now.Sub(p.asked) < discoverAgain, now.Sub(p.failed) < leaveAlone, p.why
	p.mu.Unlock()
	switch {
	case fresh || known != nil && alone:
		return known, nil
	case alone:
		return nil, why
	}
	ctx, cancel := context.WithTimeout(goidc.ClientContext(context.WithoutCancel(ctx), p.client), askFor)
	defer cancel()
	found, err := goidc.NewProvider(ctx, p.cfg.Issuer)
	p.mu.Lock()
	defer p.mu.Unlock()
	if err != nil {
		p.failed, p.why = p.cfg.Now(), fmt.Errorf("%w: ask the identity provider for its addresses: %w", errs.ErrUnavailable, err)
		if p.known != nil {
			return p.known, nil
		}
		return nil, p.why
	}
	p.known, p.asked = found, p.cfg.Now()
	return found, nil
}

// bounded bounds what is read of each answer.
type bounded struct{ http.RoundTripper }

func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	res, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(res.Body, maxAnswer), res.Body}
	}
	return res, err
}
