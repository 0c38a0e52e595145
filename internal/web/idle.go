package web

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	"hotline12345/internal/errs"
	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// idleHeader holds how many seconds ago the person at the page last touched it. Pages
// send it with every request, so that what they ask for by themselves keeps no
// session alive; a request without it is a person's.
const idleHeader = "X-Idle"

// noteSender reads it for each request, and the token of a machine.
func noteSender(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		info := httpapi.RequestInfoOf(r.Context())
		info.Untouched, info.Bearer = untouchedFor(r), bearer(r)
		next.ServeHTTP(w, r)
	})
}

// untouchedFor returns for how long nothing was touched; a websocket comes back by
// itself and is no person's act.
func untouchedFor(r *http.Request) time.Duration {
	if r.Header.Get("Upgrade") != "" {
		return sessionLife
	}
	n, err := strconv.ParseUint(r.Header.Get(idleHeader), 10, 31)
	if err != nil {
		return 0
	}
	return min(time.Duration(n)*time.Second, sessionLife)
}

// activity remembers when each session's page was last touched. It need not
// outlive a restart: what a session's page says of itself is believed then.
type activity struct {
	limit time.Duration // 0: no session is ever idle
	now   func() time.Time

	mu    sync.Mutex
	at    map[string]time.Time // by token
	swept time.Time
}

// idle reports whether a session was not touched for the limit, and notes a touch;
// called is when its agent was last in a call.
func (a *activity) idle(token string, untouched time.Duration, called time.Time) bool {
	if a.limit == 0 {
		return false
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	now := a.now()
	a.sweep(now)
	last, known := a.at[token]
	switch {
	case known:
	case untouched >= sessionLife: // a websocket, after a restart: it cannot tell since when nobody is here
		return false
	default:
		last = now.Add(-untouched)
	}
	if called.After(last) {
		last = called
	}
	if now.Sub(last) >= a.limit {
		return true
	}
	if touched := now.Add(-untouched); touched.After(last) {
		last = touched
	}
	a.at[token] = last
	return false
}

func (a *activity) sweep(now time.Time) {
	if now.Sub(a.swept) < sweepEvery {
		return
	}
	a.swept = now
	for token, at := range a.at {
		if now.Sub(at) > sessionLife {
			delete(a.at, token)
		}
	}
}

// isIdle reports whether a session has to end because it was not touched. While the
// database is away none ends: without it there is no signing in again, and the
// register works on.
func (s *Server) isIdle(ctx context.Context, u org.User) bool {
	var called time.Time
	if s.cfg.LastInCall != nil && u.Number != "" {
		called = s.cfg.LastInCall(u.Number)
	}
	if !s.activity.idle(s.sessions.Token(ctx), httpapi.RequestInfoOf(ctx).Untouched, called) {
		return false
	}
	ask, cancel := context.WithTimeout(ctx, accountLimit)
	defer cancel()
	_, err := s.cfg.Users.UserByLogin(ask, u.Login)
	return !errors.Is(err, errs.ErrUnavailable) && !errors.Is(err, context.DeadlineExceeded)
}
