package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// sessionRoutes registers signing in and out, and one's own password.
func (s *Server) sessionRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/session", ID: "sign-in",
		Summary: "Sign in", Public: true}, s.signIn)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/session", ID: "get-session",
		Summary: "Who is signed in",
		Roles:   httpapi.Anyone, BeforePassword: true}, s.session)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodDelete, Path: "/api/session", ID: "sign-out",
		Summary: "Sign out; the answer says where to go on to sign out at the organisation's provider",
		Roles:   httpapi.Anyone, BeforePassword: true,
		Describe: func(o *huma.Operation) {
			o.Responses = map[string]*huma.Response{"204": {Description: "Signed out; there is nowhere to go on to"}}
		}}, s.signOut)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPut, Path: "/api/session/password", ID: "change-password",
		Summary: "Choose another password; one's other sessions end",
		Roles:   httpapi.Anyone, BeforePassword: true}, s.changePassword)
}

type signInRequest struct {
	Body struct {
		Login    string `json:"login" maxLength:"64"`
		Password string `json:"password" maxLength:"256"`
		Code     string `json:"code,omitempty" maxLength:"40" doc:"of the telephone, or a recovery code, where code_needed was the answer"`
	}
}

// Session is the signed-in user, and the settings of the session.
type Session struct {
	User org.User `json:"user"`
	// Idle is after how many seconds without a touch of the page it asks for the
	// password again; 0 is never.
	Idle int `json:"idle"`
}

type sessionReply struct{ Body Session }

// signIn checks a password and begins a session. Every try is recorded.
func (s *Server) signIn(ctx context.Context, in *signInRequest) (*sessionReply, error) {
	login := in.Body.Login
	if err := s.mayTry(ctx, login); err != nil {
		return nil, err
	}
	leave, ok := s.passwords.Take(ctx)
	if !ok {
		return nil, busy()
	}
	defer leave()
	if err := s.mayTry(ctx, login); err != nil { // others may have failed meanwhile
		return nil, err
	}
	u, err := s.cfg.Users.UserByLogin(ctx, login)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return nil, err
	}
	known := err == nil
	fits := s.passwordFits(u, known, in.Body.Password)
	ok = fits && !u.Disabled && !u.Machine
	if ok && u.SecondFactor {
		if in.Body.Code == "" { // neither a failure nor a success yet
			return nil, httpapi.NewProblem(http.StatusUnauthorized, "code_needed", "the code of the telephone, or a recovery code")
		}
		if ok, err = s.codeFits(ctx, u, in.Body.Code); err != nil {
			return nil, err
		}
	}
	if err := s.noteSignIn(ctx, login, u, ok); err != nil {
		return nil, err
	}
	switch {
	case fits && u.Disabled: // only who knows the password learns it
		return nil, httpapi.AccountOff()
	case fits && u.Machine:
		return nil, machineAccount()
	case fits && !ok:
		return nil, wrongCode()
	case !ok:
		return nil, httpapi.NewProblem(http.StatusUnauthorized, "wrong_password", "the name or the password is wrong")
	}
	return s.begin(ctx, u)
}

// mayTry refuses further tries after too many wrong ones.
func (s *Server) mayTry(ctx context.Context, login string) error {
	failed, err := s.cfg.Users.FailedLogins(ctx, login, httpapi.RequestInfoOf(ctx).Place(), s.cfg.Now())
	if err != nil {
		return err
	}
	if failed.Closed() {
		p := httpapi.NewProblem(http.StatusTooManyRequests, "too_many_attempts", "too many wrong passwords; wait a quarter of an hour, or sign in where you usually do")
		p.RetryAfter = org.FailureWindow
		return p
	}
	return nil
}

// machineAccount: a session has no scopes, and would not say which program it is.
func machineAccount() *httpapi.Problem {
	return httpapi.NewProblem(http.StatusForbidden, "machine_account", "this account is a program's: it works with a token, and nobody signs in with it")
}

func wrongCode() *httpapi.Problem {
	return httpapi.NewProblem(http.StatusUnauthorized, "wrong_code", "the code is wrong, or was used already; wait for the next one")
}

// How a session began, as it is kept in it; empty: with a password.
const (
	byOIDC           = "oidc"
	byOIDCTwoFactors = "oidc, two factors"
)

func byProvider(twoFactors bool) string {
	if twoFactors {
		return byOIDCTwoFactors
	}
	return byOIDC
}

// begin begins a session after a password.
func (s *Server) begin(ctx context.Context, u org.User) (*sessionReply, error) {
	return s.beginBy(ctx, u, "")
}

// asked returns a session's user with what is asked of them. Who came by the provider used no
// password of ours, so its age does not matter; nor does our second factor after theirs.
func (s *Server) asked(ctx context.Context, u org.User) org.User {
	u = s.cfg.Policy.Apply(u, s.cfg.Now())
	by := s.sessions.GetString(ctx, "by")
	if by != "" {
		u.MustChange, u.PasswordExpired = false, false
	}
	if by == byOIDCTwoFactors {
		u.MustEnroll = false
	}
	return u
}

func (s *Server) beginBy(ctx context.Context, u org.User, by string) (*sessionReply, error) {
	if err := s.sessions.RenewToken(ctx); err != nil { // against session fixation
		return nil, err
	}
	raw, err := json.Marshal(u)
	if err != nil {
		return nil, err
	}
	s.sessions.Put(ctx, "user", raw)
	s.sessions.Put(ctx, "epoch", u.Epoch)
	s.sessions.Put(ctx, "by", by)
	s.sessions.Remove(ctx, "awaits")
	if _, _, err := s.sessions.Commit(ctx); err != nil { // while the reply can still be an error
		return nil, err
	}
	s.accounts.update(u)
	u = s.asked(ctx, u)
	s.activity.idle(s.sessions.Token(ctx), 0, time.Time{}) // its time begins now
	httpapi.RequestInfoOf(ctx).Login = u.Login
	return s.sessionOf(u), nil
}

func (s *Server) session(ctx context.Context, _ *struct{}) (*sessionReply, error) {
	return s.sessionOf(httpapi.UserOf(ctx)), nil
}

func (s *Server) sessionOf(u org.User) *sessionReply {
	return &sessionReply{Body: Session{User: u, Idle: int(s.cfg.Idle.Seconds())}}
}

// SignedOut says where a person goes on who signed in at the organisation's provider.
type SignedOut struct {
	Elsewhere string `json:"elsewhere,omitempty" doc:"the provider's address for signing out there; none: it is done"`
}

// signedOutReply is 204 without a body where there is nowhere to go.
type signedOutReply struct {
	Status int
	Body   *SignedOut
}

func (s *Server) signOut(ctx context.Context, _ *struct{}) (*signedOutReply, error) {
	elsewhere := s.endElsewhere(ctx)
	if err := s.sessions.Destroy(ctx); err != nil || elsewhere == "" {
		return &signedOutReply{Status: http.StatusNoContent}, err
	}
	return &signedOutReply{Status: http.StatusOK, Body: &SignedOut{elsewhere}}, nil
}
