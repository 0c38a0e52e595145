package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	agentweb "hotline12345/agent-web"
	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/desk"
	"hotline12345/cti/gateway"
	"hotline12345/cti/loop"
	"hotline12345/internal/metrics"
	"hotline12345/internal/postgres"
	"hotline12345/internal/sheet"
	"hotline12345/internal/speech"
	"hotline12345/internal/web"
	"hotline12345/internal/webhook"
	"hotline12345/internal/words"
	"hotline12345/ivr"
	"hotline12345/tickets"
	"hotline12345/tickets/files"
	"hotline12345/tickets/papers"
	"hotline12345/tickets/spool"
)

// service is every part, joined.
type service struct {
	settings  Settings
	log       *zap.Logger
	metrics   *metrics.Metrics
	store     *postgres.Store
	sounds    *speech.Store
	journal   *loop.Files
	loop      *loop.Loop
	telephony *asterisk.Client
	gateway   *gateway.Gateway
	hub       *desk.Hub
	tickets   *tickets.Service
	files     *files.Folder
	calls     *liveCalls
	health    *health
	vain      *vainCalls
	sender    *webhook.Sender
	proxies   []netip.Prefix
	ticketNow func() time.Time // nil is the real time
}

// serve runs the service until ctx ends. It starts while the database or
// Asterisk is away and waits for them.
func serve(ctx context.Context, s Settings, _ []string, out io.Writer) error {
	log, err := newLogger(s.Log)
	if err != nil {
		return err
	}
	defer func() { _ = log.Sync() }() // stderr cannot always be synced
	svc, err := join(ctx, s, log)
	if err != nil {
		return err
	}
	defer svc.store.Close()
	return svc.run(ctx, out)
}

// join makes all parts and joins them; nothing runs yet.
func join(ctx context.Context, s Settings, log *zap.Logger) (*service, error) {
	svc := &service{settings: s, log: log, metrics: metrics.New(), health: &health{},
		ticketNow: ticketClock(s.TestClock, log)}
	var err error
	networks, err := webhook.Networks(s.WebhookNetworks)
	if err != nil {
		return nil, fmt.Errorf("HOTLINE_WEBHOOK_NETWORKS: %w", err)
	}
	if svc.proxies, err = webhook.Networks(s.TrustedProxies); err != nil {
		return nil, fmt.Errorf("HOTLINE_TRUSTED_PROXIES: %w", err)
	}
	svc.sender = webhook.New(webhook.Config{Networks: networks})
	cutter := words.New()
	go cutter.Index("词") // its dictionary takes a second to read
	if svc.store, err = postgres.OpenReady(ctx, s.DatabaseURL, postgres.Options{Words: cutter, Send: svc.sender.Send, Log: log.Named("postgres")}); err != nil {
		return nil, err
	}
	if svc.sounds, err = speech.Open(s.SoundsDir, speech.Espeak{}); err != nil {
		return nil, err
	}
	if svc.journal, err = loop.OpenFiles(s.journalDir()); err != nil {
		return nil, err
	}
	engine, seq, err := svc.journal.Recover()
	if err != nil {
		return nil, err
	}
	svc.calls = newLiveCalls(svc.store)
	if err := svc.joinTickets(); err != nil {
		return nil, err
	}
	svc.vain = &vainCalls{tickets: svc.tickets, users: svc.store, log: log.Named("tickets"), todo: make(chan cti.CallRecord, vainWaiting)}
	return svc, svc.joinCalls(engine, seq)
}

func (svc *service) joinTickets() error {
	folder, err := spool.Open(svc.settings.spoolDir())
	if err != nil {
		return err
	}
	counter, err := spool.OpenCounter(svc.settings.spoolDir())
	if err != nil {
		return err
	}
	if svc.files, err = files.Open(svc.settings.filesDir()); err != nil {
		return err
	}
	svc.tickets, err = tickets.NewService(tickets.Config{
		Store: svc.store, Spool: folder, Counter: counter, Calls: svc.calls, Now: svc.ticketNow,
		Report: func(msg string, err error) { svc.log.Warn(msg, zap.Error(err)) },
	})
	return err
}

// joinCalls makes the loop and the edges around it. The edges emit into the
// loop, which is made last.
func (svc *service) joinCalls(engine *cti.Engine, seq uint64) error {
	s := svc.settings
	emit := func(e cti.Event) { svc.loop.Emit(e) }
	var err error
	svc.gateway, err = gateway.New(gateway.Config{
		RelayAddr: s.RelayAddr, MediaAddr: s.MediaAddr, PublicIP: s.PublicIP,
		RecordingsDir: s.recordingsDir(), Sounds: svc.sounds, Log: svc.log.Named("gateway"),
	}, emit)
	if err != nil {
		return err
	}
	svc.telephony = asterisk.New(asterisk.Config{
		URL: s.ARIURL, User: s.ARIUser, Password: s.ARIPassword,
		SoundsDir: s.AsteriskSoundsDir, MusicClass: "hotline", RelayAddr: svc.gateway.RelayAddr(),
		Sounds: svc.sounds, Meter: svc.metrics.ARI(), Log: svc.log.Named("asterisk"),
	}, emit)
	svc.hub = desk.NewHub(emit, headsets{svc.gateway}, svc.log.Named("desk"))
	svc.loop = loop.New(loop.Config{
		Journal: svc.journal, Telephony: svc.telephony, Media: svc.gateway, Desk: svc.hub,
		Observers: []loop.Observer{svc.metrics, svc.calls, svc.health, svc.vain}, Log: svc.log.Named("loop"),
	}, engine, seq)
	svc.registerMetrics()
	return nil
}

// headsets fits the gateway to what the desk needs.
type headsets struct{ *gateway.Gateway }

// Quality implements desk.Media.
func (h headsets) Quality(a cti.AgentID) (fromBrowser, fromAsterisk desk.Flow) {
	up, down := h.Gateway.Quality(a)
	return flow(up), flow(down)
}

func flow(f gateway.Flow) desk.Flow {
	return desk.Flow{Packets: f.Packets, Lost: f.Lost, Gaps: f.Gaps, JitterMS: float64(f.Jitter) / float64(time.Millisecond)}
}

// run runs all parts; the first one that fails stops the others.
func (svc *service) run(ctx context.Context, out io.Writer) error {
	rules, err := rulesFor(svc.settings)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", svc.settings.HTTPAddr)
	if err != nil {
		return fmt.Errorf("open the pages' port (HOTLINE_HTTP_ADDR chooses another): %w", err)
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { svc.loop.Run(ctx); return nil })
	svc.loop.Emit(cti.Started{})
	svc.loop.Emit(cti.RulesChanged{Rules: rules})
	g.Go(func() error { svc.gateway.Run(ctx); return nil })
	g.Go(func() error { return svc.telephony.Run(ctx) })
	g.Go(func() error { svc.tickets.Run(ctx); return nil })
	g.Go(func() error { svc.files.Run(ctx, svc.tickets, svc.log.Named("files")); return nil })
	g.Go(func() error { svc.vain.run(ctx); return nil })
	worker := postgres.NewWorker(svc.store, svc.tickets, svc.ticketNow, svc.log.Named("jobs"))
	g.Go(func() error { worker.Run(ctx); return nil })
	g.Go(func() error { svc.store.Upkeep(ctx); return nil })
	shipper := loop.Shipper{Files: svc.journal, Store: svc.store, Log: svc.log.Named("journal"), Every: 500 * time.Millisecond}
	g.Go(func() error { shipper.Run(ctx); return nil })
	g.Go(func() error { return svc.serveHTTP(ctx, listener) })
	fmt.Fprintf(out, "hotline is at http://%s\n", listener.Addr())
	return g.Wait()
}

func (svc *service) serveHTTP(ctx context.Context, l net.Listener) error {
	pages, err := fs.Sub(agentweb.Dist, "dist")
	if err != nil {
		return fmt.Errorf("open pages: %w", err)
	}
	server := &http.Server{
		Handler: web.New(web.Config{
			Users: svc.store, Sessions: svc.store.Sessions(), Tickets: svc.tickets, Filters: svc.store, StatusTries: svc.store, Calls: svc.calls,
			Recordings: recordings{svc.settings.recordingsDir()}, Files: svc.files, Imports: svc.store, Sheets: sheet.Sheets{},
			Webhooks: svc.store, Rosters: svc.store, Looks: svc.store, Accounts: svc.store, Sender: svc.sender,
			Papers: svc.settings.fonts(), Office: papers.Office{Address: svc.settings.Address, Phone: svc.settings.MainNumber}, Health: svc.checkHealth,
			Metrics: svc.metrics.Handler(), Desk: svc.serveDesk, Pages: pages,
			LastInCall: func(number string) time.Time { return svc.hub.LastInCall(cti.AgentID(number)) },
			Dismiss:    func(number string) { svc.hub.Dismiss(cti.AgentID(number)) }, Idle: svc.settings.Idle,
			TLS: svc.settings.TLSCert != "", Proxies: svc.proxies, Log: svc.log.Named("web"),
		}),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          zap.NewStdLog(svc.log.Named("http")),
	}
	go func() {
		<-ctx.Done()
		_ = server.Close() // pages come back to the successor at once
	}()
	if svc.settings.TLSCert != "" {
		err = server.ServeTLS(l, svc.settings.TLSCert, svc.settings.TLSKey)
	} else {
		err = server.Serve(l)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve pages: %w", err)
}

// serveDesk opens an agent's websocket.
func (svc *service) serveDesk(w http.ResponseWriter, r *http.Request, u tickets.User) {
	a := desk.Agent{ID: cti.AgentID(u.Number), Name: u.Name}
	for _, l := range u.Languages {
		a.Languages = append(a.Languages, ivr.Language(l))
	}
	for _, q := range u.Queues {
		a.Queues = append(a.Queues, cti.QueueID(q))
	}
	svc.hub.Serve(w, r, a, rand.Text())
}

// recordings opens conversations below a folder.
type recordings struct{ dir string }

// Conversation implements web.Recordings.
func (r recordings) Conversation(c cti.CallRecord) (io.ReadSeekCloser, error) {
	var pieces []gateway.Piece
	for _, p := range c.Recordings {
		if !filepath.IsLocal(p.File) {
			return nil, fmt.Errorf("recording %q lies outside its folder", p.File)
		}
		pieces = append(pieces, gateway.Piece{Path: filepath.Join(r.dir, p.File), Started: p.StartedAt})
	}
	return gateway.Conversation(pieces)
}
