package httpapi

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"time"

	"hotline12345/tickets/org"
)

type userKey struct{}

// UserOf returns the user of a request that passed the guard.
func UserOf(ctx context.Context) org.User {
	u, _ := ctx.Value(userKey{}).(org.User)
	return u
}

// ActorOf returns that user as the rules know people.
func ActorOf(ctx context.Context) org.Actor {
	return UserOf(ctx).Actor(RequestInfoOf(ctx).Addr)
}

// RequestInfo is what is known of one request beside what it asks.
type RequestInfo struct {
	ID   string // also in the reply: X-Request-Id
	Addr string // where it came from
	// Secure reports whether the browser sent it over TLS, here or to a proxy of ours.
	Secure bool
	Login  string // who sent it, once that is known
	// Untouched is how long ago the person at the page did something.
	Untouched time.Duration
	// Bearer is the token of a machine; Allowed are the ids of the routes that it may use,
	// nil for a person.
	Bearer  string
	Allowed []string
	// accesses are the kinds of access records that were written for it.
	accesses []AccessKind
}

type requestInfoKey struct{}

// RequestInfoOf returns what is known of a request; an empty one outside of any.
func RequestInfoOf(ctx context.Context) *RequestInfo {
	if v, ok := ctx.Value(requestInfoKey{}).(*RequestInfo); ok {
		return v
	}
	return &RequestInfo{}
}

func newRequestInfo(r *http.Request, proxies []netip.Prefix) *RequestInfo {
	addr, secure := sender(r, proxies)
	return &RequestInfo{ID: rand.Text()[:16], Addr: addr, Secure: secure}
}

// Loopback reports whether an address is this machine.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// Place returns where tries are counted: the address, or of IPv6 the /64 that one house has
// for itself; a robot there would never use the same address twice.
func (r *RequestInfo) Place() string { return placeOf(r.Addr) }

func placeOf(addr string) string {
	ip, err := netip.ParseAddr(addr)
	if err != nil || ip.Unmap().Is4() {
		return addr
	}
	p, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return addr
	}
	return p.String()
}
