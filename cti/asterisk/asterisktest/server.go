// Package asterisktest is a stand-in for Asterisk's ARI for tests: it keeps
// channels, bridges and playbacks well enough for the edge, answers with the
// status codes of Asterisk 22, and does on demand what a real one does only by
// accident: it loses the websocket, refuses, waits, and hangs up at the worst
// moment.
package asterisktest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// Server is the stand-in. Its methods may be called from any goroutine.
type Server struct {
	User, Password string

	t    testing.TB
	http *httptest.Server
	mux  *http.ServeMux

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced whenever something has happened
	channels map[string]*channel
	bridges  map[string]*bridge
	playing  map[string]string // playback to channel
	globals  map[string]string // variables
	byHand   bool              // playbacks end only by FinishPlayback
	app      *socket           // who owns the application
	down     bool              // websockets are refused
	requests []Request
	faults   []*Fault
}

// Request is one REST request as the edge sent it.
type Request struct {
	Method string
	Path   string // below /ari, unescaped: "/channels/c1/answer"
	Query  url.Values
	Body   string
}

// String is "POST /channels/c1/answer".
func (r Request) String() string { return r.Method + " " + r.Path }

// New starts a stand-in that ends with the test.
func New(t testing.TB) *Server {
	s := &Server{
		User: "hotline", Password: "a+b&c", t: t, changed: make(chan struct{}),
		channels: map[string]*channel{}, bridges: map[string]*bridge{}, playing: map[string]string{}, globals: map[string]string{},
	}
	s.mux = http.NewServeMux()
	s.routes(s.mux)
	s.http = httptest.NewServer(http.StripPrefix("/ari", s.authorise(s.mux)))
	t.Cleanup(s.Close)
	return s
}

// Close ends the stand-in; New has it called at the test's end.
func (s *Server) Close() {
	s.Cut()
	s.http.CloseClientConnections()
	s.http.Close()
}

// URL is what the edge is configured with.
func (s *Server) URL() string { return s.http.URL + "/ari" }

func (s *Server) authorise(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user != s.User || password != s.Password {
			refuse(w, http.StatusUnauthorized, "Authentication required")
			return
		}
		if r.URL.Path == "/events" {
			s.events(w, r)
			return
		}
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		req := Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.Query(), Body: string(body)}
		s.mu.Lock()
		if !strings.HasPrefix(req.Path, "/events/") { // the edge asks by the clock
			s.requests = append(s.requests, req)
		}
		s.notify()
		s.mu.Unlock()
		if !s.fault(w, r, req) {
			next.ServeHTTP(w, r)
		}
	})
}

// notify wakes the tests that wait for a change; s.mu is held.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// Requests are all REST requests so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Forget empties the list of requests.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests = nil
}

// Wait waits for the first request that reads "POST /channels/c1/answer".
func (s *Server) Wait(want string) Request {
	s.t.Helper()
	var found Request
	s.until(want, func() bool {
		i := slices.IndexFunc(s.requests, func(r Request) bool { return r.String() == want })
		if i >= 0 {
			found = s.requests[i]
		}
		return i >= 0
	})
	return found
}

// until waits for a condition, which is called with s.mu held.
func (s *Server) until(what string, holds func() bool) {
	s.t.Helper()
	limit := time.After(10 * time.Second)
	for {
		s.mu.Lock()
		done, changed := holds(), s.changed
		s.mu.Unlock()
		if done {
			return
		}
		select {
		case <-changed:
		case <-limit:
			s.t.Fatalf("Asterisk's stand-in has not seen: %s; it saw %v", what, s.Requests())
		}
	}
}

func reply(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if body != nil {
		_ = json.NewEncoder(w).Encode(body)
	}
}

func refuse(w http.ResponseWriter, status int, message string) {
	reply(w, status, map[string]string{"message": message})
}

// socket is one websocket of an application.
type socket struct {
	out  chan []byte
	gone chan struct{}
}
