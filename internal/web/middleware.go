package web

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"go.uber.org/zap"
)

// secured sets the headers that a browser should obey.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "+
			"media-src 'self' blob:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Permissions-Policy", "microphone=(self), camera=(), geolocation=()")
		next.ServeHTTP(w, r)
	})
}

// sameOrigin refuses requests that another site made the browser send: those
// that change something, and websockets.
func sameOrigin(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { writeProblem(w, foreign()) }))
	inner := protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") && !ownOrigin(r) {
			writeProblem(w, foreign())
			return
		}
		inner.ServeHTTP(w, r)
	})
}

func foreign() *Problem {
	return problem(http.StatusForbidden, "foreign_origin", "the request comes from another site")
}

// ownOrigin says whether a websocket was opened by a page of ours.
func ownOrigin(r *http.Request) bool {
	origin, err := url.Parse(r.Header.Get("Origin"))
	return err == nil && origin.Host != "" && origin.Host == r.Host
}

// logged notes every request of the interface, without its query: that may hold
// a telephone number.
func (s *Server) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		defer func() {
			if fault := recover(); fault != nil && fault != http.ErrAbortHandler {
				s.cfg.Log.Error("request panicked", zap.String("path", r.URL.Path), zap.Any("fault", fault), zap.Stack("stack"))
				writeProblem(w, problem(http.StatusInternalServerError, "fault", "something went wrong here; it is in the log"))
			}
			if strings.HasPrefix(r.URL.Path, "/api/") {
				s.cfg.Log.Debug("request", zap.String("method", r.Method), zap.String("path", r.URL.Path), zap.Duration("took", time.Since(begun)))
			}
		}()
		next.ServeHTTP(w, r)
	})
}
