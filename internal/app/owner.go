package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/asterisk"
	"hotline12345/internal/ownership"
	"hotline12345/internal/web"
)

// LockDataDir takes the data folder for a command that writes into it. It returns an
// *ownership.HeldError, which says what to do, while a service or another command has
// it.
func LockDataDir(s Settings, command string) (unlock func(), err error) {
	f, err := ownership.Lock(s.DataDir, command, time.Now())
	if err != nil {
		return nil, err
	}
	return f.Unlock, nil
}

// newOwner returns what keeps the ownership of Asterisk and the database for this
// service; see the package ownership.
func (svc *application) newOwner(folder *ownership.Folder) *ownership.Keeper {
	s := svc.settings
	ari := asterisk.New(asterisk.Config{URL: s.ARIURL, User: s.ARIUser, Password: s.ARIPassword,
		Meter: silent{}, Log: svc.log.Named("asterisk")}, func(cti.Event) {})
	log := svc.log.Named("owner")
	return ownership.NewKeeper(ownership.Config{
		Instance: folder.Instance(), Who: folder.Who(), Asterisk: asterisk.Claims{Client: ari}, Database: svc.store.Claims(),
		Alive: svc.decides, Report: func(message string) { log.Warn(message) },
	})
}

// silent is a Meter that counts nothing: beats are no requests of calls.
type silent struct{}

func (silent) Reconnected()                {}
func (silent) UnknownEvent()               {}
func (silent) Request(time.Duration, bool) {}

// decides returns nil while the loop turns, and before it begins.
func (svc *application) decides(ctx context.Context) error {
	if l := svc.turning.Load(); l != nil {
		return l.Ask(ctx, func(*cti.Engine) {})
	}
	return nil
}

// standBy waits until this service owns the hotline. Meanwhile its port says so; where
// another service on this machine has the port, only the log does.
func (svc *application) standBy(ctx context.Context) error {
	waiting, done := context.WithCancel(ctx)
	defer done()
	said := make(chan struct{})
	go func() {
		defer close(said)
		svc.sayStandBy(waiting)
	}()
	err := svc.owner.Acquire(ctx)
	done()
	<-said // the port is free again
	return err
}

// standBySoon is how long a start may take before its port answers.
const standBySoon = 500 * time.Millisecond

func (svc *application) sayStandBy(ctx context.Context) {
	select {
	case <-time.After(standBySoon):
	case <-ctx.Done():
		return
	}
	l, err := net.Listen("tcp", svc.settings.HTTPAddr)
	if err != nil {
		svc.log.Info("standing by without a port", zap.Error(err))
		return
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/health", svc.standByHealth)
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		if !fromHere(r) {
			http.NotFound(w, r)
			return
		}
		svc.metrics.Handler().ServeHTTP(w, r)
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "10")
		http.Error(w, "This service stands by: another one serves the hotline.", http.StatusServiceUnavailable)
	})
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, ErrorLog: zap.NewStdLog(svc.log.Named("http"))}
	go func() {
		<-ctx.Done()
		_ = server.Close()
	}()
	if svc.settings.TLSCert != "" {
		err = server.ServeTLS(l, svc.settings.TLSCert, svc.settings.TLSKey)
	} else {
		err = server.Serve(l)
	}
	if !errors.Is(err, http.ErrServerClosed) {
		svc.log.Warn("standing by without a port", zap.Error(err))
	}
}

// standByHealth answers 503: no call is to be sent here. Why is for this machine.
func (svc *application) standByHealth(w http.ResponseWriter, r *http.Request) {
	part := web.HealthPart{}
	if fromHere(r) {
		part.Detail = "standing by: " + svc.owner.Status().Reason
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusServiceUnavailable)
	_ = json.NewEncoder(w).Encode(web.Health{Parts: map[string]web.HealthPart{"owner": part}}) // the caller may be gone
}

// fromHere reports whether a request comes from this machine and from no proxy on it.
func fromHere(r *http.Request) bool {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	ip := net.ParseIP(host)
	return err == nil && ip != nil && ip.IsLoopback() && r.Header.Get("X-Forwarded-For") == ""
}

// whenOwned runs work that writes to the database by itself, once this service owns it.
func (svc *application) whenOwned(ctx context.Context, work func(context.Context)) error {
	select {
	case <-svc.owner.Database():
		work(ctx)
	case <-ctx.Done():
	}
	return nil
}

var (
	errOwnerWaits = errors.New("the claim in Asterisk is not renewed; commands wait")
	errTwoOwners  = errors.New("the database belongs to another service, and nothing is shipped to it: stop one of the two, or give each a database of its own")
)

// ownerHealth says whether this service owns the hotline, and what is wrong with it.
func (svc *application) ownerHealth() (detail string, err error) {
	s := svc.owner.Status()
	switch {
	case s.Other != "":
		return "", fmt.Errorf("%w: %s", errTwoOwners, s.Other)
	case s.Asterisk && s.Renewed >= ownership.Lease:
		return "", fmt.Errorf("%w: last %s ago", errOwnerWaits, s.Renewed.Round(time.Second))
	case !s.Asterisk && s.Reason != "":
		return "", errors.New(s.Reason)
	}
	return fmt.Sprintf("epoch %d", s.Claim.Epoch), nil
}

// registerOwner adds what the ownership counts.
func (svc *application) registerOwner() {
	owns := "Whether this service owns it: 1, or 0 while it stands by."
	is := func(yes func(ownership.Status) bool) func() float64 {
		return func() float64 {
			if yes(svc.owner.Status()) {
				return 1
			}
			return 0
		}
	}
	svc.metrics.Gauge("hotline_owns_asterisk", owns, is(func(s ownership.Status) bool { return s.Asterisk }))
	svc.metrics.Gauge("hotline_owns_database", owns, is(func(s ownership.Status) bool { return s.Database }))
	svc.metrics.Gauge("hotline_owner_epoch", "Grows with each change of the owner and each start.",
		func() float64 { return float64(svc.owner.Status().Claim.Epoch) })
	svc.metrics.Counter("hotline_ari_strangers_total", "Programs without a claim that took the ARI application; it was taken back.", nil,
		func() uint64 { return svc.owner.Status().Rogue })
}
