package asterisktest

import (
	"net/http"
	"slices"
	"strings"
)

// bridge is one bridge of Asterisk.
type bridge struct {
	id       string
	channels []string
}

func (b *bridge) json() map[string]any {
	return map[string]any{
		"id": b.id, "technology": "simple_bridge", "bridge_type": "mixing", "bridge_class": "stasis",
		"creator": "Stasis", "name": "", "channels": append([]string{}, b.channels...),
	}
}

func (s *Server) createBridge(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.PathValue("id")
	if s.bridges[id] != nil {
		refuse(w, http.StatusConflict, "Bridge with given unique ID already exists")
		return
	}
	s.bridges[id] = &bridge{id: id}
	reply(w, http.StatusOK, s.bridges[id].json())
}

func (s *Server) findBridge(w http.ResponseWriter, r *http.Request) *bridge {
	b := s.bridges[r.PathValue("id")]
	if b == nil {
		refuse(w, http.StatusNotFound, "Bridge not found")
	}
	return b
}

func (s *Server) getBridge(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if b := s.findBridge(w, r); b != nil {
		reply(w, http.StatusOK, b.json())
	}
}

func (s *Server) deleteBridge(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b := s.findBridge(w, r)
	if b == nil {
		return
	}
	for _, id := range b.channels {
		s.channels[id].bridge = ""
	}
	delete(s.bridges, b.id)
	s.notify()
	reply(w, http.StatusNoContent, nil)
}

// members handles addChannel and removeChannel. Of a channel that does not exist a
// bridge answers 400, of one that has left the application 422.
func (s *Server) members(change func(s *Server, b *bridge, c *channel)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		b := s.findBridge(w, r)
		if b == nil {
			return
		}
		var found []*channel
		for id := range strings.SplitSeq(r.URL.Query().Get("channel"), ",") {
			c := s.channels[id]
			switch {
			case c == nil:
				refuse(w, http.StatusBadRequest, "Channel not found")
				return
			case !c.inApp:
				refuse(w, http.StatusUnprocessableEntity, "Channel not in Stasis application")
				return
			}
			found = append(found, c)
		}
		for _, c := range found {
			change(s, b, c)
		}
		s.notify()
		reply(w, http.StatusNoContent, nil)
	}
}

func (s *Server) join(b *bridge, c *channel) {
	s.leaveBridge(c)
	c.bridge = b.id
	b.channels = append(b.channels, c.id)
}

func (s *Server) part(b *bridge, c *channel) {
	if c.bridge == b.id {
		s.leaveBridge(c)
	}
}

func (s *Server) leaveBridge(c *channel) {
	if b := s.bridges[c.bridge]; b != nil {
		b.channels = slices.DeleteFunc(b.channels, func(id string) bool { return id == c.id })
	}
	c.bridge = ""
}
