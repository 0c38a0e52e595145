package asterisktest

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync"
	"testing"
	"time"
)

// Loss is what becomes of a request on its way through a Proxy.
type Loss int

// The losses. LoseRequest breaks the connection before Asterisk has the request, LoseReply
// when it has done it. Refuse answers 500 in Asterisk's place, RefuseDone answers 503
// when Asterisk has done it. Hang answers nothing until the client gives up.
const (
	Pass Loss = iota
	LoseRequest
	LoseReply
	Refuse
	RefuseDone
	Hang
)

// Proxy stands between the service and a real Asterisk and does what networks do.
type Proxy struct {
	http *httptest.Server

	mu    sync.Mutex
	fate  func(Request) Loss
	late  time.Duration // events
	seen  map[string]int
	conns []io.Closer // websockets
}

// NewProxy returns a proxy to an ARI address that ends with the test. All passes at first.
func NewProxy(t testing.TB, ari string) *Proxy {
	t.Helper()
	to, err := url.Parse(ari)
	if err != nil {
		t.Fatal(err)
	}
	to.Path = ""
	p := &Proxy{fate: func(Request) Loss { return Pass }, seen: map[string]int{}}
	reverse := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }, ModifyResponse: p.delayEvents,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { panic(http.ErrAbortHandler) }}
	p.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { p.serve(w, r, reverse) }))
	t.Cleanup(p.Close)
	return p
}

// Close breaks all connections and ends the proxy.
func (p *Proxy) Close() {
	p.Cut()
	p.http.CloseClientConnections()
	p.http.Close()
}

// URL is what the edge is configured with.
func (p *Proxy) URL() string { return p.http.URL + "/ari" }

// Decide has the fate of each request but the websocket's decided by f, which may be called
// from many goroutines. The request has no body.
func (p *Proxy) Decide(f func(Request) Loss) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fate = f
}

// Once has each request that differs from those before lost once; others pass.
func (p *Proxy) Once(how Loss) {
	p.Decide(func(r Request) Loss {
		p.mu.Lock()
		defer p.mu.Unlock()
		key := r.String() + "?" + r.Query.Encode()
		if p.seen[key]++; p.seen[key] > 1 || r.Method == http.MethodGet {
			return Pass
		}
		return how
	})
}

// Late has the events of websockets that are opened from now on come so much later.
func (p *Proxy) Late(by time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.late = by
}

// Cut breaks the websockets.
func (p *Proxy) Cut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, c := range p.conns {
		_ = c.Close()
	}
	p.conns = nil
}

func (p *Proxy) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	req := Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.Query()}
	p.mu.Lock()
	fate := p.fate
	p.mu.Unlock()
	loss := fate(req)
	if r.Header.Get("Upgrade") != "" && loss != Refuse && loss != Hang {
		loss = Pass
	}
	switch loss {
	case LoseRequest:
		panic(http.ErrAbortHandler)
	case LoseReply:
		next.ServeHTTP(discard{http.Header{}}, r)
		panic(http.ErrAbortHandler)
	case Refuse:
		refuse(w, http.StatusInternalServerError, "Internal Server Error")
	case RefuseDone:
		next.ServeHTTP(discard{http.Header{}}, r)
		refuse(w, http.StatusServiceUnavailable, "Service Unavailable")
	case Hang:
		_, _ = io.Copy(io.Discard, r.Body) // so that the client's end is noticed
		<-r.Context().Done()
	default:
		next.ServeHTTP(w, r)
	}
}

// delayEvents holds back what a websocket brings.
func (p *Proxy) delayEvents(resp *http.Response) error {
	socket, ok := resp.Body.(io.ReadWriteCloser)
	if resp.StatusCode != http.StatusSwitchingProtocols || !ok {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.conns = append(p.conns, socket)
	if p.late > 0 {
		resp.Body = newLateReader(socket, p.late)
	}
	return nil
}

// lateReader gives what it reads some time later.
type lateReader struct {
	io.ReadWriteCloser
	parts chan latePart
	rest  []byte
}

type latePart struct {
	due  time.Time
	data []byte
}

func newLateReader(of io.ReadWriteCloser, by time.Duration) *lateReader {
	l := &lateReader{ReadWriteCloser: of, parts: make(chan latePart, 1<<14)}
	go func() {
		defer close(l.parts)
		for {
			b := make([]byte, 1<<16)
			n, err := of.Read(b)
			if err != nil {
				return
			}
			l.parts <- latePart{time.Now().Add(by), b[:n]}
		}
	}()
	return l
}

func (l *lateReader) Read(b []byte) (int, error) {
	if len(l.rest) == 0 {
		part, ok := <-l.parts
		if !ok {
			return 0, io.EOF
		}
		time.Sleep(time.Until(part.due))
		l.rest = part.data
	}
	n := copy(b, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}
