package asterisktest

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/coder/websocket"
)

// events is the websocket of the application. A newer one replaces the older,
// which gets ApplicationReplaced and nothing more.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	down := s.down
	s.mu.Unlock()
	if down {
		refuse(w, http.StatusServiceUnavailable, "not now")
		return
	}
	k := &socket{out: make(chan []byte, 1<<16), gone: make(chan struct{})}
	s.own(k) // before the client knows that it is connected
	defer s.disown(k)
	conn, err := websocket.Accept(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = conn.CloseNow() }()      // it is over either way
	ctx := conn.CloseRead(context.Background()) // answers pings
	for {
		select {
		case raw := <-k.out:
			if conn.Write(ctx, websocket.MessageText, raw) != nil {
				return
			}
		case <-ctx.Done():
			return
		case <-k.gone:
			return
		}
	}
}

func (s *Server) own(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.send(map[string]any{"type": "ApplicationReplaced"})
	s.app = k
	s.notify()
}

func (s *Server) disown(k *socket) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.app == k {
		s.app = nil
	}
	s.notify()
}

// userEvent sends what is asked for to the application.
func (s *Server) userEvent(w http.ResponseWriter, r *http.Request) {
	var body struct{ Variables map[string]any }
	_ = json.NewDecoder(r.Body).Decode(&body) // without variables the event has none
	s.mu.Lock()
	defer s.mu.Unlock()
	s.send(map[string]any{"type": "ChannelUserevent", "eventname": r.PathValue("name"), "userevent": body.Variables})
	reply(w, http.StatusNoContent, nil)
}

// Deafen has the application's websocket stay open and hear nothing any more, as Asterisk
// does when an old one goes at the moment at which a new one comes.
func (s *Server) Deafen() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.app != nil {
		s.app = &socket{out: make(chan []byte, 1<<16), gone: make(chan struct{})}
	}
	s.notify()
}

// send queues an event for the application; without a websocket it is lost, as
// Asterisk loses it. s.mu is held.
func (s *Server) send(ev map[string]any) {
	if s.app == nil {
		return
	}
	ev["application"] = "hotline"
	ev["asterisk_id"] = "00:00:00:00:00:01"
	ev["timestamp"] = time.Now().Format("2006-01-02T15:04:05.000-0700")
	raw, err := json.Marshal(ev)
	if err != nil {
		s.t.Error(err)
		return
	}
	s.app.out <- raw
}

// Send sends whatever is given, as it is.
func (s *Server) Send(raw string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.app != nil {
		s.app.out <- []byte(raw)
	}
}

// Replace tells the application that another service has taken it over.
func (s *Server) Replace() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.send(map[string]any{"type": "ApplicationReplaced"})
}

// Cut breaks the websocket; events until the next one are lost.
func (s *Server) Cut() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.app != nil {
		close(s.app.gone)
		s.app = nil
	}
	s.notify()
}

// Down refuses websockets, or accepts them again.
func (s *Server) Down(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}
