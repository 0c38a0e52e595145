package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"
	"github.com/danielgtaylor/huma/v2"
	"go.uber.org/zap"

	"hotline12345/tickets"
)

const (
	// maxFailures within failureWindow close a login, or an address.
	maxFailures        = 10
	maxFailuresAddress = 50
	failureWindow      = 15 * time.Minute
)

// nobodyHash is checked when the login is unknown, so that the answer takes as long
// as for a known one.
var nobodyHash = sync.OnceValue(func() string {
	h, err := argon2id.CreateHash("nobody", argon2id.DefaultParams)
	if err != nil {
		panic(err) // no randomness: nothing is safe
	}
	return h
})

// HashPassword makes the stored form of a password (argon2id).
func HashPassword(password string) (string, error) {
	return argon2id.CreateHash(password, argon2id.DefaultParams)
}

type signInRequest struct {
	Body struct {
		Login    string `json:"login" maxLength:"64"`
		Password string `json:"password" maxLength:"256"`
	}
}

// Session is who is signed in.
type Session struct {
	User tickets.User `json:"user"`
}

type sessionReply struct{ Body Session }

func (s *Server) signIn(ctx context.Context, in *signInRequest) (*sessionReply, error) {
	addr, _ := ctx.Value(addrKey{}).(string)
	byLogin, byAddr, err := s.cfg.Users.FailedLogins(ctx, in.Body.Login, addr, s.cfg.Now().Add(-failureWindow))
	if err != nil {
		return nil, problemOf(err)
	}
	if byLogin >= maxFailures || byAddr >= maxFailuresAddress {
		return nil, huma.ErrorWithHeaders(
			problem(http.StatusTooManyRequests, "too_many_attempts", "too many wrong passwords; wait a quarter of an hour"),
			http.Header{"Retry-After": {"900"}})
	}
	u, err := s.cfg.Users.UserByLogin(ctx, in.Body.Login)
	if err != nil && !errors.Is(err, tickets.ErrNotFound) {
		return nil, problemOf(err)
	}
	ok := s.passwordFits(u, err == nil, in.Body.Password)
	if err := s.cfg.Users.RecordLogin(ctx, in.Body.Login, addr, ok); err != nil {
		return nil, problemOf(err)
	}
	if !ok {
		return nil, problem(http.StatusUnauthorized, "wrong_password", "the name or the password is wrong")
	}
	return s.begin(ctx, u)
}

// passwordFits checks a password. Two at a time: argon2id takes 64 MB each.
func (s *Server) passwordFits(u tickets.User, known bool, password string) bool {
	s.logins <- struct{}{}
	defer func() { <-s.logins }()
	hash := u.PasswordHash
	if !known || hash == "" {
		hash, known = nobodyHash(), false
	}
	fits, err := argon2id.ComparePasswordAndHash(password, hash)
	if err != nil {
		s.cfg.Log.Error("stored password cannot be read", zap.String("login", u.Login), zap.Error(err))
	}
	return fits && known && !u.Disabled
}

func (s *Server) begin(ctx context.Context, u tickets.User) (*sessionReply, error) {
	if err := s.sessions.RenewToken(ctx); err != nil { // against session fixation
		return nil, away()
	}
	raw, err := json.Marshal(u)
	if err != nil {
		return nil, err
	}
	s.sessions.Put(ctx, "user", raw)
	return &sessionReply{Body: Session{User: u}}, nil
}

func (s *Server) session(ctx context.Context, _ *struct{}) (*sessionReply, error) {
	return &sessionReply{Body: Session{User: userOf(ctx)}}, nil
}

func (s *Server) signOut(ctx context.Context, _ *struct{}) (*struct{}, error) {
	if err := s.sessions.Destroy(ctx); err != nil {
		return nil, away()
	}
	return nil, nil
}
