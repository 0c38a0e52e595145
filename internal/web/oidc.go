package web

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// OIDC is the organisation's identity provider. Its errors are errs.ErrUnavailable if it does
// not answer, and refusals otherwise.
type OIDC interface {
	// Begin returns where a person signs in, and what binds that to their browser.
	Begin(ctx context.Context) (address, secret string, err error)
	// Finish returns who came back with a state and a code.
	Finish(ctx context.Context, secret, state, code string) (Identity, error)
	// End returns where a person signs out at the provider, by the token of their sign-in; ""
	// if it has no such place.
	End(ctx context.Context, token string) (address string, err error)
}

// Identity is who signed in at the provider.
type Identity struct {
	Login string
	// TwoFactors reports that the provider asked for a second factor.
	TwoFactors bool
	Token      string // the id token: signing out there takes it
}

const (
	oidcPath   = "/api/session/oidc"
	oidcCookie = "hotline_oidc"
	// oidcFor is how long a person may take at the provider, and then for our own code.
	oidcFor = 10 * time.Minute
	// oidcAtOnce and oidcSoon bound who waits for the provider.
	oidcAtOnce, oidcSoon = 8, 64
)

// oidcRoutes registers signing in at the organisation's provider. Browsers go there and come
// back as to pages, so each answer leads on; an error stands on the sign-in page.
func (s *Server) oidcRoutes() {
	leads := func(o *huma.Operation) { o.DefaultStatus = http.StatusSeeOther }
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: oidcPath, ID: "begin-oidc", Describe: leads,
		Summary: "Go to the organisation's provider to sign in; to the sign-in page with ?oidc=… if that cannot be", Public: true}, s.beginOIDC)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: oidcPath + "/return", ID: "finish-oidc", Describe: leads,
		Summary: "Come back from there; on to the page that was wanted, or to the sign-in page with ?oidc=…", Public: true}, s.finishOIDC)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: oidcPath + "/code", ID: "sign-in-code",
		Summary: "Sign in with the second factor, after the provider that asked for none", Public: true}, s.signInCode)
}

// leadOn is an answer that sends a browser on.
type leadOn struct {
	Location  string      `header:"Location"`
	SetCookie http.Cookie `header:"Set-Cookie"`
}

// underWay is what the browser keeps of a sign-in while its person is at the provider.
type underWay struct {
	Bound string `json:"bound"` // what binds it to this browser
	To    string `json:"to"`
}

type beginOIDCRequest struct {
	To string `query:"to" doc:"the page to come back to, a path"`
}

func (s *Server) beginOIDC(ctx context.Context, in *beginOIDCRequest) (*leadOn, error) {
	to := ownPage(in.To)
	if s.cfg.OIDC == nil {
		return s.backToSignIn(ctx, "oidc_off", to), nil
	}
	leave, ok := s.identity.Take(ctx)
	if !ok {
		return s.backToSignIn(ctx, "busy", to), nil
	}
	defer leave()
	address, secret, err := s.cfg.OIDC.Begin(ctx)
	if err != nil {
		return s.backToSignIn(ctx, s.whyNoOIDC(ctx, err), to), nil
	}
	raw, err := json.Marshal(underWay{secret, to})
	if err != nil {
		return nil, err
	}
	return &leadOn{Location: address, SetCookie: oidcCookieOf(ctx, base64.RawURLEncoding.EncodeToString(raw), int(oidcFor.Seconds()))}, nil
}

// oidcCookieOf returns the cookie of a sign-in that is under way. Lax: the provider leads
// back from another site.
func oidcCookieOf(ctx context.Context, value string, age int) http.Cookie {
	return http.Cookie{ //nolint:gosec // G124: Secure where the browser came over TLS; it would keep none otherwise
		Name: oidcCookie, Value: value, Path: oidcPath, MaxAge: age, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: httpapi.RequestInfoOf(ctx).Secure,
	}
}

type finishOIDCRequest struct {
	State    string `query:"state"`
	Code     string `query:"code"`
	Error    string `query:"error" doc:"why the provider signs nobody in (RFC 6749, 4.1.2.1)"`
	UnderWay string `cookie:"hotline_oidc"`
}

func (s *Server) finishOIDC(ctx context.Context, in *finishOIDCRequest) (*leadOn, error) {
	var u underWay
	raw, err := base64.RawURLEncoding.DecodeString(in.UnderWay)
	if err != nil || json.Unmarshal(raw, &u) != nil {
		u = underWay{} // then no state fits
	}
	to := ownPage(u.To)
	if s.cfg.OIDC == nil {
		return s.backToSignIn(ctx, "oidc_off", to), nil
	}
	leave, ok := s.identity.Take(ctx)
	if !ok {
		return s.backToSignIn(ctx, "busy", to), nil
	}
	defer leave()
	if in.Error != "" {
		err = errors.New("the provider signs nobody in: " + oneWord(in.Error))
		return s.backToSignIn(ctx, s.whyNoOIDC(ctx, err), to), nil
	}
	who, err := s.cfg.OIDC.Finish(ctx, u.Bound, in.State, in.Code)
	if err != nil {
		return s.backToSignIn(ctx, s.whyNoOIDC(ctx, err), to), nil
	}
	if err := s.signInAs(ctx, who); err != nil {
		return s.backToSignIn(ctx, s.api.ProblemOf(ctx, err).Code, to), nil
	}
	return &leadOn{Location: to, SetCookie: oidcCookieOf(ctx, "", -1)}, nil
}

// signInAs begins the session of a login that the provider vouches for, or waits for our own
// second factor if the account has one and the provider asked for none.
func (s *Server) signInAs(ctx context.Context, who Identity) error {
	login := who.Login
	if err := s.mayTry(ctx, login); err != nil {
		return err
	}
	u, err := s.cfg.Users.UserByLogin(ctx, login)
	known := !errors.Is(err, errs.ErrNotFound)
	switch {
	case err != nil && known:
		return err
	case known && !u.Disabled && u.Machine:
		return machineAccount()
	case known && !u.Disabled && u.SecondFactor && !who.TwoFactors:
		return s.awaitCode(ctx, u, who.Token)
	}
	if err := s.noteSignIn(ctx, login, u, known && !u.Disabled); err != nil {
		return err
	}
	switch {
	case !known:
		return httpapi.NewProblem(http.StatusUnauthorized, "oidc_unknown", "no account here has that login; ask your administrator for one")
	case u.Disabled:
		return httpapi.AccountOff()
	}
	s.keepToken(ctx, who.Token)
	_, err = s.beginBy(ctx, u, byProvider(who.TwoFactors))
	return err
}

// longestToken bounds the id token that a session keeps, in bytes; without one the provider
// asks the person whether they sign out.
const longestToken = 8 << 10

// keepToken keeps the id token of a sign-in in its session, for signing out there. Anything
// else that it could open is over: the provider's answer for this client names this sign-in.
func (s *Server) keepToken(ctx context.Context, token string) {
	if len(token) > longestToken {
		token = ""
	}
	s.sessions.Put(ctx, "id_token", token)
}

// endElsewhere returns where the person of a session signs out at the provider too; "" for who
// did not sign in there, and for a provider that has no such place or does not answer: here
// they are signed out all the same.
func (s *Server) endElsewhere(ctx context.Context) string {
	if by := s.sessions.GetString(ctx, "by"); by == "" || s.cfg.OIDC == nil {
		return ""
	}
	leave, ok := s.identity.Take(ctx)
	if !ok {
		return ""
	}
	defer leave()
	address, err := s.cfg.OIDC.End(ctx, s.sessions.GetString(ctx, "id_token"))
	if err != nil {
		s.cfg.Log.Warn("nobody is signed out at the identity provider (HOTLINE_OIDC_ISSUER)", zap.Error(err), zap.String("request", httpapi.RequestInfoOf(ctx).ID))
	}
	return address
}

// noteSignIn records a try to sign in, whichever way.
func (s *Server) noteSignIn(ctx context.Context, login string, u org.User, ok bool) error {
	from := httpapi.RequestInfoOf(ctx)
	if err := s.cfg.Users.RecordLogin(ctx, login, from.Addr, from.Place(), ok); err != nil {
		return err
	}
	// What was typed as a login may be a password: only known ones are logged.
	s.cfg.Log.Info("sign-in", zap.Bool("ok", ok), zap.String("login", u.Login), zap.String("addr", from.Addr),
		zap.String("request", from.ID))
	return nil
}

// awaitCode notes in a session of nobody whose code is awaited.
func (s *Server) awaitCode(ctx context.Context, u org.User, token string) error {
	if err := s.sessions.Clear(ctx); err != nil {
		return err
	}
	if err := s.sessions.RenewToken(ctx); err != nil { // against session fixation
		return err
	}
	s.keepToken(ctx, token)
	s.sessions.Put(ctx, "awaits", u.Login)
	s.sessions.Put(ctx, "epoch", u.Epoch)
	s.sessions.Put(ctx, "until", s.cfg.Now().Add(oidcFor).Unix())
	if _, _, err := s.sessions.Commit(ctx); err != nil {
		return err
	}
	return httpapi.NewProblem(http.StatusUnauthorized, "code_needed", "the code of the telephone, or a recovery code")
}

type signInCodeRequest struct {
	Body struct {
		Code string `json:"code" maxLength:"40" doc:"of the telephone, or a recovery code"`
	}
}

func (s *Server) signInCode(ctx context.Context, in *signInCodeRequest) (*sessionReply, error) {
	login := s.sessions.GetString(ctx, "awaits")
	if login == "" || s.cfg.Now().Unix() >= s.sessions.GetInt64(ctx, "until") {
		return nil, oidcAgain()
	}
	if err := s.mayTry(ctx, login); err != nil {
		return nil, err
	}
	u, err := s.cfg.Users.UserByLogin(ctx, login)
	switch {
	case errors.Is(err, errs.ErrNotFound), err == nil && u.Epoch != s.sessions.GetInt(ctx, "epoch"):
		return nil, oidcAgain()
	case err != nil:
		return nil, err
	case u.Disabled:
		return nil, httpapi.AccountOff()
	}
	ok, err := s.codeFits(ctx, u, in.Body.Code)
	if err != nil {
		return nil, err
	}
	if err := s.noteSignIn(ctx, login, u, ok); err != nil {
		return nil, err
	}
	if !ok {
		return nil, wrongCode()
	}
	return s.beginBy(ctx, u, byProvider(false))
}

func oidcAgain() *httpapi.Problem {
	return httpapi.NewProblem(http.StatusUnauthorized, "oidc_again", "sign in with the organisation's account again")
}

// whyNoOIDC logs why the provider signs nobody in, and returns the code that pages say.
func (s *Server) whyNoOIDC(ctx context.Context, err error) string {
	s.cfg.Log.Warn("nobody is signed in by the identity provider (HOTLINE_OIDC_ISSUER)", zap.Error(err),
		zap.String("addr", httpapi.RequestInfoOf(ctx).Addr), zap.String("request", httpapi.RequestInfoOf(ctx).ID))
	if errors.Is(err, errs.ErrUnavailable) {
		return "oidc_away"
	}
	return "oidc_refused"
}

// backToSignIn leads to the sign-in page, which says a code and keeps where the person wanted.
func (s *Server) backToSignIn(ctx context.Context, code, to string) *leadOn {
	return &leadOn{Location: "/login?" + url.Values{"oidc": {code}, "to": {to}}.Encode(), SetCookie: oidcCookieOf(ctx, "", -1)}
}

// ownPage returns a path of ours, "/" for anything else: an address that leads elsewhere
// would make this site vouch for that one.
func ownPage(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Scheme != "" || u.Host != "" || len(to) > 1000 || !strings.HasPrefix(u.Path, "/") ||
		strings.HasPrefix(u.Path, "//") || strings.Contains(to, `\`) || strings.HasPrefix(u.Path, "/api/") {
		return "/"
	}
	return u.String()
}

// oneWord returns an error code of RFC 6749 as it may stand in a log.
func oneWord(s string) string {
	for _, r := range s {
		if (r < 'a' || r > 'z') && r != '_' {
			return "an error without a known form"
		}
	}
	return s[:min(len(s), 40)]
}
