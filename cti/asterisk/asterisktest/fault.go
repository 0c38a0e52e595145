package asterisktest

import "net/http"

// Fault is what happens to requests that read On, instead of or before what they
// ask for.
type Fault struct {
	On     string // "POST /channels/c1/answer"
	Times  int    // so many requests are struck; 0 = all
	Before func() // called before anything else
	// Until holds the request back; it then goes on.
	Until <-chan struct{}
	// Status refuses the request; 0 lets it pass. A negative one breaks the
	// connection without a reply.
	Status  int
	Message string
	// Done lets the request have its effect although it is refused.
	Done bool
}

// Strike adds a fault.
func (s *Server) Strike(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, &f)
}

// fault applies the first fault that fits and reports whether it has answered the
// request.
func (s *Server) fault(w http.ResponseWriter, r *http.Request, req Request) (answered bool) {
	f := s.fitting(req.String())
	if f == nil {
		return false
	}
	if f.Before != nil {
		f.Before()
	}
	if f.Until != nil {
		select {
		case <-f.Until:
		case <-r.Context().Done():
			return true
		}
	}
	if f.Status == 0 {
		return false
	}
	if f.Done {
		s.mux.ServeHTTP(discard{http.Header{}}, r)
	}
	if f.Status < 0 {
		panic(http.ErrAbortHandler)
	}
	refuse(w, f.Status, f.Message)
	return true
}

func (s *Server) fitting(request string) *Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, f := range s.faults {
		if f.On != request {
			continue
		}
		if f.Times == 1 {
			s.faults = append(s.faults[:i:i], s.faults[i+1:]...)
		}
		f.Times--
		return f
	}
	return nil
}

// discard drops a reply.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(b []byte) (int, error) { return len(b), nil }
func (d discard) WriteHeader(int)             {}
