package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// Factors keeps second factors: what each method does is said in postgres/accounts.
type Factors interface {
	Factor(ctx context.Context, user string) (org.SecondFactor, error)
	BeginFactor(ctx context.Context, user string, secret []byte, at time.Time) error
	ConfirmFactor(ctx context.Context, user string, step int64, codes []string, at time.Time) error
	UseStep(ctx context.Context, user string, step int64) (bool, error)
	UseRecovery(ctx context.Context, user, hash string, at time.Time) (bool, error)
	RemoveFactor(ctx context.Context, user string) error
}

// factorRoutes registers second factors.
func (s *Server) factorRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/session/factor", ID: "begin-factor",
		Summary: "Begin a second factor: the secret for the telephone, shown this once",
		Roles:   httpapi.Anyone, BeforePassword: true}, s.beginFactor)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPut, Path: "/api/session/factor", ID: "confirm-factor",
		Summary: "Confirm it with the first code; the recovery codes are shown this once",
		Roles:   httpapi.Anyone, BeforePassword: true}, s.confirmFactor)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/session/factor/removal", ID: "remove-factor",
		Summary: "Do without the second factor, by the password and a code of it",
		Roles:   httpapi.Anyone}, s.removeFactor)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodDelete, Path: "/api/users/{login}/factor", ID: "reset-factor",
		Summary: "Take a second factor away whose telephone is lost; the account's sessions end",
		Roles:   httpapi.Administrators}, s.resetFactor)
}

type factorRequest struct {
	Body struct {
		Password string `json:"password" maxLength:"256" doc:"the person's own, again"`
	}
}

// NewFactor is the secret of a second factor; it is shown once.
type NewFactor struct {
	Secret  string `json:"secret" doc:"in base32, to be typed"`
	Address string `json:"address" doc:"otpauth://…"`
	Picture string `json:"picture" doc:"the address as a QR code, data:image/png"`
}

type newFactorReply struct{ Body NewFactor }

func (s *Server) beginFactor(ctx context.Context, in *factorRequest) (*newFactorReply, error) {
	u, err := s.again(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	issuer := "12345"
	if s.cfg.City.ZhCN != "" {
		issuer = s.cfg.City.ZhCN + "12345"
	}
	secret, address, picture, err := newSecret(issuer, u.Login)
	if err != nil {
		return nil, err
	}
	key, err := s.cfg.FactorKey(ctx)
	if err != nil {
		return nil, err
	}
	sealed, err := sealSecret(key, secret)
	if err != nil {
		return nil, err
	}
	if err := s.cfg.Factors.BeginFactor(ctx, u.ID, sealed, s.cfg.Now()); err != nil {
		return nil, err
	}
	return &newFactorReply{Body: NewFactor{secret, address, picture}}, nil
}

// again returns the user of a session who has typed their password once more: who finds a
// page open shall not give it another second factor. Guessing counts.
func (s *Server) again(ctx context.Context, password string) (org.User, error) {
	u, err := s.cfg.Users.UserByLogin(ctx, httpapi.UserOf(ctx).Login)
	if err != nil {
		return u, err
	}
	if err := s.mayTry(ctx, u.Login); err != nil {
		return u, err
	}
	leave, ok := s.passwords.Take(ctx)
	if !ok {
		return u, busy()
	}
	defer leave()
	if s.passwordFits(u, true, password) {
		return u, nil
	}
	return u, errors.Join(&errs.Invalid{Fields: []errs.FieldError{{Field: "password", Code: errs.CodeInvalid}}}, s.failed(ctx, u.Login))
}

func (s *Server) failed(ctx context.Context, login string) error {
	from := httpapi.RequestInfoOf(ctx)
	return s.cfg.Users.RecordLogin(ctx, login, from.Addr, from.Place(), false)
}

type confirmFactorRequest struct {
	Body struct {
		Code string `json:"code" maxLength:"40"`
	}
}

// RecoveryCodes open an account once each when its telephone is lost.
type RecoveryCodes struct {
	Codes []string `json:"codes" nullable:"false"`
}

type recoveryReply struct{ Body RecoveryCodes }

func (s *Server) confirmFactor(ctx context.Context, in *confirmFactorRequest) (*recoveryReply, error) {
	u, err := s.cfg.Users.UserByLogin(ctx, httpapi.UserOf(ctx).Login)
	if err != nil {
		return nil, err
	}
	if err := s.mayTry(ctx, u.Login); err != nil {
		return nil, err
	}
	f, err := s.cfg.Factors.Factor(ctx, u.ID)
	if err != nil {
		return nil, err
	}
	secret, err := s.unseal(ctx, f.Secret)
	if err != nil {
		return nil, err
	}
	step, err := stepOf(secret, typedCode(in.Body.Code), s.cfg.Now())
	if err != nil {
		return nil, err
	}
	if step == 0 {
		return nil, errors.Join(&errs.Invalid{Fields: []errs.FieldError{{Field: "code", Code: errs.CodeInvalid}}}, s.failed(ctx, u.Login))
	}
	codes, sums := newRecoveryCodes()
	s.accounts.doubt(u.Login)
	if err := s.cfg.Factors.ConfirmFactor(ctx, u.ID, step, sums, s.cfg.Now()); err != nil {
		return nil, err
	}
	u.SecondFactor = true
	if err := s.noteFactor(ctx, u); err != nil {
		return nil, err
	}
	return &recoveryReply{Body: RecoveryCodes{Codes: codes}}, nil
}

// noteFactor records a change of one's second factor. Other sessions end; this one goes on.
func (s *Server) noteFactor(ctx context.Context, u org.User) error {
	u, err := s.cfg.Accounts.NoteFactor(ctx, httpapi.ActorOf(ctx), u)
	if err != nil {
		return err
	}
	s.dismiss(u)
	_, err = s.begin(ctx, u)
	return err
}

type removeFactorRequest struct {
	Body struct {
		Password string `json:"password" maxLength:"256" doc:"the person's own, again"`
		Code     string `json:"code,omitempty" maxLength:"40" doc:"of the telephone, or a recovery code"`
	}
}

// removeFactor takes one's own second factor away. Who knows the password, and sits where the
// page was left open, has no telephone: so it takes a code as well. Who has no code left asks
// an administrator.
func (s *Server) removeFactor(ctx context.Context, in *removeFactorRequest) (*struct{}, error) {
	u, err := s.again(ctx, in.Body.Password)
	if err != nil {
		return nil, err
	}
	if s.cfg.Policy.NeedsFactor(u) {
		return nil, httpapi.NewProblem(http.StatusConflict, "factor_needed", "a role of this account needs a second factor")
	}
	if u.SecondFactor {
		if err := s.codeAgain(ctx, u, in.Body.Code); err != nil {
			return nil, err
		}
	}
	s.accounts.doubt(u.Login)
	if err := s.cfg.Factors.RemoveFactor(ctx, u.ID); err != nil {
		return nil, err
	}
	u.SecondFactor = false
	return nil, s.noteFactor(ctx, u)
}

// codeAgain refuses a code that does not open the account. Guessing counts. A factor that
// nobody can read any more has no code: then the password was enough.
func (s *Server) codeAgain(ctx context.Context, u org.User, code string) error {
	f, err := s.cfg.Factors.Factor(ctx, u.ID)
	if err != nil {
		return err
	}
	if _, err := s.unseal(ctx, f.Secret); errors.Is(err, errUnsealed) {
		s.cfg.Log.Error("a second factor cannot be read, and goes by the password alone", zap.String("login", u.Login), zap.Error(err))
		return nil
	}
	if typedCode(code) == "" {
		return &errs.Invalid{Fields: []errs.FieldError{{Field: "code", Code: errs.CodeRequired}}}
	}
	ok, err := s.codeFits(ctx, u, code)
	if err != nil || ok {
		return err
	}
	return errors.Join(&errs.Invalid{Fields: []errs.FieldError{{Field: "code", Code: errs.CodeInvalid}}}, s.failed(ctx, u.Login))
}

func (s *Server) resetFactor(ctx context.Context, in *LoginPath) (*userReply, error) {
	s.accounts.doubt(in.Login)
	u, err := s.cfg.Accounts.ResetFactor(ctx, httpapi.ActorOf(ctx), in.Login)
	if err != nil {
		return nil, err
	}
	if err := s.cfg.Factors.RemoveFactor(ctx, u.ID); err != nil {
		return nil, err
	}
	s.accounts.doubt(in.Login)
	s.dismiss(u)
	return s.user(ctx, in)
}

// unseal returns the secret of a factor. ErrNoFactorKey; errUnsealed: it was sealed with another
// key.
func (s *Server) unseal(ctx context.Context, sealed []byte) (string, error) {
	key, err := s.cfg.FactorKey(ctx)
	if err != nil {
		return "", err
	}
	return unsealSecret(key, sealed)
}

// codeFits reports whether a code of the telephone, or a recovery code, opens an account.
// Each opens once.
func (s *Server) codeFits(ctx context.Context, u org.User, code string) (bool, error) {
	code = typedCode(code)
	if len(code) > 6 {
		return s.cfg.Factors.UseRecovery(ctx, u.ID, sumOf(code), s.cfg.Now())
	}
	f, err := s.cfg.Factors.Factor(ctx, u.ID)
	if err != nil {
		return false, err
	}
	secret, err := s.unseal(ctx, f.Secret)
	if errors.Is(err, errUnsealed) {
		s.cfg.Log.Error("a second factor cannot be read", zap.String("login", u.Login), zap.Error(err))
		return false, nil
	}
	if err != nil {
		return false, err
	}
	step, err := stepOf(secret, code, s.cfg.Now())
	if err != nil || step == 0 {
		return false, err
	}
	return s.cfg.Factors.UseStep(ctx, u.ID, step)
}
