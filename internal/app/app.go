// Package app joins the components of the service: the loop of calls and the edges
// around it, the tickets, the store and the pages. It is the only package that
// reads the environment and knows every other.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"sync/atomic"
	"time"

	"go.uber.org/zap"
	"golang.org/x/sync/errgroup"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/cti/asterisk/fallback"
	"hotline12345/cti/desk"
	"hotline12345/cti/gateway"
	"hotline12345/cti/loop"
	"hotline12345/internal/backup"
	"hotline12345/internal/breaker"
	"hotline12345/internal/metrics"
	"hotline12345/internal/ownership"
	"hotline12345/internal/postgres"
	"hotline12345/internal/sealed"
	"hotline12345/internal/speech"
	"hotline12345/internal/tokenizer"
	"hotline12345/internal/web"
	"hotline12345/internal/webhook"
	menuservice "hotline12345/ivr/menus/service"
	"hotline12345/ivr/prompts"
	"hotline12345/tickets/files"
	"hotline12345/tickets/org/accounts"
	"hotline12345/tickets/org/directory"
	"hotline12345/tickets/org/rosters"
	"hotline12345/tickets/records"
	"hotline12345/tickets/reminders"
	"hotline12345/tickets/restricted"
	"hotline12345/tickets/retention/nightly"
	"hotline12345/tickets/revisits"
	"hotline12345/tickets/service"
	"hotline12345/tickets/spool"
	"hotline12345/tickets/statistics"
)

// application is every component, joined.
type application struct {
	settings   Settings
	log        *zap.Logger
	metrics    *metrics.Metrics
	store      *postgres.Store
	sealed     *sealed.Shelf // nil: the disk does not take it
	sounds     *speech.Store
	journal    *loop.Files
	started    cti.Started  // what the loop handles first
	before     cti.Settings // what the loop was last told to go by; at first what was in force when the service ended
	owner      *ownership.Keeper
	loop       *loop.Loop
	turning    atomic.Pointer[loop.Loop] // the loop, once it runs
	telephony  *asterisk.Client
	fallback   *fallback.Importer
	box        *fallback.Box
	gateway    *gateway.Gateway
	hub        *desk.Hub
	tickets    *service.Service
	accounts   *accounts.Service
	rosters    *rosters.Service
	reminders  *reminders.Service
	revisits   *revisits.Service
	records    *records.Service
	menus      *menuservice.Service
	taken      taken
	units      *directory.Directory
	lines      *lineSettings
	prompts    *prompts.Service
	statistics *statistics.Service
	files      *files.Folder
	calls      *liveCalls
	callers    *callers
	restricted *restricted.Service
	health     *health
	shipper    *loop.Shipper
	attempts   *attemptWriter
	sender     *webhook.Sender
	proxies    []netip.Prefix
	retention  *nightly.Keeper
	demo       demoWatch
	guard      guard
	watched    *statusWatch
	tls        *certificate     // nil: http
	ticketNow  func() time.Time // nil is the real time
}

// Serve runs the service until ctx ends. It starts while the database or Asterisk is
// away and waits for them. While another service owns the hotline it stands by, also
// when it loses the ownership.
func Serve(ctx context.Context, s Settings, _ []string, out io.Writer) error {
	log, err := newLogger(s.Log)
	if err != nil {
		return err
	}
	defer func() { _ = log.Sync() }() // stderr cannot always be synced
	folder, err := ownership.Lock(s.DataDir, "serve", time.Now())
	if err != nil {
		return err
	}
	defer folder.Unlock()
	for {
		err := serveAsOwner(ctx, s, folder, log, out)
		if !errors.Is(err, ownership.ErrLost) || ctx.Err() != nil {
			return err
		}
		log.Error("this service owns the hotline no longer, and stands by", zap.Error(err))
	}
}

// serveAsOwner waits until the service owns the hotline, and serves as long as it does.
func serveAsOwner(ctx context.Context, s Settings, folder *ownership.Folder, log *zap.Logger, out io.Writer) error {
	svc, err := begin(ctx, s, folder, log)
	if err != nil {
		return err
	}
	defer svc.store.Close()
	if err := svc.standBy(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // told to stop while it stood by
		}
		return err
	}
	claim := svc.owner.Status().Claim
	log.Info("this service owns the hotline", zap.Uint64("epoch", claim.Epoch))
	if claim.TakenOver() {
		svc.store.Sessions().Distrust()
	}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return svc.owner.Run(ctx) })
	g.Go(func() error {
		if err := svc.join(ctx); err != nil {
			return err
		}
		return svc.run(ctx, out)
	})
	return g.Wait()
}

// begin makes what a service needs to become the owner; nothing runs yet.
func begin(ctx context.Context, s Settings, folder *ownership.Folder, log *zap.Logger) (*application, error) {
	svc := &application{settings: s, log: log, metrics: metrics.New(), health: &health{},
		ticketNow: ticketClock(s.TestClock, log)}
	if from := backup.Unfinished(s.DataDir); from != "" {
		return nil, fmt.Errorf("%s is not restored to the end: run hotline restore %s again", s.DataDir, from)
	}
	var err error
	networks, err := webhook.Networks(s.WebhookNetworks)
	if err != nil {
		return nil, fmt.Errorf("HOTLINE_WEBHOOK_NETWORKS: %w", err)
	}
	if svc.proxies, err = webhook.Networks(s.TrustedProxies); err != nil {
		return nil, fmt.Errorf("HOTLINE_TRUSTED_PROXIES: %w", err)
	}
	if s.TLSCert != "" {
		if svc.tls, err = openCertificate(s.TLSCert, s.TLSKey, log.Named("http")); err != nil {
			return nil, err
		}
	}
	svc.sender = webhook.New(webhook.Config{Networks: networks})
	mailer, err := newMailer(s)
	if err != nil {
		return nil, err
	}
	tokens := tokenizer.New()
	go tokens.Index("词") // its dictionary takes a second to read
	if svc.sealed, err = sealed.Open(s.sessionsDir(), s.ARIPassword, time.Now()); err != nil {
		log.Warn("no copies of sessions are kept; a restart while the database is away asks agents to wait for it", zap.Error(err))
		svc.sealed = nil
	}
	svc.store, err = postgres.OpenReady(ctx, s.DatabaseURL, postgres.Options{Tokenizer: tokens, Send: svc.sender.Send, Mail: mailer, Sealed: svc.sealed, Log: log.Named("postgres")})
	if err != nil {
		return nil, err
	}
	svc.watched = newStatusWatch(s.alarmsFile(), svc.store, log.Named("status"))
	svc.owner = svc.newOwner(folder)
	svc.registerOwner()
	return svc, nil
}

// join makes all components and joins them; nothing runs yet.
func (svc *application) join(ctx context.Context) error {
	s, log := svc.settings, svc.log
	var err error
	if svc.sounds, err = s.OpenSounds(func(msg string, err error) { log.Named("speech").Warn(msg, zap.Error(err)) }); err != nil {
		return err
	}
	if svc.journal, err = loop.OpenFiles(s.JournalDir()); err != nil {
		return err
	}
	svc.journal.Log, svc.journal.Keep = log.Named("journal"), s.JournalKeep
	svc.shipper = &loop.Shipper{Files: svc.journal, Store: svc.store, Log: svc.journal.Log, Every: 500 * time.Millisecond}
	engine, seq, started, err := svc.journal.Resume(ctx, svc.copyOfJournal(ctx))
	if err != nil {
		return err
	}
	svc.started, svc.before = started, engine.Settings()
	svc.calls = newLiveCalls(svc.store)
	svc.callers = newCallers(svc.store, time.Now, log.Named("callers"))
	if err := svc.joinTickets(); err != nil {
		return err
	}
	svc.attempts = &attemptWriter{tickets: svc.tickets, users: svc.store, log: log.Named("tickets"), queue: make(chan cti.CallRecord, attemptsWaiting)}
	return svc.joinCalls(engine, seq)
}

func (svc *application) joinTickets() error {
	folder, err := spool.Open(svc.settings.spoolDir())
	if err != nil {
		return err
	}
	report := func(msg string, err error) { svc.log.Warn(msg, zap.Error(err), doAbout(err)) }
	counter, err := spool.OpenCounter(svc.settings.spoolDir())
	if err != nil {
		report("the counter of tickets cannot be read; it begins anew behind the database's numbers", err)
	}
	if svc.files, err = files.Open(svc.settings.filesDir()); err != nil {
		return err
	}
	b := breaker.New(svc.ticketNow, report)
	units := directory.New(b, svc.store.Units)
	svc.units, svc.lines = units, newLineSettings()
	categories := breaker.NewCached(b, svc.store.Categories)
	svc.retention = Retention(svc.settings, svc.store, svc.log.Named("retention"))
	svc.accounts = accounts.New(svc.store, units, b, svc.languages())
	svc.rosters = rosters.New(svc.store, svc.store.People, units, b)
	svc.records = records.New(svc.store, units, b)
	svc.restricted = restricted.New(restricted.Config{Store: svc.store, Breaker: b, Plan: svc.settings.Plan(), Changed: svc.callers.changed})
	svc.prompts = svc.newPrompts(b)
	svc.reminders = reminders.New(svc.store, units, b)
	if svc.menus, err = svc.newMenus(b); err != nil {
		return err
	}
	svc.statistics = statistics.New(svc.store, units, categories, b)
	svc.tickets = service.New(service.Config{
		Store: svc.store, Breaker: b, Directory: units, Categories: categories, Spool: folder, Counter: counter, Calls: svc.calls,
		Plan: svc.settings.Plan(), Staff: svc.store, StatusTries: svc.store, AccessLogged: web.NoteAccess, Now: svc.ticketNow, Report: report,
	})
	svc.revisits = svc.newRevisits(b)
	return nil
}

// planned is what the jobs in the database do when their time has come.
type planned struct {
	*service.Service
	statistics *statistics.Service
	menus      *menuservice.Service
}

// PublishDue implements jobs.Service.
func (p planned) PublishDue(ctx context.Context, flow string, version int) (time.Duration, error) {
	return p.menus.PublishDue(ctx, flow, version)
}

// Publish implements jobs.Service.
func (p planned) Publish(ctx context.Context) error { return p.statistics.Publish(ctx) }

// run runs all components; the first one that fails stops the others.
func (svc *application) run(ctx context.Context, out io.Writer) error {
	settings, err := settingsAtStart(svc.settings, svc.before)
	if err != nil {
		return err
	}
	svc.before = settings
	svc.lines.use(settings)
	listener, err := net.Listen("tcp", svc.settings.HTTPAddr)
	if err != nil {
		return fmt.Errorf("open the pages' port (HOTLINE_HTTP_ADDR chooses another): %w", err)
	}
	g, ctx := errgroup.WithContext(ctx)
	svc.loop.Emit(svc.started) // before it runs: nothing is decided before
	svc.loop.Emit(cti.SettingsChanged{Settings: settings})
	g.Go(func() error { svc.loop.Run(ctx); return nil })
	g.Go(func() error { svc.journal.Run(ctx); return nil })
	svc.turning.Store(svc.loop)
	g.Go(func() error { svc.gateway.Run(ctx); return nil })
	g.Go(func() error { return svc.telephony.Run(ctx) })
	g.Go(func() error { svc.guard.run(ctx, svc.telephony.Watched); return nil })
	g.Go(func() error { svc.tickets.Run(ctx); return nil })
	g.Go(func() error { svc.prompts.Run(ctx); return nil })
	g.Go(func() error { svc.speakGreetings(ctx); return nil })
	g.Go(func() error { svc.files.Run(ctx, svc.tickets, svc.log.Named("files")); return nil })
	g.Go(func() error { svc.attempts.run(ctx); return nil })
	g.Go(func() error { svc.callers.run(ctx); return nil })
	g.Go(func() error { return svc.keepSchema(ctx) })
	g.Go(func() error { svc.expireCopies(ctx); return nil })
	g.Go(func() error { return svc.whenOwned(ctx, svc.retention.Run) })
	worker := postgres.NewWorker(svc.store, planned{svc.tickets, svc.statistics, svc.menus}, svc.ticketNow, svc.log.Named("jobs"))
	g.Go(func() error { return svc.whenOwned(ctx, worker.Run) })
	g.Go(func() error { return svc.whenOwned(ctx, svc.store.Upkeep) })
	g.Go(func() error { return svc.whenOwned(ctx, svc.menus.Run) })
	g.Go(func() error { return svc.whenOwned(ctx, svc.revisits.Run) })
	g.Go(func() error { svc.fallback.Run(ctx); return nil })
	g.Go(func() error { svc.watchStatus(ctx); return nil })
	g.Go(func() error { svc.countPrompts(ctx); return nil })
	g.Go(func() error { svc.box.Run(ctx); return nil })
	g.Go(func() error {
		svc.demo.run(ctx, svc.store, svc.settings.HTTPAddr, svc.log.Named("accounts"))
		return nil
	})
	g.Go(func() error { return svc.whenOwned(ctx, svc.shipper.Run) })
	g.Go(func() error { return svc.serveHTTP(ctx, listener) })
	fmt.Fprintf(out, "hotline is at %s\n", svc.address(listener))
	return g.Wait()
}
