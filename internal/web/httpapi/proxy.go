package httpapi

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// hop is what a proxy says of who sent it a request.
type hop struct{ addr, proto string }

// sender returns the address that a request came from, and whether it came over TLS. A
// proxy is believed if it is this machine or in one of the networks: of the addresses
// that are named, the sender's is the last that is no such proxy, and what the first
// proxy behind it says of TLS counts. Nobody else is believed.
func sender(r *http.Request, proxies []netip.Prefix) (addr string, secure bool) {
	secure = r.TLS != nil
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	at, err := netip.ParseAddr(host)
	if err != nil {
		return host, secure
	}
	at = at.Unmap()
	if proxyOfOurs(at, proxies) {
		var passed int
		at, passed = walk(at, named(r), proxies)
		secure = secure || overTLS(r, passed)
	}
	return at.String(), secure
}

// walk goes from a proxy back towards the sender, and returns who that is and how many
// proxies of ours the request has passed.
func walk(at netip.Addr, hops []hop, proxies []netip.Prefix) (netip.Addr, int) {
	passed := 1
	for i := len(hops) - 1; i >= 0; i-- {
		next, ok := forwarded(hops[i].addr)
		if !ok || next.IsLoopback() && !at.IsLoopback() {
			break // another machine's own address: what passes for this one may read the metrics
		}
		at = next
		if !proxyOfOurs(at, proxies) {
			break
		}
		passed++
	}
	return at, passed
}

// named returns the senders that proxies named, the last proxy's at the end:
// X-Forwarded-For, or Forwarded (RFC 7239) where there is none.
func named(r *http.Request) []hop {
	var hops []hop
	for _, a := range list(r, "X-Forwarded-For") {
		hops = append(hops, hop{addr: a})
	}
	if hops != nil {
		return hops
	}
	for _, element := range list(r, "Forwarded") {
		hops = append(hops, forwardedHop(element))
	}
	return hops
}

// overTLS reports whether the sender reached the outermost of so many proxies over TLS:
// X-Forwarded-Proto, or Forwarded where there is none. A proxy that names one protocol for
// all of them says what its own sender told it.
func overTLS(r *http.Request, passed int) bool {
	protos := list(r, "X-Forwarded-Proto")
	if protos == nil {
		for _, element := range list(r, "Forwarded") {
			protos = append(protos, forwardedHop(element).proto)
		}
	}
	if len(protos) == 0 {
		return false
	}
	return strings.EqualFold(protos[max(len(protos)-passed, 0)], "https")
}

// list returns the values of a header that may come in several lines.
func list(r *http.Request, header string) []string {
	if len(r.Header.Values(header)) == 0 {
		return nil
	}
	values := strings.Split(strings.Join(r.Header.Values(header), ","), ",")
	for i, v := range values {
		values[i] = strings.TrimSpace(v)
	}
	return values
}

// forwardedHop reads one element of Forwarded: for="[2001:db8::1]:443";proto=https.
func forwardedHop(element string) hop {
	var h hop
	for pair := range strings.SplitSeq(element, ";") {
		name, value, _ := strings.Cut(pair, "=")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "for":
			h.addr = value
		case "proto":
			h.proto = value
		}
	}
	return h
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
