package web

import (
	"context"
	"io"
	"io/fs"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/tickets"
	"hotline12345/tickets/papers"
)

// Users finds accounts and remembers attempts to sign in.
type Users interface {
	// UserByLogin returns tickets.ErrNotFound for no such user.
	UserByLogin(ctx context.Context, login string) (tickets.User, error)
	// AgentNumbers are the numbers of the agents of some units.
	AgentNumbers(ctx context.Context, units []string) ([]string, error)
	RecordLogin(ctx context.Context, login, addr string, ok bool) error
	// FailedLogins counts the wrong passwords since a time: of this login
	// since its last success, and from this address.
	FailedLogins(ctx context.Context, login, addr string, since time.Time) (byLogin, byAddr int, err error)
}

// Calls reads the rows of calls.
type Calls interface {
	Call(ctx context.Context, call string) (cti.CallRecord, error)
	RecentCalls(ctx context.Context, agents []string, limit int) ([]cti.CallRecord, error)
	CallsByNumber(ctx context.Context, agents []string, from, to time.Time) ([]cti.NumberCount, error)
}

// Recordings opens the recording of a call as one WAV file; fs.ErrNotExist where
// it is gone.
type Recordings interface {
	Conversation(r cti.CallRecord) (io.ReadSeekCloser, error)
}

// Config joins the server to the other parts.
type Config struct {
	Users      Users
	Sessions   Sessions
	Tickets    *tickets.Service
	Accounts   *tickets.AccountService
	Rosters    *tickets.RosterService
	Statistics *tickets.StatisticsService
	Filters    Filters
	Calls      Calls
	Recordings Recordings
	Files      Files
	Imports    Imports
	Sheets     Sheets
	Webhooks   Webhooks
	Looks      Looks
	Sender     Sender
	Papers     Papers
	// Office is who writes the documents; its units and categories are filled in
	// for each.
	Office  papers.Office
	Health  func(ctx context.Context) Health
	Metrics http.Handler
	// Desk serves the websocket of an agent whose session was checked.
	Desk func(w http.ResponseWriter, r *http.Request, u tickets.User)
	// LastInCall is when an agent (工号) was last in a call: now, if they are in
	// one; zero for never. nil: nobody takes calls.
	LastInCall func(number string) time.Time
	// Dismiss closes an agent's desk, after the call if there is one; nil: there
	// are none.
	Dismiss func(number string)
	// Idle is after how long without anybody at the page a session asks for the
	// password again; 0 is never.
	Idle  time.Duration
	Pages fs.FS // the built pages
	TLS   bool  // cookies are sent over TLS only
	// Proxies are the networks of reverse proxies that are believed when they name
	// who asks; this machine always is.
	Proxies []netip.Prefix
	Log     *zap.Logger
	Now     func() time.Time // nil means time.Now
}

// Server answers HTTP requests.
type Server struct {
	cfg       Config
	sessions  *scs.SessionManager
	accounts  *accounts
	activity  *activity
	passwords turns
	books     turns
	presence  presence
	importing sync.Mutex // one import at a time
	api       huma.API
	handler   http.Handler
}

// New builds the server; it opens no port.
func New(cfg Config) *Server {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Server{
		cfg:       cfg,
		sessions:  manager(cfg),
		accounts:  &accounts{users: cfg.Users, now: cfg.Now, known: map[string]account{}},
		activity:  &activity{limit: cfg.Idle, now: cfg.Now, at: map[string]time.Time{}},
		passwords: newTurns(checkedAtOnce, checkedSoon),
		books:     newTurns(1, booksWaiting),
	}
	s.sessions.ErrorFunc = s.sessionFailed
	guarded := http.NewServeMux()
	s.api = humago.New(guarded, apiConfig())
	s.routes()
	guarded.HandleFunc("/", nowhere)

	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/desk", s.desk)
	mux.HandleFunc("GET /api/health", s.health)
	mux.HandleFunc("GET /api/openapi.json", s.openAPI)
	mux.HandleFunc("GET /metrics", s.metrics)
	mux.HandleFunc("/", s.pages)
	mux.Handle("/api/", s.sessions.LoadAndSave(guarded))
	s.handler = s.logged(s.secured(sameOrigin(mux)))
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }
