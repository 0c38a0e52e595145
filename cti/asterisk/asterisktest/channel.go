package asterisktest

import (
	"net/http"
	"strconv"
	"strings"
)

// channel is one channel of Asterisk.
type channel struct {
	id, state string
	number    string // the caller's
	inApp     bool   // stands in Stasis
	watched   bool   // is listed with the application
	args      []string
	vars      map[string]string // told with every event
	set       map[string]string // variables that were set
	bridge    string
	dtmf      string // digits sent to it
	music     bool
	dialled   bool
}

func (c *channel) json() map[string]any {
	return map[string]any{
		"id": c.id, "name": "PJSIP/trunk-" + c.id, "state": c.state, "language": "en", "protocol_id": c.id + "@sip",
		"caller": map[string]string{"name": "", "number": c.number}, "connected": map[string]string{"name": "", "number": ""},
		"accountcode": "", "creationtime": "2026-11-23T12:00:00.000+0000", "channelvars": c.vars,
		"dialplan": map[string]any{"context": "arrive", "exten": "12345", "priority": 5, "app_name": "Stasis", "app_data": "hotline"},
	}
}

// find is the channel of a request, in our application; otherwise the request is
// refused as Asterisk does. s.mu is held.
func (s *Server) find(w http.ResponseWriter, r *http.Request) *channel {
	c := s.channels[r.PathValue("id")]
	switch {
	case c == nil:
		refuse(w, http.StatusNotFound, "Channel not found")
	case !c.inApp:
		refuse(w, http.StatusConflict, "Channel not in Stasis application")
		c = nil
	}
	return c
}

// simple handles requests that change one channel and answer 204.
func (s *Server) simple(change func(c *channel, r *http.Request)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		defer s.mu.Unlock()
		if c := s.find(w, r); c != nil {
			change(c, r)
			reply(w, http.StatusNoContent, nil)
		}
	}
}

func (s *Server) getChannel(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.channels[r.PathValue("id")]; c != nil {
		reply(w, http.StatusOK, c.json())
		return
	}
	refuse(w, http.StatusNotFound, "Channel not found")
}

func (s *Server) getVariable(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.find(w, r)
	if c == nil {
		return
	}
	value, set := c.set[r.URL.Query().Get("variable")]
	if !set {
		refuse(w, http.StatusNotFound, "Provided variable was not found")
		return
	}
	reply(w, http.StatusOK, map[string]string{"value": value})
}

func (s *Server) deleteChannel(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.channels[r.PathValue("id")]
	if c == nil {
		refuse(w, http.StatusNotFound, "Channel not found")
		return
	}
	cause, err := strconv.Atoi(r.URL.Query().Get("reason_code"))
	if err != nil {
		cause = 16
	}
	s.hangUp(c, cause, true)
	reply(w, http.StatusNoContent, nil)
}

// create makes a channel that stands in the application and is still to be dialled.
func (s *Server) create(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	q := r.URL.Query()
	id := q.Get("channelId")
	if s.channels[id] != nil {
		refuse(w, http.StatusConflict, "Channel with given unique ID already exists")
		return
	}
	if q.Has("originator") && q.Has("formats") {
		refuse(w, http.StatusBadRequest, "Originator and formats can't both be specified")
		return
	}
	c := &channel{id: id, state: "Down", watched: true, args: strings.Split(q.Get("appArgs"), ",")}
	s.channels[id] = c
	s.start(c)
	reply(w, http.StatusOK, c.json())
}

func (s *Server) externalMedia(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id := r.URL.Query().Get("channelId")
	if s.channels[id] != nil {
		refuse(w, http.StatusConflict, "Channel with given unique ID already exists")
		return
	}
	c := &channel{id: id, state: "Up", watched: true, vars: map[string]string{
		"UNICASTRTP_LOCAL_ADDRESS": "127.0.0.1", "UNICASTRTP_LOCAL_PORT": "17004",
	}}
	s.channels[id] = c
	s.start(c)
	reply(w, http.StatusOK, c.json())
}

func (s *Server) moveOn(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.find(w, r); c != nil {
		s.leaveBridge(c)
		c.inApp, c.watched = false, false
		s.send(map[string]any{"type": "StasisEnd", "channel": c.json()})
		reply(w, http.StatusNoContent, nil)
	}
}
