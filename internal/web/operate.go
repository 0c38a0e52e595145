package web

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
)

// Health is the state of every part.
type Health struct {
	OK    bool                  `json:"ok"`
	Parts map[string]HealthPart `json:"parts"`
}

// HealthPart is the state of one part, in plain words.
type HealthPart struct {
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"`
}

// health is 200 while calls can be taken, 503 otherwise. Details, which may name
// hosts, are for this machine and for those who are signed in.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	h := s.cfg.Health(r.Context())
	if !loopback(visitOf(r.Context()).addr) {
		if _, p := s.cookieUser(r); p != nil {
			h.Parts = bare(h.Parts)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if !h.OK {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(h) // the caller may be gone
}

func bare(parts map[string]HealthPart) map[string]HealthPart {
	parts = maps.Clone(parts)
	for name, p := range parts {
		parts[name] = HealthPart{OK: p.OK}
	}
	return parts
}

// metrics are for a collector on this machine, and for those who may. A proxy on
// this machine must name the caller (X-Forwarded-For), or passes for a collector.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	if !loopback(visitOf(r.Context()).addr) {
		if _, ok := s.permitted(w, r, "get-metrics"); !ok {
			return
		}
	}
	s.cfg.Metrics.ServeHTTP(w, r)
}

// desk checks the session of a websocket and hands it on. It stands outside the
// session middleware, which would hold the reply back.
func (s *Server) desk(w http.ResponseWriter, r *http.Request) {
	u, ok := s.permitted(w, r, "desk")
	if ok {
		s.cfg.Desk(w, r, u)
	}
}

// nowhere answers for addresses of the interface that do not exist.
func nowhere(w http.ResponseWriter, r *http.Request) {
	writeProblem(w, r, problem(http.StatusNotFound, "no_such_page", "there is no such interface"))
}

// sessionFailed answers when a session can be neither read nor stored.
func (s *Server) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	ctx := context.WithoutCancel(r.Context())
	writeProblem(w, r, s.problemOf(ctx, err))
}
