package httpapi

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
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
	ID    string // also in the reply: X-Request-Id
	Addr  string // where it came from
	Login string // who sent it, once that is known
	// Untouched is how long ago the person at the page did something.
	Untouched time.Duration
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
	return &RequestInfo{ID: rand.Text()[:16], Addr: clientAddr(r, proxies)}
}

// clientAddr returns the address that a request came from. A proxy is believed when it
// names another (X-Forwarded-For) if it is this machine or in one of the networks:
// of the addresses named, the last that is no such proxy. Nobody else is believed.
func clientAddr(r *http.Request, proxies []netip.Prefix) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	at = at.Unmap()
	named := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(named) - 1; i >= 0 && proxyOfOurs(at, proxies); i-- {
		next, ok := forwarded(named[i])
		if !ok || next.IsLoopback() && !at.IsLoopback() {
			break // another machine's own address: what passes for this one may read the metrics
		}
		at = next
	}
	return at.String()
}

// proxyOfOurs reports whether what a machine forwards is taken for true.
func proxyOfOurs(a netip.Addr, proxies []netip.Prefix) bool {
	return a.IsLoopback() || slices.ContainsFunc(proxies, func(p netip.Prefix) bool { return p.Contains(a.WithZone("")) })
}

// forwarded reads an address as proxies write it, with or without a port.
func forwarded(s string) (netip.Addr, bool) {
	s = strings.TrimSpace(s)
	if ap, err := netip.ParseAddrPort(s); err == nil {
		return ap.Addr().Unmap(), true
	}
	a, err := netip.ParseAddr(strings.Trim(s, "[]"))
	return a.Unmap(), err == nil
}

// Loopback reports whether an address is this machine.
func Loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
