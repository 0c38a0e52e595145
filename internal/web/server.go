package web

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/tickets"
)

// Users finds accounts and remembers attempts to sign in.
type Users interface {
	UserByLogin(ctx context.Context, login string) (tickets.User, error)
	RecordLogin(ctx context.Context, login, addr string, ok bool) error
	FailedLogins(ctx context.Context, login, addr string, since time.Time) (byLogin, byAddr int, err error)
}

// Calls reads the rows of calls.
type Calls interface {
	Call(ctx context.Context, call string) (cti.CallRecord, error)
	RecentCalls(ctx context.Context, agent string, limit int) ([]cti.CallRecord, error)
}

// Recordings opens the recording of a call as one WAV file.
type Recordings interface {
	Conversation(r cti.CallRecord) (io.ReadSeekCloser, error)
}

// Config joins the server to the other parts.
type Config struct {
	Users      Users
	Sessions   scs.Store
	Tickets    *tickets.Service
	Calls      Calls
	Recordings Recordings
	Health     func(ctx context.Context) Health
	Metrics    http.Handler
	// Desk serves the websocket of an agent whose session was checked.
	Desk  func(w http.ResponseWriter, r *http.Request, u tickets.User)
	Pages fs.FS // the built pages
	TLS   bool  // cookies are sent over TLS only
	Log   *zap.Logger
	Now   func() time.Time
}

// Server answers HTTP requests.
type Server struct {
	cfg      Config
	sessions *scs.SessionManager
	logins   chan struct{} // bounds the passwords that are checked at once
	api      huma.API
	handler  http.Handler
}

// shift is how long a session lasts at most.
const shift = 12 * time.Hour

// New builds the server; it opens no port.
func New(cfg Config) *Server {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Server{cfg: cfg, sessions: scs.New(), logins: make(chan struct{}, 2)}
	s.sessions.Store = cfg.Sessions
	s.sessions.Lifetime = shift
	s.sessions.Cookie.Name = "hotline_session"
	s.sessions.Cookie.HttpOnly = true
	s.sessions.Cookie.SameSite = http.SameSiteLaxMode
	s.sessions.Cookie.Secure = cfg.TLS
	s.sessions.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, err error) {
		cfg.Log.Warn("session", zap.Error(err))
		writeProblem(w, away())
	}
	mux := http.NewServeMux()
	s.api = humago.New(mux, apiConfig())
	s.routes()
	mux.HandleFunc("GET /api/calls/{call}/recording", s.recording)
	mux.HandleFunc("GET /api/health", s.health)
	mux.HandleFunc("GET /api/openapi.json", s.openAPI)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		writeProblem(w, problem(http.StatusNotFound, "no_such_page", "there is no such interface"))
	})
	mux.HandleFunc("GET /metrics", s.metrics)
	mux.Handle("/", s.pages())
	outer := http.NewServeMux()
	outer.HandleFunc("GET /api/desk", s.desk)
	outer.Handle("/", s.sessions.LoadAndSave(mux))
	s.handler = s.logged(secured(sameOrigin(outer)))
	return s
}

func apiConfig() huma.Config {
	c := huma.DefaultConfig("Hotline 12345", "1")
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil // no $schema links in replies
	huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
		return invalid(status, msg, errs...)
	}
	return c
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// OpenAPI describes the interface as JSON (OpenAPI 3.1); the pages' types are
// generated from it.
func OpenAPI() ([]byte, error) {
	s := New(Config{Log: zap.NewNop()})
	raw, err := s.api.OpenAPI().MarshalJSON()
	if err != nil {
		return nil, fmt.Errorf("describe the interface: %w", err)
	}
	return indent(raw)
}

func (s *Server) openAPI(w http.ResponseWriter, _ *http.Request) {
	raw, err := s.api.OpenAPI().MarshalJSON()
	if err != nil {
		writeProblem(w, problem(http.StatusInternalServerError, "fault", err.Error()))
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(raw)
}
