package asterisktest

import (
	"maps"
	"net/http"
	"slices"
)

func (s *Server) routes(m *http.ServeMux) {
	m.HandleFunc("GET /asterisk/info", func(w http.ResponseWriter, _ *http.Request) {
		reply(w, http.StatusOK, map[string]any{"system": map[string]string{"version": "22.10.1"}})
	})
	m.HandleFunc("GET /applications/{app}", s.application)
	m.HandleFunc("GET /endpoints/PJSIP/{trunk}", func(w http.ResponseWriter, r *http.Request) {
		reply(w, http.StatusOK, map[string]any{"technology": "PJSIP", "resource": r.PathValue("trunk"), "state": "online"})
	})

	m.HandleFunc("GET /asterisk/variable", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		reply(w, http.StatusOK, map[string]string{"value": s.globals[r.URL.Query().Get("variable")]})
	})
	m.HandleFunc("POST /asterisk/variable", func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.globals[r.URL.Query().Get("variable")] = r.URL.Query().Get("value")
		w.WriteHeader(http.StatusNoContent)
	})

	m.HandleFunc("POST /events/user/{name}", s.userEvent)
	m.HandleFunc("GET /channels", s.listChannels)
	m.HandleFunc("POST /channels/create", s.create)
	m.HandleFunc("POST /channels/{id}/dial", s.simple(func(c *channel, _ *http.Request) {
		c.dialled = true
		s.notify()
	}))
	m.HandleFunc("POST /channels/externalMedia", s.externalMedia)
	m.HandleFunc("GET /channels/{id}", s.getChannel)
	m.HandleFunc("DELETE /channels/{id}", s.deleteChannel)
	m.HandleFunc("POST /channels/{id}/variable", s.simple(func(c *channel, r *http.Request) {
		if c.set == nil {
			c.set = map[string]string{}
		}
		c.set[r.URL.Query().Get("variable")] = r.URL.Query().Get("value")
	}))
	m.HandleFunc("GET /channels/{id}/variable", s.getVariable)
	m.HandleFunc("POST /channels/{id}/answer", s.simple(func(c *channel, _ *http.Request) { c.state = "Up" }))
	m.HandleFunc("POST /channels/{id}/moh", s.simple(func(c *channel, _ *http.Request) { c.music = true }))
	m.HandleFunc("DELETE /channels/{id}/moh", s.simple(func(c *channel, _ *http.Request) { c.music = false }))
	m.HandleFunc("POST /channels/{id}/dtmf", s.simple(func(c *channel, r *http.Request) { c.dtmf += r.URL.Query().Get("dtmf") }))
	m.HandleFunc("POST /channels/{id}/continue", s.moveOn)
	m.HandleFunc("POST /channels/{id}/play/{playback}", s.play)
	m.HandleFunc("DELETE /playbacks/{playback}", s.stopPlay)

	m.HandleFunc("GET /bridges", s.listBridges)
	m.HandleFunc("POST /bridges/{id}", s.createBridge)
	m.HandleFunc("GET /bridges/{id}", s.getBridge)
	m.HandleFunc("DELETE /bridges/{id}", s.deleteBridge)
	m.HandleFunc("POST /bridges/{id}/addChannel", s.members((*Server).join))
	m.HandleFunc("POST /bridges/{id}/removeChannel", s.members((*Server).part))
}

// application lists what the application watches. It exists while a service is
// connected or channels of it live.
func (s *Server) application(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := []string{}
	for _, id := range slices.Sorted(maps.Keys(s.channels)) {
		if s.channels[id].watched {
			ids = append(ids, id)
		}
	}
	if s.app == nil && len(ids) == 0 {
		refuse(w, http.StatusNotFound, "Application not found")
		return
	}
	reply(w, http.StatusOK, map[string]any{"name": r.PathValue("app"), "channel_ids": ids, "bridge_ids": []string{}, "endpoint_ids": []string{}})
}

func (s *Server) listChannels(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []any{}
	for _, id := range slices.Sorted(maps.Keys(s.channels)) {
		list = append(list, s.channels[id].json())
	}
	reply(w, http.StatusOK, list)
}

func (s *Server) listBridges(w http.ResponseWriter, _ *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := []any{}
	for _, id := range slices.Sorted(maps.Keys(s.bridges)) {
		list = append(list, s.bridges[id].json())
	}
	reply(w, http.StatusOK, list)
}
