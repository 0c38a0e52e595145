package httpapi

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// plainHost is a host that may stand in a policy as it is.
var plainHost = regexp.MustCompile(`^[A-Za-z0-9.:\[\]-]+$`)

// policy returns the content security policy of the pages: everything comes from here.
// Not every browser counts our own websocket as 'self', so the host is named.
func policy(host string) string {
	sockets := ""
	if plainHost.MatchString(host) {
		sockets = " ws://" + host + " wss://" + host
	}
	return "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; " +
		"connect-src 'self'" + sockets + "; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
}

// Secured sets the headers that a browser should obey. Over TLS it is told to use
// nothing else for a year.
func Secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy(r.Host))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "microphone=(self), camera=(), geolocation=()")
		if RequestInfoOf(r.Context()).Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if strings.HasPrefix(r.URL.Path, "/api/") {
			h.Set("Cache-Control", "no-store") // personal data stays out of every cache
		}
		next.ServeHTTP(w, r)
	})
}

// SameOrigin refuses requests that another site made the browser send: those
// that change something, and websockets.
func SameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(refuseForeign))
	inner := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") && !ownOrigin(r) {
			refuseForeign(w, r)
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func refuseForeign(w http.ResponseWriter, r *http.Request) {
	WriteProblem(w, r, NewProblem(http.StatusForbidden, "foreign_origin", "the request comes from another site"))
}

// ownOrigin reports whether a websocket was opened by a page of ours.
func ownOrigin(r *http.Request) bool {
	origin, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && origin.Host != "" && strings.EqualFold(origin.Host, r.Host)
}
