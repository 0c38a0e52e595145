// Package web serves the pages and the HTTP interface. Here are sessions, accounts
// and the import of tables; the other features have packages of their own below it
// and register their routes with the kernel, httpapi. No feature imports another.
// Only web and what is below it import huma, and only web scs and argon2id.
package web

import (
	"context"
	"io/fs"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
	"go.uber.org/zap"

	"hotline12345/internal/web/accesslogapi"
	"hotline12345/internal/web/callapi"
	"hotline12345/internal/web/documentapi"
	"hotline12345/internal/web/httpapi"
	"hotline12345/internal/web/lineapi"
	"hotline12345/internal/web/menuapi"
	"hotline12345/internal/web/promptapi"
	"hotline12345/internal/web/publicapi"
	"hotline12345/internal/web/recordapi"
	"hotline12345/internal/web/reminderapi"
	"hotline12345/internal/web/restrictedapi"
	"hotline12345/internal/web/retentionapi"
	"hotline12345/internal/web/revisitapi"
	"hotline12345/internal/web/rosterapi"
	"hotline12345/internal/web/ruleapi"
	"hotline12345/internal/web/statisticsapi"
	"hotline12345/internal/web/statusapi"
	"hotline12345/internal/web/ticketapi"
	"hotline12345/internal/web/webhookapi"
	menuservice "hotline12345/ivr/menus/service"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets/org"
	"hotline12345/tickets/org/accounts"
	"hotline12345/tickets/org/rosters"
	"hotline12345/tickets/papers"
	"hotline12345/tickets/records"
	"hotline12345/tickets/reminders"
	"hotline12345/tickets/restricted"
	"hotline12345/tickets/revisits"
	"hotline12345/tickets/service"
	"hotline12345/tickets/statistics"
)

// Users finds accounts and remembers attempts to sign in.
type Users interface {
	// UserByLogin returns tickets.ErrNotFound for no such user.
	UserByLogin(ctx context.Context, login string) (org.User, error)
	// AgentNumbers are the numbers of the agents of some units.
	AgentNumbers(ctx context.Context, units []string) ([]string, error)
	// RecordLogin remembers a try from an address; a place is what tries are counted by.
	RecordLogin(ctx context.Context, login, addr, place string, ok bool) error
	// FailedLogins counts the wrong passwords before now.
	FailedLogins(ctx context.Context, login, place string, now time.Time) (org.Failures, error)
}

// Config is what the server works with.
type Config struct {
	Users    Users
	Sessions Sessions
	Copies   Copies // of accounts; nil: none are kept
	Tickets  *service.Service
	Accounts *accounts.Service
	// Undertakings keeps who undertook confidentiality; nil: nobody is asked.
	Undertakings Undertakings
	Factors      Factors
	Tokens       Tokens
	Rosters      *rosters.Service
	Reminders    *reminders.Service
	Revisits     *revisits.Service
	Records      *records.Service
	Restricted   *restricted.Service
	Menus        *menuservice.Service
	FlowFiles    menuapi.Files
	Prompts      *prompts.Service
	// Says returns the key of what is said of a prompt, and its words.
	Says lineapi.Says
	// Letterheads returns what stands over the papers of a centre, by its code, where it is another name
	// than the centre's own; nil: nowhere.
	Letterheads func(context.Context) map[string]string
	Statistics  *statistics.Service
	Filters     ticketapi.Filters
	Calls       callapi.Store
	Recordings  callapi.Recordings
	Files       httpapi.Files
	Imports     Imports
	Sheets      Sheets
	Webhooks    webhookapi.Store
	AccessLog   accesslogapi.Store
	Retention   retentionapi.Keeper
	Deletions   retentionapi.Store
	Sender      webhookapi.Sender
	Papers      documentapi.Papers
	// Office is who writes the documents; its units and categories are filled in
	// for each.
	Office papers.Office
	Health func(ctx context.Context) Health
	// Status looks at the parts; it answers at once.
	Status  statusapi.Watch
	Metrics http.Handler
	// Desk serves the websocket of an agent whose session was checked.
	Desk func(w http.ResponseWriter, r *http.Request, u org.User)
	// LastInCall is when an agent (工号) was last in a call: now, if they are in
	// one; zero for never. nil: there are no agents.
	LastInCall func(number string) time.Time
	// Dismiss closes an agent's websocket, after the call if there is one; nil:
	// there are none.
	Dismiss func(number string)
	// Idle is after how long without a touch of the page a session asks for the
	// password again; 0 is never.
	Idle  time.Duration
	Pages fs.FS // the built pages
	// Policy is what the city asks of those who sign in; FactorKey seals the secrets of
	// second factors (32 bytes).
	Policy    org.Policy
	FactorKey func(context.Context) ([]byte, error)
	// OIDC is the organisation's identity provider; nil: people sign in with passwords alone.
	OIDC OIDC
	City City
	// DemoExposed reports whether a demo password opens an account on an address that
	// other machines reach; nil: never.
	DemoExposed func() bool
	// DiskFull reports whether the data folder's disk takes nothing; nil: never.
	DiskFull func() bool
	// Proxies are the networks of reverse proxies that are believed when they say who
	// asks, and whether over TLS; this machine always is.
	Proxies []netip.Prefix
	Log     *zap.Logger
	Now     func() time.Time // nil means time.Now
}

// Server answers HTTP requests.
type Server struct {
	cfg          Config
	sessions     *scs.SessionManager
	accounts     *accountCache
	activity     *activity
	signed       signed
	passwords    httpapi.Turns
	identity     httpapi.Turns // at the identity provider
	books        httpapi.Turns
	importing    sync.Mutex // one import at a time
	api          *httpapi.API
	deskRoute    httpapi.Route
	metricsRoute httpapi.Route
	handler      http.Handler
}

// New builds the server; it opens no port.
func New(cfg Config) *Server {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	s := &Server{
		cfg:       cfg,
		sessions:  manager(cfg),
		accounts:  &accountCache{users: cfg.Users, copies: cfg.Copies, now: cfg.Now, log: cfg.Log, cached: map[string]account{}},
		activity:  &activity{limit: cfg.Idle, now: cfg.Now, at: map[string]time.Time{}},
		passwords: httpapi.NewTurns(checkedAtOnce, checkedSoon),
		identity:  httpapi.NewTurns(oidcAtOnce, oidcSoon),
		books:     httpapi.NewTurns(1, documentapi.BooksWaiting),
	}
	s.sessions.ErrorFunc = s.sessionFailed
	guarded := http.NewServeMux()
	s.api = httpapi.New(guarded, httpapi.Config{Title: "Hotline 12345", Version: "1", Log: cfg.Log, User: s.sessionUser,
		Unsigned: s.unsigned, OverseesAll: s.overseesAll, KnownProblem: knownProblem})
	s.routes()
	guarded.HandleFunc("/", nowhere)

	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/desk", s.desk)
	mux.HandleFunc("GET /api/health", s.health)
	mux.HandleFunc("GET /api/openapi.json", s.openAPI)
	mux.HandleFunc("GET /metrics", s.metrics)
	mux.HandleFunc("/", s.pages)
	mux.Handle("/api/", s.warning(s.withSessions(guarded)))
	s.handler = httpapi.Logged(cfg.Log, cfg.Proxies, noteSender(httpapi.Secured(httpapi.SameOrigin(mux))))
	return s
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.handler.ServeHTTP(w, r) }

// routes registers every operation of the interface. A feature on its own has a
// package of its own.
func (s *Server) routes() {
	s.sessionRoutes()
	s.oidcRoutes()
	s.importRoutes()
	s.userRoutes()
	s.factorRoutes()
	s.tokenRoutes()
	s.undertakingRoutes()
	c := s.cfg
	ticketapi.Register(s.api, ticketapi.Config{Tickets: c.Tickets, Statistics: c.Statistics, Filters: c.Filters, Files: c.Files, Now: c.Now, Log: c.Log})
	talks := callapi.Register(s.api, callapi.Config{Tickets: c.Tickets, Store: c.Calls, Agents: c.Users, Recordings: c.Recordings, Now: c.Now})
	documentapi.Register(s.api, documentapi.Config{Tickets: c.Tickets, Calls: talks, Files: c.Files, Papers: c.Papers,
		Office: c.Office, Letterheads: c.Letterheads, Books: s.books, Now: c.Now, Log: c.Log})
	publicapi.Register(s.api, c.Tickets, c.Statistics)
	ruleapi.Register(s.api, c.Tickets)
	rosterapi.Register(s.api, c.Rosters, c.Now)
	recordapi.Register(s.api, c.Records, c.Tickets)
	recordapi.RegisterFiles(s.api, recordapi.FileConfig{Records: c.Records, Files: c.Files, Accessed: c.Tickets.RecordAccess, Log: c.Log})
	menuapi.Register(s.api, c.Menus, c.FlowFiles)
	lineapi.Register(s.api, c.Menus, c.Sheets, c.Says)
	promptapi.Register(s.api, c.Prompts, c.Sheets)
	reminderapi.Register(s.api, c.Reminders, c.Tickets)
	restrictedapi.Register(s.api, restrictedapi.Config{Numbers: c.Restricted, Calls: c.Calls, Menus: c.Menus, Accessed: c.Tickets.RecordAccess, Now: c.Now})
	revisitapi.Register(s.api, c.Revisits, c.Tickets)
	statisticsapi.Register(s.api, c.Statistics)
	accesslogapi.Register(s.api, c.Tickets, c.AccessLog, c.Now)
	retentionapi.Register(s.api, c.Retention, c.Deletions, c.Tickets, c.Now)
	webhookapi.Register(s.api, c.Webhooks, c.Sender, c.Now)
	statusapi.Register(s.api, c.Status, c.Now)
	s.operateRoutes()
}
