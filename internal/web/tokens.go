package web

import (
	"context"
	"crypto/rand"
	"errors"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/text"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// Tokens keeps the tokens of machines.
type Tokens interface {
	AddToken(ctx context.Context, t org.MachineToken, hash string, c org.UserChange) error
	Tokens(ctx context.Context) ([]org.MachineToken, error)
	// UseToken returns ErrNotFound for a sum that no token has.
	UseToken(ctx context.Context, hash string, now time.Time) (org.MachineToken, error)
	// RevokeToken returns ErrNotFound for none that holds.
	RevokeToken(ctx context.Context, id string, c org.UserChange) error
}

// scopes are what tokens may do, by the routes' ids. Whose tickets they see is that of their
// account, as for a person.
var scopes = map[string][]string{
	"tickets-read":  {"list-tickets", "get-ticket", "get-counts", "get-file", "get-ticket-file", "list-units", "list-categories"},
	"tickets-write": {"create-ticket", "move-ticket", "add-file", "find-similar"},
	"statistics":    {"get-loads", "get-hot", "get-rates", "count-line-calls"},
	"rules-read":    {"get-rules", "list-units", "list-categories", "propose-unit"},
	"access-log":    {"list-access-records"},
	"metrics":       {"get-metrics"},
}

// tokenMark begins every token, so that one that leaked is recognised.
const tokenMark = "hl12345_"

// tokenRoutes registers the tokens of machines.
func (s *Server) tokenRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/tokens", ID: "list-tokens",
		Summary: "Tokens of integrators' programs, and the scopes that there are",
		Roles:   httpapi.ChangeReaders, WholeCity: true}, s.tokens)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/tokens", ID: "add-token",
		Summary: "A new token; it is shown this once",
		Roles:   httpapi.Administrators, WholeCity: true}, s.addToken)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodDelete, Path: "/api/tokens/{id}", ID: "revoke-token",
		Summary: "End a token at once",
		Roles:   httpapi.Administrators, WholeCity: true}, s.revokeToken)
}

// TokensView is all tokens, and the scopes that one can have.
type TokensView struct {
	Tokens []org.MachineToken `json:"tokens" nullable:"false"`
	Scopes []string           `json:"scopes" nullable:"false"`
}

type tokensReply struct{ Body TokensView }

func allScopes() []string { return slices.Sorted(maps.Keys(scopes)) }

func (s *Server) tokens(ctx context.Context, _ *struct{}) (*tokensReply, error) {
	list, err := s.cfg.Tokens.Tokens(ctx)
	return &tokensReply{Body: TokensView{httpapi.NotNil(list), allScopes()}}, err
}

type addTokenRequest struct {
	Body struct {
		Name   string   `json:"name" maxLength:"400" doc:"what uses it"`
		Login  string   `json:"login" maxLength:"64" doc:"the account in whose name it acts: one of a program (machine)"`
		Scopes []string `json:"scopes" maxItems:"50" nullable:"false"`
		Days   int      `json:"days" minimum:"1" maximum:"366"`
	}
}

// NewToken is shown once.
type NewToken struct {
	Token string           `json:"token"`
	Made  org.MachineToken `json:"made"`
}

type newTokenReply struct{ Body NewToken }

func (s *Server) addToken(ctx context.Context, in *addTokenRequest) (*newTokenReply, error) {
	b, now := in.Body, s.cfg.Now().UTC()
	u, err := s.cfg.Accounts.UserFor(ctx, httpapi.ActorOf(ctx), b.Login)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "login", Code: errs.CodeUnknown}}}
	case err != nil:
		return nil, err
	case !u.Machine: // whoever has the token would pass for that person
		return nil, &errs.Invalid{Fields: []errs.FieldError{{Field: "login", Code: errs.CodeInvalid}}}
	}
	t := org.MachineToken{ID: strings.ToLower(rand.Text()[:12]), Name: text.Tidy(b.Name), Login: b.Login, Scopes: b.Scopes,
		CreatedBy: httpapi.ActorOf(ctx).Person, CreatedAt: now, ExpiresAt: now.Add(time.Duration(b.Days) * 24 * time.Hour)}
	if err := t.Check(allScopes()); err != nil {
		return nil, err
	}
	token := tokenMark + strings.ToLower(rand.Text()+rand.Text())
	err = s.cfg.Tokens.AddToken(ctx, t, sumOf(token), s.tokenChange(ctx, t.Login, org.UserTokenMade))
	return &newTokenReply{Body: NewToken{token, t}}, err
}

type tokenPath struct {
	ID string `path:"id" maxLength:"40"`
}

func (s *Server) revokeToken(ctx context.Context, in *tokenPath) (*tokensReply, error) {
	if err := s.cfg.Tokens.RevokeToken(ctx, in.ID, s.tokenChange(ctx, "", org.UserTokenEnded)); err != nil {
		return nil, err
	}
	return s.tokens(ctx, nil)
}

// tokenChange is how a token stands among the changes of its account.
func (s *Server) tokenChange(ctx context.Context, login string, what org.UserAct) org.UserChange {
	by := httpapi.ActorOf(ctx)
	return org.UserChange{ID: rand.Text(), At: s.cfg.Now().UTC(), By: by.Person, Addr: by.From, Login: login, What: what}
}

// bearer returns the token of a request; "" for none.
func bearer(r *http.Request) string {
	kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(kind, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}

// tokenUser returns the account in whose name a token acts, and notes what it may do. What a
// person has to do before their work (a password, a second factor) no program can.
func (s *Server) tokenUser(ctx context.Context, token string) (org.User, *httpapi.Problem) {
	t, err := s.cfg.Tokens.UseToken(ctx, sumOf(token), s.cfg.Now())
	if errors.Is(err, errs.ErrNotFound) || err == nil && !t.Holds(s.cfg.Now()) {
		return org.User{}, httpapi.NewProblem(http.StatusUnauthorized, "token_invalid", "this token is unknown, revoked or expired")
	}
	if err != nil {
		return org.User{}, s.api.ProblemOf(ctx, err)
	}
	u, err := s.cfg.Users.UserByLogin(ctx, t.Login)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return u, httpapi.AccountOff()
	case err != nil:
		return u, s.api.ProblemOf(ctx, err)
	case u.Disabled:
		return u, httpapi.AccountOff()
	}
	u.MustChange, u.MustEnroll, u.PasswordExpired = false, false, false
	u.Token, u.TokenName = t.ID, t.Name // what it does is on record as the program's
	allowed := []string{}
	for _, scope := range t.Scopes {
		allowed = append(allowed, scopes[scope]...)
	}
	httpapi.RequestInfoOf(ctx).Allowed = allowed
	return u, nil
}
