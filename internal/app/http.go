package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"time"

	"go.uber.org/zap"

	agentweb "hotline12345/agent-web"
	"hotline12345/cti"
	"hotline12345/cti/desk"
	"hotline12345/cti/gateway"
	"hotline12345/internal/sheet"
	"hotline12345/internal/web"
	"hotline12345/ivr"
	"hotline12345/tickets/org"
	"hotline12345/tickets/papers"
)

// serveHTTP serves the pages and the interface until ctx ends.
func (svc *application) serveHTTP(ctx context.Context, l net.Listener) error {
	pages, err := fs.Sub(agentweb.Dist, "dist")
	if err != nil {
		return fmt.Errorf("open pages: %w", err)
	}
	factorKey := svc.settings.factorKey(svc.store.HasFactors)
	if _, err := factorKey(ctx); err != nil {
		svc.log.Error("second factors cannot be used", zap.Error(err)) // everything else can
	}
	server := &http.Server{
		Handler: web.New(web.Config{
			Users: svc.store, Sessions: svc.store.Sessions(), Copies: svc.sealed, Tickets: svc.tickets, Accounts: svc.accounts, Factors: svc.store, Tokens: svc.store, Policy: svc.settings.Policy(), FactorKey: factorKey, Rosters: svc.rosters, Reminders: svc.reminders, Revisits: svc.revisits, Records: svc.records, Restricted: svc.restricted, Menus: svc.menus, FlowFiles: flowFiles{}, Prompts: svc.prompts, Says: svc.says, Letterheads: svc.letterheads, Undertakings: svc.store, Statistics: svc.statistics, Filters: svc.store, Calls: svc.calls,
			Recordings: recordings{svc.settings.recordingsDir()}, Files: svc.files, Imports: svc.store, Sheets: sheet.Sheets{},
			Webhooks: svc.store, AccessLog: svc.store, Retention: svc.retention, Deletions: svc.store, Sender: svc.sender,
			Papers: svc.settings.DocumentFonts(), Office: papers.Office{Address: svc.settings.Address, Phone: svc.settings.MainNumber}, Health: svc.checkHealth, Status: svc.watched,
			Metrics: svc.metrics.Handler(), Desk: svc.serveDesk, Pages: pages,
			OIDC:        svc.settings.Identity(),
			City:        web.City{ZhCN: svc.settings.City, ZhHK: svc.settings.CityTraditional, En: svc.settings.CityEnglish},
			DemoExposed: svc.demo.exposed.Load,
			DiskFull:    svc.diskFull,
			LastInCall:  func(number string) time.Time { return svc.hub.LastInCall(cti.AgentID(number)) },
			Dismiss:     func(number string) { svc.hub.Dismiss(cti.AgentID(number)) }, Idle: svc.settings.Idle,
			Proxies: svc.proxies, Log: svc.log.Named("web"),
		}),
		ReadHeaderTimeout: 10 * time.Second,
		IdleTimeout:       2 * time.Minute,
		ErrorLog:          zap.NewStdLog(svc.log.Named("http")),
	}
	go func() {
		<-ctx.Done()
		_ = server.Close() // pages come back to the successor at once
	}()
	if svc.tls != nil {
		server.TLSConfig = svc.tls.config()
		err = server.ServeTLS(l, "", "")
	} else {
		err = server.Serve(l)
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return fmt.Errorf("serve pages: %w", err)
}

// address is where the pages are.
func (svc *application) address(l net.Listener) string {
	if svc.tls != nil {
		return "https://" + l.Addr().String()
	}
	return "http://" + l.Addr().String()
}

// serveDesk opens an agent's websocket.
func (svc *application) serveDesk(w http.ResponseWriter, r *http.Request, u org.User) {
	a := desk.Agent{ID: cti.AgentID(u.Number), Name: u.Name, Unit: u.Unit}
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
		path, err := r.path(p.File)
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, gateway.Piece{Path: path, Started: p.StartedAt})
	}
	return gateway.Conversation(pieces)
}
