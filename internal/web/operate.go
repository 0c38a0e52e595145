package web

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"

	"hotline12345/internal/web/httpapi"
	"hotline12345/tickets/org"
)

// Health is the state of every component.
type Health struct {
	OK    bool                  `json:"ok"`
	Parts map[string]HealthPart `json:"parts"`
}

// HealthPart is the state of one component, in plain words.
type HealthPart struct {
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"`
}

// operateRoutes declares what huma does not serve: these answer without the session
// middleware.
func (s *Server) operateRoutes() {
	s.api.Declare(httpapi.Route{Method: http.MethodGet, Path: "/api/health", ID: "get-health",
		Summary: "The state of every part", Public: true})
	s.api.Declare(httpapi.Route{Method: http.MethodGet, Path: "/api/openapi.json", ID: "get-openapi",
		Summary: "The description of the interface", Public: true})
	s.metricsRoute = s.api.Declare(httpapi.Route{Method: http.MethodGet, Path: "/metrics", ID: "get-metrics",
		Summary: "Counters; a collector on this machine needs no session", Roles: []org.Role{org.RoleTelecomAdmin, org.RoleAuditor}})
	s.deskRoute = s.api.Declare(httpapi.Route{Method: http.MethodGet, Path: "/api/desk", ID: "desk",
		Summary: "The websocket of an agent", Roles: []org.Role{org.RoleAgent}})
	s.complete()
}

// health answers 200 while calls can be taken, 503 otherwise. Details, which may name
// hosts, are for this machine and for those who are signed in.
func (s *Server) health(w http.ResponseWriter, r *http.Request) {
	h := s.cfg.Health(r.Context())
	if !httpapi.Loopback(httpapi.RequestInfoOf(r.Context()).Addr) {
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

// metrics answers a collector on this machine, and those who may. A proxy on
// this machine must name the caller (X-Forwarded-For), or passes for a collector.
func (s *Server) metrics(w http.ResponseWriter, r *http.Request) {
	if !httpapi.Loopback(httpapi.RequestInfoOf(r.Context()).Addr) {
		if _, ok := s.permitted(w, r, s.metricsRoute); !ok {
			return
		}
	}
	s.cfg.Metrics.ServeHTTP(w, r)
}

// desk checks the session of an agent's websocket and hands it on. It stands outside the
// session middleware, which would hold the reply back.
func (s *Server) desk(w http.ResponseWriter, r *http.Request) {
	u, ok := s.permitted(w, r, s.deskRoute)
	if ok {
		s.cfg.Desk(w, r, u)
	}
}

// nowhere answers for addresses of the interface that do not exist.
func nowhere(w http.ResponseWriter, r *http.Request) {
	httpapi.WriteProblem(w, r, httpapi.NewProblem(http.StatusNotFound, "no_such_page", "there is no such interface"))
}

// sessionFailed answers when a session can be neither read nor stored.
func (s *Server) sessionFailed(w http.ResponseWriter, r *http.Request, err error) {
	ctx := context.WithoutCancel(r.Context())
	httpapi.WriteProblem(w, r, s.api.ProblemOf(ctx, err))
}
