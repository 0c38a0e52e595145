package web

import (
	"context"
	"fmt"
	"net/http"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

type ownPasswordRequest struct {
	Body struct {
		// Old is not asked of those who have just signed in with a password that
		// an administrator chose.
		Old string `json:"old,omitempty" maxLength:"256"`
		New string `json:"new" maxLength:"256"`
	}
}

// changePassword gives users the password that they choose. Their other sessions
// end; this one goes on.
func (s *Server) changePassword(ctx context.Context, in *ownPasswordRequest) (*sessionReply, error) {
	u, err := s.cfg.Users.UserByLogin(ctx, httpapi.UserOf(ctx).Login) // fresh
	if err != nil {
		return nil, err
	}
	if code := org.CheckPassword(u.Login, in.Body.New); code != "" {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "new", Code: code}}}
	}
	from := httpapi.RequestInfoOf(ctx)
	if err := s.mayTry(ctx, u.Login); err != nil {
		return nil, err
	}
	leave, ok := s.passwords.Take(ctx)
	if !ok {
		return nil, busy()
	}
	defer leave()
	first := u.MustChange && httpapi.UserOf(ctx).MustChange // who came by the provider has shown no password
	if !first && !s.passwordFits(u, true, in.Body.Old) {
		if err := s.cfg.Users.RecordLogin(ctx, u.Login, from.Addr, from.Place(), false); err != nil { // guessing here counts too
			return nil, err
		}
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "old", Code: errs.CodeInvalid}}}
	}
	if s.passwordFits(u, true, in.Body.New) {
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "new", Code: org.CodeSame}}}
	}
	hash, err := HashPassword(in.Body.New)
	if err != nil {
		return nil, fmt.Errorf("change the password of %s: %w", u.Login, err)
	}
	s.accounts.doubt(u.Login)
	if u, err = s.cfg.Accounts.ChangePassword(ctx, httpapi.ActorOf(ctx), u, hash); err != nil {
		return nil, err
	}
	s.dismiss(u) // closes websockets of ended sessions; the page's own connects again
	return s.begin(ctx, u)
}

func busy() *httpapi.Problem {
	return httpapi.NewProblem(http.StatusServiceUnavailable, "busy", "too many people sign in at this moment; try again")
}
