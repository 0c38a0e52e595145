package web

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
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

func newVisit(r *http.Request) *visit {
	return &visit{id: rand.Text()[:16], addr: clientAddr(r), untouched: untouchedFor(r)}
}

// clientAddr is the address that a request came from. Only a proxy on this
// machine is believed when it names another.
func clientAddr(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if !loopback(host) {
		return host
	}
	named := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	if ip := net.ParseIP(strings.TrimSpace(named[len(named)-1])); ip != nil {
		return ip.String()
	}
	return host
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
