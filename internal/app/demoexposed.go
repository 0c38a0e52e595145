package app

import (
	"context"
	"errors"
	"net"
	"slices"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"hotline12345/internal/postgres/demo"
	"hotline12345/internal/web"
)

// ErrDemoExposed is what health and doctor say while anybody can sign in.
var ErrDemoExposed = errors.New("accounts of the demo city can be opened with the password that everybody can read, from other machines")

// DemoAdvice is what to do about it.
const DemoAdvice = "deactivate them or change their passwords at /admin/users, or let HOTLINE_HTTP_ADDR be 127.0.0.1:8080"

// Reachable reports whether other machines reach an address to listen on: "0.0.0.0:8443".
func Reachable(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return true
	}
	ip := net.ParseIP(host)
	return host != "localhost" && (ip == nil || !ip.IsLoopback())
}

// DemoAccounts finds the stored passwords of accounts that the demo city made.
type DemoAccounts interface {
	DemoPasswords(ctx context.Context) (hashes []string, err error)
}

// DemoExposed reports whether the demo's password opens an account on an address that
// others reach.
func DemoExposed(ctx context.Context, store DemoAccounts, addr string) (bool, error) {
	if !Reachable(addr) {
		return false, nil
	}
	hashes, err := store.DemoPasswords(ctx)
	return slices.ContainsFunc(hashes, func(h string) bool { return web.PasswordOpens(demo.Password, h) }), err
}

// demoWatch knows whether the demo's password is exposed.
type demoWatch struct{ exposed atomic.Bool }

// lookEvery is how often accounts are looked at again; it costs a database query, and
// as much as one sign-in for each password that is shared.
const lookEvery = 10 * time.Minute

// run looks until ctx ends.
func (w *demoWatch) run(ctx context.Context, store DemoAccounts, addr string, log *zap.Logger) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		exposed, err := DemoExposed(ctx, store, addr)
		if err == nil { // else the database is away, and nobody can sign in
			w.exposed.Store(exposed)
		}
		if exposed {
			log.Warn(ErrDemoExposed.Error(), zap.String("do", DemoAdvice))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}
