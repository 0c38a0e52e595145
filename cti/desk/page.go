package desk

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
	"go.uber.org/zap"

	"hotline12345/cti"
)

const (
	// outbox bounds what a slow page may lag behind; a page that is slower
	// is disconnected and comes back with the whole state.
	outbox = 64
	// maxMessage bounds one message of a page: an SDP is the largest.
	maxMessage = 64 << 10
	pingEvery  = 5 * time.Second
	writeLimit = 5 * time.Second
)

// page is one open websocket of an agent.
type page struct {
	agent      Agent
	connection string
	tab        string // of hello
	try        int
	hub        *Hub
	ws         *websocket.Conn
	seq        uint64 // guarded by hub.mu
	dismissed  bool   // to be closed when no call is up; guarded by hub.mu
	out        chan ServerMessage
	done       chan struct{}
	closing    sync.Once
	inCall     atomic.Bool
	welcomed   bool          // the writer's own, as is peer
	peer       string        // the headset's connection that the page was told of
	offers     atomic.Uint64 // how many came; only the last one is answered
	turn       sync.Mutex    // one offer at a time
}

// Serve runs the websocket of one agent until it closes. The caller has checked
// the session, the role and the Origin.
func (h *Hub) Serve(w http.ResponseWriter, r *http.Request, a Agent, connection string) {
	ws, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return // Accept has answered
	}
	ws.SetReadLimit(maxMessage)
	p := &page{agent: a, connection: connection, hub: h, ws: ws,
		out: make(chan ServerMessage, outbox), done: make(chan struct{})}
	ctx, cancel := context.WithCancel(context.WithoutCancel(r.Context()))
	defer cancel()
	var writer sync.WaitGroup
	writer.Go(func() { p.write(ctx) })
	err = p.read(ctx)
	p.finish()
	writer.Wait()
	h.detach(p)
	h.emit(cti.AgentDisconnected{Agent: a.ID, Connection: connection})
	h.log.Debug("page left", zap.String("agent", string(a.ID)), zap.Error(err))
}

// send queues a message; a page that does not keep up is closed.
func (p *page) send(m ServerMessage) {
	select {
	case <-p.done:
	case p.out <- m:
	default:
		p.finish()
	}
}

// finish lets the writer send what is queued and close the connection.
func (p *page) finish() { p.closing.Do(func() { close(p.done) }) }

func (p *page) write(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	defer func() { _ = p.ws.CloseNow() }() // already gone is fine
	lastPing := time.Now()
	for {
		var err error
		select {
		case m := <-p.out:
			err = p.put(ctx, m)
		case now := <-tick.C:
			if p.inCall.Load() {
				fromBrowser, fromAsterisk := p.hub.media.Quality(p.agent.ID)
				err = p.put(ctx, QualityMessage{FromBrowser: fromBrowser, FromAsterisk: fromAsterisk})
			}
			if err == nil {
				err = p.tellPeer(ctx)
			}
			if err == nil && now.Sub(lastPing) >= pingEvery {
				lastPing = now
				err = p.ping(ctx)
			}
		case <-p.done:
			p.drain(ctx)
			_ = p.ws.Close(websocket.StatusNormalClosure, "") // already gone is fine
			return
		}
		if err != nil {
			p.finish()
			return
		}
	}
}

// tellPeer says which connection of the headset there is, if the page does not know.
func (p *page) tellPeer(ctx context.Context) error {
	if !p.welcomed || !p.hub.shows(p) {
		return nil
	}
	if peer := p.hub.media.Peer(p.agent.ID); peer != p.peer {
		return p.put(ctx, HeadsetMessage{Peer: peer})
	}
	return nil
}

func (p *page) drain(ctx context.Context) {
	for {
		select {
		case m := <-p.out:
			if p.put(ctx, m) != nil {
				return
			}
		default:
			return
		}
	}
}

func (p *page) put(ctx context.Context, m ServerMessage) error {
	switch m := m.(type) {
	case WelcomeMessage:
		p.welcomed, p.peer = true, m.Peer
	case HeadsetMessage:
		p.peer = m.Peer
	case WebRTCAnswerMessage:
		p.peer = m.Peer
	}
	raw, err := encodeServer(m)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, writeLimit)
	defer cancel()
	return p.ws.Write(ctx, websocket.MessageText, raw)
}

func (p *page) ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, writeLimit)
	defer cancel()
	return p.ws.Ping(ctx)
}

// errNoHello: the first message was not hello.
var errNoHello = errors.New("the first message must be hello")

// errLate: the page has made another connection since this one.
var errLate = errors.New("the page has a later connection")

func (p *page) read(ctx context.Context) error {
	first, err := p.next(ctx)
	if err != nil {
		return err
	}
	hello, ok := first.(HelloMessage)
	if !ok {
		return errNoHello
	}
	if hello.Version != Version {
		p.send(ErrorMessage{Code: "version", Detail: "the page is of another version; reload it"})
		return errNoHello
	}
	p.tab, p.try = hello.Tab, hello.Try
	if !p.hub.attach(p) {
		return errLate
	}
	p.hub.emit(cti.AgentConnected{Agent: p.agent.ID, Connection: p.connection, Name: p.agent.Name,
		Languages: p.agent.Languages, Queues: p.agent.Queues, Unit: p.agent.Unit})
	for {
		m, err := p.next(ctx)
		if err != nil {
			return err
		}
		p.handle(ctx, m)
	}
}

// next reads the next message that can be read. The others are answered with
// an error; they do not end the connection.
func (p *page) next(ctx context.Context) (ClientMessage, error) {
	for {
		_, raw, err := p.ws.Read(ctx)
		if err != nil {
			return nil, err
		}
		m, err := decodeClient(raw)
		var unknown unknownTypeError
		switch {
		case err == nil:
			return m, nil
		case errors.As(err, &unknown):
			p.send(ErrorMessage{Code: "unknown", Detail: string(unknown)})
		default:
			p.send(ErrorMessage{Code: "malformed", Detail: err.Error()})
		}
	}
}

func (p *page) handle(ctx context.Context, m ClientMessage) {
	switch m := m.(type) {
	case PingMessage:
		p.send(PongMessage(m))
	case WebRTCOfferMessage:
		go p.negotiate(ctx, m, p.offers.Add(1))
	case EchoTestMessage:
		p.hub.media.EchoTest(p.agent.ID, m.On)
		p.send(EchoMessage(m))
	case request:
		ev, err := m.event(p.agent.ID)
		if err != nil {
			p.send(ErrorMessage{Code: "malformed", Detail: err.Error()})
			return
		}
		p.hub.emit(ev)
	default: // a second hello
		p.send(ErrorMessage{Code: "unknown", Detail: m.clientType()})
	}
}

// negotiate answers the page's n-th offer, unless a newer one has come meanwhile: it
// must not take the place of what the page has made since.
func (p *page) negotiate(ctx context.Context, m WebRTCOfferMessage, n uint64) {
	p.turn.Lock()
	defer p.turn.Unlock()
	if n != p.offers.Load() || !p.hub.shows(p) {
		return
	}
	peer, answer, err := p.hub.media.Negotiate(ctx, p.agent.ID, m.Peer, m.SDP)
	switch {
	case errors.Is(err, ErrPeerGone):
		p.send(HeadsetMessage{Peer: p.hub.media.Peer(p.agent.ID)})
	case err != nil:
		p.send(ErrorMessage{Code: "webrtc", Detail: err.Error()})
	default:
		p.send(WebRTCAnswerMessage{ID: m.ID, Peer: peer, SDP: answer})
	}
}
