package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"go.uber.org/zap"

	"hotline12345/tickets"
)

const (
	// maxFailures within failureWindow close a login, maxFailuresAddress an
	// address: a whole centre may share one.
	maxFailures        = 10
	maxFailuresAddress = 50
	failureWindow      = 15 * time.Minute
)

type signInRequest struct {
	Body struct {
		Login    string `json:"login" maxLength:"64"`
		Password string `json:"password" maxLength:"256"`
	}
}

// Session is who is signed in.
type Session struct {
	User tickets.User `json:"user"`
	// Idle is after how many seconds without anybody at the page it asks for the
	// password again; 0 is never.
	Idle int `json:"idle"`
}

type sessionReply struct{ Body Session }

// signIn checks a password and begins a session. Every try is recorded.
func (s *Server) signIn(ctx context.Context, in *signInRequest) (*sessionReply, error) {
	login, addr := in.Body.Login, visitOf(ctx).addr
	if err := s.mayTry(ctx, login, addr); err != nil {
		return nil, err
	}
	leave, ok := s.passwords.take(ctx)
	if !ok {
		return nil, busy()
	}
	defer leave()
	if err := s.mayTry(ctx, login, addr); err != nil { // others may have failed meanwhile
		return nil, err
	}
	u, err := s.cfg.Users.UserByLogin(ctx, login)
	if err != nil && !errors.Is(err, tickets.ErrNotFound) {
		return nil, err
	}
	known := err == nil
	fits := s.passwordFits(u, known, in.Body.Password)
	ok = fits && !u.Disabled
	if err := s.cfg.Users.RecordLogin(ctx, login, addr, ok); err != nil {
		return nil, err
	}
	// What was typed as a login may be a password: only known ones are logged.
	s.cfg.Log.Info("sign-in", zap.Bool("ok", ok), zap.String("login", u.Login), zap.String("addr", addr),
		zap.String("request", visitOf(ctx).id))
	switch {
	case fits && u.Disabled: // only who knows the password learns it
		return nil, accountOff()
	case !ok:
		return nil, problem(http.StatusUnauthorized, "wrong_password", "the name or the password is wrong")
	}
	return s.begin(ctx, u)
}

// mayTry refuses further tries after too many wrong ones.
func (s *Server) mayTry(ctx context.Context, login, addr string) error {
	byLogin, byAddr, err := s.cfg.Users.FailedLogins(ctx, login, addr, s.cfg.Now().Add(-failureWindow))
	if err != nil {
		return err
	}
	if byLogin >= maxFailures || byAddr >= maxFailuresAddress {
		p := problem(http.StatusTooManyRequests, "too_many_attempts", "too many wrong passwords; wait a quarter of an hour")
		p.retryAfter = failureWindow
		return p
	}
	return nil
}

func (s *Server) begin(ctx context.Context, u tickets.User) (*sessionReply, error) {
	if err := s.sessions.RenewToken(ctx); err != nil { // against session fixation
		return nil, err
	}
	raw, err := json.Marshal(u)
	if err != nil {
		return nil, err
	}
	s.sessions.Put(ctx, "user", raw)
	s.sessions.Put(ctx, "epoch", u.Epoch)
	if _, _, err := s.sessions.Commit(ctx); err != nil { // while the answer can still say so
		return nil, err
	}
	s.accounts.learn(u)
	s.activity.idle(s.sessions.Token(ctx), 0, time.Time{}) // its time begins now
	visitOf(ctx).login = u.Login
	return s.sessionOf(u), nil
}

func (s *Server) session(ctx context.Context, _ *struct{}) (*sessionReply, error) {
	return s.sessionOf(userOf(ctx)), nil
}

func (s *Server) sessionOf(u tickets.User) *sessionReply {
	return &sessionReply{Body: Session{User: u, Idle: int(s.cfg.Idle.Seconds())}}
}

func (s *Server) signOut(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, s.sessions.Destroy(ctx)
}
