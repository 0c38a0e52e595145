package web

import (
	"context"
	"encoding/json"
	"net/http"

	"go.uber.org/zap"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets"
	"hotline12345/tickets/org"
)

// sessionUser returns the user of the request's session, as the directory knows them
// now, or why there is none. A session that is idle ends.
func (s *Server) sessionUser(ctx context.Context) (org.User, *httpapi.Problem) {
	if token := httpapi.RequestInfoOf(ctx).Bearer; token != "" {
		return s.tokenUser(ctx, token)
	}
	raw := s.sessions.GetBytes(ctx, "user")
	var u org.User
	if raw == nil || json.Unmarshal(raw, &u) != nil {
		return u, httpapi.SignedOut()
	}
	u.Epoch = s.sessions.GetInt(ctx, "epoch")
	now, out := s.accounts.current(ctx, u)
	if out == nil && s.isIdle(ctx, now) {
		// a restart forgets who was idle, so the session itself must go
		if err := s.sessions.Destroy(ctx); err != nil {
			s.cfg.Log.Warn("end an idle session", zap.String("login", u.Login), zap.Error(err))
		}
		return u, httpapi.SessionIdle()
	}
	return s.asked(ctx, now), out
}

// cookieUser returns the user of a request outside the session middleware, or why
// there is none.
func (s *Server) cookieUser(r *http.Request) (org.User, *httpapi.Problem) {
	if token := httpapi.RequestInfoOf(r.Context()).Bearer; token != "" {
		u, p := s.tokenUser(r.Context(), token)
		httpapi.RequestInfoOf(r.Context()).Login = u.Login
		return u, p
	}
	cookie, err := r.Cookie(s.sessions.Cookie.Name)
	if err != nil {
		return org.User{}, httpapi.SignedOut()
	}
	ctx, err := s.sessions.Load(r.Context(), cookie.Value)
	if err != nil {
		return org.User{}, s.api.ProblemOf(r.Context(), err)
	}
	u, p := s.sessionUser(ctx)
	httpapi.RequestInfoOf(r.Context()).Login = u.Login
	return u, p
}

// permitted reports whether a plain handler outside the session middleware may
// answer; it has answered with a problem if not.
func (s *Server) permitted(w http.ResponseWriter, r *http.Request, route httpapi.Route) (org.User, bool) {
	u, p := s.cookieUser(r)
	if p == nil {
		p = s.api.Permit(r.Context(), route, u)
	}
	if p != nil {
		httpapi.WriteProblem(w, r, p)
		return u, false
	}
	return u, true
}

// NoteAccess notes that an access record was written for a request; it belongs into
// the Config of the tickets.Service that the server works with. Without it nothing
// that is audited is answered.
func NoteAccess(ctx context.Context, l tickets.AccessRecord) {
	httpapi.NoteAccess(ctx, httpapi.AccessKind(l.What))
}

// overseesAll reports whether someone's area is the whole city.
func (s *Server) overseesAll(ctx context.Context, by org.Actor) bool {
	return org.OverseesAll(by.Unit, s.cfg.Tickets.Rulebook(ctx).Tree)
}
