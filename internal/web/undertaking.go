package web

import (
	"context"
	"net/http"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// Undertakings keeps who undertook confidentiality.
type Undertakings interface {
	// Undertook is when a person signed a version; zero if they did not.
	Undertook(ctx context.Context, person, version string) (time.Time, error)
	Undertake(ctx context.Context, u org.Undertaking) error
}

// signed remembers who has signed what, by person and version.
type signed struct{ sync.Map }

// undertakingRoutes registers what everybody signs before they see a citizen's data (M79).
func (s *Server) undertakingRoutes() {
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodGet, Path: "/api/confidentiality", ID: "get-undertaking",
		Summary: "The words by which staff undertake confidentiality, and whether the reader has signed them",
		Roles:   httpapi.Anyone, BeforePassword: true}, s.undertaking)
	httpapi.Register(s.api, httpapi.Route{Method: http.MethodPost, Path: "/api/confidentiality", ID: "sign-undertaking",
		Summary: "Sign them",
		Roles:   httpapi.Anyone, BeforePassword: true}, s.undertake)
}

// UndertakingView is the undertaking as its reader has to sign it.
type UndertakingView struct {
	Words   string `json:"words"` // empty: the city asks for none
	Version string `json:"version"`
	// SignedAt is when the reader signed these words.
	SignedAt time.Time `json:"signed_at,omitzero"`
}

type undertakingReply struct{ Body UndertakingView }

func (s *Server) undertaking(ctx context.Context, _ *struct{}) (*undertakingReply, error) {
	words, version := s.words(ctx)
	v := UndertakingView{Words: words, Version: version}
	if words == "" || s.cfg.Undertakings == nil {
		return &undertakingReply{Body: v}, nil
	}
	var err error
	v.SignedAt, err = s.cfg.Undertakings.Undertook(ctx, httpapi.UserOf(ctx).ID, version)
	return &undertakingReply{Body: v}, err
}

type undertakeRequest struct {
	Body struct {
		// Version is that of the words that were read: others are not signed unseen.
		Version string `json:"version" maxLength:"64"`
	}
}

func (s *Server) undertake(ctx context.Context, in *undertakeRequest) (*struct{}, error) {
	words, version := s.words(ctx)
	if words == "" || in.Body.Version != version || s.cfg.Undertakings == nil {
		return nil, errs.ErrConflict
	}
	by := httpapi.ActorOf(ctx)
	err := s.cfg.Undertakings.Undertake(ctx, org.Undertaking{By: by.Person, Version: version, Words: words, Addr: by.From, At: s.cfg.Now()})
	if err == nil {
		s.signed.Store(by.ID+" "+version, true)
	}
	return nil, err
}

// words returns the undertaking that the city asks for, and its version.
func (s *Server) words(ctx context.Context) (words, version string) {
	words = s.cfg.Tickets.Rulebook(ctx).Options.Confidentiality
	return words, org.UndertakingVersion(words)
}

// unsigned reports whether a user still has to undertake confidentiality. While the database
// is away nobody is kept from a call for it.
func (s *Server) unsigned(ctx context.Context, u org.User) bool {
	if s.cfg.Undertakings == nil || httpapi.RequestInfoOf(ctx).Allowed != nil { // no program can sign
		return false
	}
	words, version := s.words(ctx)
	if words == "" {
		return false
	}
	key := u.ID + " " + version
	if _, ok := s.signed.Load(key); ok {
		return false
	}
	at, err := s.cfg.Undertakings.Undertook(ctx, u.ID, version)
	if err != nil {
		s.cfg.Log.Warn("who undertook confidentiality cannot be read; nobody is asked meanwhile", zap.Error(err))
		return false
	}
	if !at.IsZero() {
		s.signed.Store(key, true)
	}
	return at.IsZero()
}
