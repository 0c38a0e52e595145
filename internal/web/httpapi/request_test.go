package httpapi

import (
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

func TestALoggedPathHasNoNumber(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/api/tickets/13800138000":             "/api/tickets/***",
		"/api/tickets/+8613800138000":          "/api/tickets/***",
		"/api/tickets/057187654321":            "/api/tickets/***",
		"/api/tickets/031020101234":            "/api/tickets/***", // a ticket's form, but of the year 2003
		"/api/tickets/87654321/moves":          "/api/tickets/***/moves",
		"/api/tickets/261123000001":            "/api/tickets/261123000001",
		"/api/calls/1764000000.12/draft":       "/api/calls/1764000000.12/draft",
		"/agent":                               "/agent",
		"/1234567" + strings.Repeat("/x", 900): "/***" + strings.Repeat("/x", 96),
	} {
		if got := loggedPath(path); got != want {
			t.Errorf("%s is logged as %s, want %s", path, got, want)
		}
	}
}

func TestClientAddr(t *testing.T) {
	t.Parallel()
	proxies := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("2001:db8:9::/48")}
	for _, c := range []struct{ remote, forwarded, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"},
		{"192.0.2.1:5", "198.51.100.1", "192.0.2.1"}, // anybody can write that
		{"127.0.0.1:5", "", "127.0.0.1"},
		{"127.0.0.1:5", "198.51.100.1, 192.0.2.9", "192.0.2.9"},
		{"[::1]:5", "2001:db8::1", "2001:db8::1"},
		{"127.0.0.1:5", "unknown", "127.0.0.1"},
		{"@", "", "@"},
		{"10.1.0.2:5", "", "10.1.0.2"},
		{"10.1.0.2:5", "198.51.100.1", "198.51.100.1"},
		{"10.2.0.2:5", "198.51.100.1", "10.2.0.2"},                             // no proxy of ours
		{"10.1.0.2:5", "203.0.113.9, 198.51.100.1, 10.1.7.7", "198.51.100.1"},  // two proxies; left of them anybody can write
		{"127.0.0.1:5", "203.0.113.9, 198.51.100.1, 10.1.7.7", "198.51.100.1"}, // and one on this machine
		{"[::ffff:10.1.0.2]:5", "::ffff:198.51.100.1", "198.51.100.1"},         // the same, as IPv6 writes it
		{"[2001:db8:9::1]:5", "[2001:db8:7::1]:443", "2001:db8:7::1"},          // some write the port too
		{"10.1.0.2:5", "10.1.7.7", "10.1.7.7"},                                 // who sits in the proxies' network
		{"10.1.0.2:5", "198.51.100.1, unknown", "10.1.0.2"},                    // nothing is guessed
		{"10.1.0.2:5", "127.0.0.1", "10.1.0.2"},                                // never for this machine
		{"10.1.0.2:5", "127.0.0.1, 10.1.7.7", "10.1.7.7"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got, _ := sender(r, proxies); got != c.want {
			t.Errorf("%+v: %s", c, got)
		}
	}
}

// TestWhoIsBelievedToHaveTLS: a proxy of ours, and nobody else.
func TestWhoIsBelievedToHaveTLS(t *testing.T) {
	t.Parallel()
	proxies := []netip.Prefix{netip.MustParsePrefix("10.1.0.0/16")}
	for _, c := range []struct {
		remote  string
		headers []string // name, value, ...
		addr    string
		secure  bool
	}{
		{"192.0.2.1:5", []string{"X-Forwarded-Proto", "https"}, "192.0.2.1", false},
		{"192.0.2.1:5", []string{"Forwarded", "for=198.51.100.1;proto=https"}, "192.0.2.1", false},
		{"10.2.0.1:5", []string{"X-Forwarded-Proto", "https", "X-Forwarded-For", "198.51.100.1"}, "10.2.0.1", false},
		{"10.1.0.2:5", nil, "10.1.0.2", false},
		{"10.1.0.2:5", []string{"X-Forwarded-Proto", "http"}, "10.1.0.2", false},
		{"10.1.0.2:5", []string{"X-Forwarded-Proto", "https"}, "10.1.0.2", true},
		{"127.0.0.1:5", []string{"X-Forwarded-Proto", " HTTPS "}, "127.0.0.1", true},
		{"[::1]:5", []string{"X-Forwarded-Proto", "https", "X-Forwarded-For", "198.51.100.1"}, "198.51.100.1", true},
		{"10.1.0.2:5", []string{"X-Forwarded-Proto", "https", "X-Forwarded-For", "198.51.100.1, 10.1.7.7"}, "198.51.100.1", true},
		// the outer proxy had TLS, the inner one had not; what the sender wrote itself stands left of both
		{"10.1.0.2:5", []string{"X-Forwarded-Proto", "http, https, http", "X-Forwarded-For", "203.0.113.9, 198.51.100.1, 10.1.7.7"}, "198.51.100.1", true},
		{"10.1.0.2:5", []string{"X-Forwarded-Proto", "https, http", "X-Forwarded-For", "198.51.100.1"}, "198.51.100.1", false},
		{"10.1.0.2:5", []string{"X-Forwarded-Proto", "https", "X-Forwarded-Proto", "http", "X-Forwarded-For", "198.51.100.1"}, "198.51.100.1", false},
		{"10.1.0.2:5", []string{"Forwarded", `for="198.51.100.1:4711";proto=https;by=10.1.0.2`}, "198.51.100.1", true},
		{"10.1.0.2:5", []string{"Forwarded", `For="[2001:db8:7::1]:443"; Proto="HTTPS"`}, "2001:db8:7::1", true},
		{"10.1.0.2:5", []string{"Forwarded", "for=203.0.113.9;proto=https, for=198.51.100.1;proto=http"}, "198.51.100.1", false},
		{"10.1.0.2:5", []string{"Forwarded", "for=198.51.100.1;proto=https", "Forwarded", "for=10.1.7.7;proto=http"}, "198.51.100.1", true},
		{"10.1.0.2:5", []string{"Forwarded", "for=unknown;proto=https"}, "10.1.0.2", true},
		{"10.1.0.2:5", []string{"Forwarded", "for=127.0.0.1;proto=https"}, "10.1.0.2", true},
		{"10.1.0.2:5", []string{"Forwarded", "for=203.0.113.9;proto=https", "X-Forwarded-For", "198.51.100.1", "X-Forwarded-Proto", "http"}, "198.51.100.1", false},
		{"@", []string{"X-Forwarded-Proto", "https"}, "@", false},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = c.remote
		for i := 0; i < len(c.headers); i += 2 {
			r.Header.Add(c.headers[i], c.headers[i+1])
		}
		if addr, secure := sender(r, proxies); addr != c.addr || secure != c.secure {
			t.Errorf("%+v: from %s, secure %t", c, addr, secure)
		}
	}
}

func TestPlaceOfAnAddress(t *testing.T) {
	t.Parallel()
	for addr, want := range map[string]string{"192.0.2.7": "192.0.2.7", "::ffff:192.0.2.7": "::ffff:192.0.2.7",
		"2001:db8:1:2:3::4": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "nonsense": "nonsense"} {
		if got := placeOf(addr); got != want {
			t.Errorf("place of %s is %s, want %s", addr, got, want)
		}
	}
}
