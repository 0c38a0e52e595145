package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"

	"hotline12345/internal/oidc"
	"hotline12345/internal/web"
)

// oidcReturn is where the provider leads people back to, below HOTLINE_PUBLIC_URL.
const oidcReturn = "/api/session/oidc/return"

// checkIdentity refuses half a setting of the identity provider, and an address that
// anybody on the way could read.
func (s Settings) checkIdentity() error {
	if s.OIDCIssuer == "" {
		return nil
	}
	for name, value := range map[string]string{"HOTLINE_OIDC_CLIENT_ID": s.OIDCClientID, "HOTLINE_OIDC_CLIENT_SECRET": s.OIDCClientSecret} {
		if value == "" {
			return fmt.Errorf("read settings: %s is empty: the identity provider's administrator gives it for this service; without HOTLINE_OIDC_ISSUER people sign in with passwords alone", name)
		}
	}
	if s.OIDCClaim == "" {
		return fmt.Errorf("read settings: HOTLINE_OIDC_CLAIM is empty: the claim of the id token that is the login here, such as preferred_username")
	}
	if !protected(s.OIDCIssuer) {
		return fmt.Errorf("read settings: HOTLINE_OIDC_ISSUER is %q: the issuer's https address as its administrator tells it, such as https://id.example.org/realms/city", s.OIDCIssuer)
	}
	if !protected(s.PublicURL) {
		return fmt.Errorf("read settings: HOTLINE_PUBLIC_URL is %q: with HOTLINE_OIDC_ISSUER it has to be the https address at which people open the pages, such as https://12345.example.org; register %s below it with the provider", s.PublicURL, oidcReturn)
	}
	return nil
}

// protected reports whether an address is over TLS, or on this machine.
func protected(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost" || u.Hostname() == "::1")
}

// Identity returns the organisation's identity provider; nil where none is set. It is not
// asked before somebody signs in.
func (s Settings) Identity() web.OIDC {
	if s.OIDCIssuer == "" {
		return nil
	}
	base := strings.TrimRight(s.PublicURL, "/")
	return identity{oidc.New(oidc.Config{Issuer: s.OIDCIssuer, ClientID: s.OIDCClientID, ClientSecret: s.OIDCClientSecret, Claim: s.OIDCClaim,
		Redirect: base + oidcReturn, MaxAge: s.Idle}), base + "/login"}
}

// identity is a provider as the pages know it.
type identity struct {
	provider *oidc.Provider
	home     string // where people come back to after they signed out
}

// Begin implements web.OIDC.
func (i identity) Begin(ctx context.Context) (address, secret string, err error) {
	address, attempt, err := i.provider.Begin(ctx)
	if err != nil {
		return "", "", err
	}
	raw, err := json.Marshal(attempt)
	return address, string(raw), err
}

// Finish implements web.OIDC.
func (i identity) Finish(ctx context.Context, secret, state, code string) (web.Identity, error) {
	var attempt oidc.Attempt
	_ = json.Unmarshal([]byte(secret), &attempt) // an empty one fits no state
	who, err := i.provider.Finish(ctx, attempt, state, code)
	return web.Identity{Login: who.Login, TwoFactors: who.TwoFactors, Token: who.Token}, err
}

// End implements web.OIDC.
func (i identity) End(ctx context.Context, token string) (string, error) {
	return i.provider.End(ctx, token, i.home)
}
