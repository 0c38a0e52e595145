package web

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// visit is what the log tells of one request.
type visit struct {
	id    string // also in the reply: X-Request-Id
	addr  string // where it came from
	login string // who sent it, once known
	// untouched is how long ago the person at the page did something.
	untouched time.Duration
}

type visitKey struct{}

// visitOf is the visit of a request; an empty one outside of any.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{}
}

func (s *Server) newVisit(r *http.Request) *visit {
	return &visit{id: rand.Text()[:16], addr: clientAddr(r, s.cfg.Proxies), untouched: untouchedFor(r)}
}

// clientAddr is the address that a request came from. A proxy is believed when it
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

// proxyOfOurs says whether what a machine forwards is taken for true.
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

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
