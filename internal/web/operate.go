package web

import (
	"encoding/json"
	"net"
	"net/http"

	"hotline12345/tickets"
)

// Health is the state of every part.
type Health struct {
	OK    bool            `json:"ok"`
	Parts map[string]Part `json:"parts"`
}

// Part is the state of one part, in plain words.
type Part struct {
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"`
}

// health is 200 while calls can be taken, 503 otherwise.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	h := s.cfg.Health(r.Context())
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	if !h.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(h)
}

// metrics are for a collector on this machine, and for those who may.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	if ip := net.ParseIP(hostOf(r.RemoteAddr)); ip == nil || !ip.IsLoopback() {
		if _, ok := s.permitted(w, r, "get-metrics"); !ok {
			return
		}
	}
	s.cfg.Metrics.ServeHTTP(w, r)
}

// desk checks the session of a websocket and hands it on. It stands outside the
// session middleware, which would hold the reply back.
func (s *Server) desk(w http.ResponseWriter, r *http.Request) {
	u, ok := s.websocketUser(w, r)
	if ok {
		s.cfg.Desk(w, r, u)
	}
}

func (s *Server) websocketUser(w http.ResponseWriter, r *http.Request) (u tickets.User, ok bool) {
	cookie, err := r.Cookie(s.sessions.Cookie.Name)
	if err != nil {
		writeProblem(w, unknownUser())
		return u, false
	}
	ctx, err := s.sessions.Load(r.Context(), cookie.Value)
	if err != nil {
		writeProblem(w, away())
		return u, false
	}
	u, known := s.sessionUser(ctx)
	if p := permit("desk", u, known); p != nil {
		writeProblem(w, p)
		return u, false
	}
	return u, true
}
