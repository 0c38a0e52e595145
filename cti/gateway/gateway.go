// Package gateway carries the agents' voices: the browser's PeerConnection ends
// here (the only importer of pion), A-law packets are relayed to and from
// Asterisk untouched, and the talk is recorded on the way.
//
// A leg stands for one agent in one call and outlives the agent's browser: a
// reload replaces the PeerConnection, the leg goes on with silence meanwhile.
package gateway

import (
	"context"
	"fmt"
	"net/netip"
	"sync"
	"time"

	"github.com/pion/webrtc/v4"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// Sounds gives a prompt as A-law.
type Sounds interface {
	Alaw(ctx context.Context, p ivr.Prompt) ([]byte, error)
}

// Config has the gateway's ports and the recordings' folder.
type Config struct {
	RelayAddr string // UDP towards Asterisk, host:port
	MediaAddr string // UDP and ICE-TCP for browsers, host:port
	PublicIP  string // announced to browsers; empty = the interfaces' own
	// HeadsetLimit without a sign of life a browser's connection is given up; after 5 s
	// no call is offered any more. A page that is closed sends its end at once.
	HeadsetLimit  time.Duration
	RecordingsDir string
	Sounds        Sounds
	Log           *zap.Logger
}

// Gateway joins agents' headsets to Asterisk.
type Gateway struct {
	cfg        Config
	emit       func(cti.Event)
	api        *webrtc.API
	socket     *socket
	mediaAddr  string // host:port, for browsers
	closeMedia func()
	Totals     Totals
	commands   chan cti.Command
	slow       sync.WaitGroup // work that other calls must not wait for

	mu    sync.Mutex
	peers map[cti.AgentID]*peer
	legs  map[legKey]*leg
	ssrc  uint32
}

type legKey struct {
	call cti.CallID
	leg  int
}

// New opens the ports; an error names the one that is busy.
func New(cfg Config, emit func(cti.Event)) (*Gateway, error) {
	g := &Gateway{
		cfg: cfg, emit: emit, commands: make(chan cti.Command, 4096),
		peers: map[cti.AgentID]*peer{}, legs: map[legKey]*leg{}, ssrc: uint32(time.Now().Unix()),
	}
	var err error
	if g.socket, err = openSocket(cfg.RelayAddr, &g.Totals.Garbage); err != nil {
		return nil, err
	}
	if err := g.openMedia(); err != nil {
		_ = g.socket.conn.Close()
		return nil, err
	}
	return g, nil
}

// RelayAddr is where Asterisk has to send audio.
func (g *Gateway) RelayAddr() string { return g.socket.conn.LocalAddr().String() }

// Run relays until ctx ends; then recordings are completed and ports closed.
func (g *Gateway) Run(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(g.socket.read)
	wg.Go(func() { g.tick(ctx) })
	wg.Go(func() { g.write(ctx) })
	wg.Go(func() { g.work(ctx) })
	<-ctx.Done()
	_ = g.socket.conn.Close()
	wg.Wait()
	g.closeAll()
}

// Execute queues a media command; they are carried out in order.
func (g *Gateway) Execute(c cti.Command) { g.commands <- c }

func (g *Gateway) work(ctx context.Context) {
	for {
		select {
		case c := <-g.commands:
			g.carryOut(ctx, c)
		case <-ctx.Done():
			return
		}
	}
}

func (g *Gateway) carryOut(ctx context.Context, c cti.Command) {
	switch c := c.(type) {
	case cti.ConnectMedia:
		if err := g.connect(c, time.Now()); err != nil {
			g.cfg.Log.Error("headset cannot be connected", zap.Error(err))
		}
	case cti.DisconnectMedia:
		g.disconnect(legKey{c.Call, c.Leg}, time.Now())
	case cti.Announce:
		g.announce(ctx, c)
	}
}

// connect makes the leg, or points an existing one to Asterisk's new address.
func (g *Gateway) connect(c cti.ConnectMedia, now time.Time) error {
	addr, err := netip.ParseAddrPort(c.RTP)
	if err != nil {
		return fmt.Errorf("address of leg %s/%d in Asterisk: %w", c.Call, c.Leg, err)
	}
	key := legKey{c.Call, c.Leg}
	g.mu.Lock()
	defer g.mu.Unlock()
	if l := g.legs[key]; l != nil { // repeated after a reconnect
		l.watchAnew(now)
		if l.asterisk != addr {
			g.socket.untrack(l.asterisk)
			l.move(addr, g.socket.to(addr))
			g.socket.track(addr, l)
		}
		return nil
	}
	g.ssrc++
	l := newLeg(c.Agent, c.Call, c.Leg, addr, g.socket.to(addr), g.ssrc, now)
	l.totals = &g.Totals
	if l.rec, err = newRecording(g.cfg.RecordingsDir, c.Call, c.Leg, now, &g.Totals.Unrecorded); err != nil {
		g.Totals.recordingFault(now)
		g.cfg.Log.Error("the talk is not recorded", zap.String("call", string(c.Call)), zap.Error(err))
	}
	g.legs[key] = l
	g.socket.track(addr, l)
	if p := g.peers[c.Agent]; p != nil {
		p.leg.Store(l)
		l.attachBrowser(p.playout, now)
	}
	return nil
}

// disconnect ends a leg and reports its recording.
func (g *Gateway) disconnect(key legKey, now time.Time) {
	g.mu.Lock()
	l := g.legs[key]
	if l == nil {
		g.mu.Unlock()
		g.slow.Go(func() { g.adopt(key, now) })
		return
	}
	delete(g.legs, key)
	g.socket.untrack(l.asterisk)
	p := g.peers[l.agent]
	if p != nil {
		p.leg.CompareAndSwap(l, nil)
	}
	g.mu.Unlock()
	l.attachBrowser(nil, now)
	if p == nil && !l.isLost() { // the browser left a moment before the citizen did
		g.emit(cti.HeadsetLost{Agent: l.agent})
	}
	g.slow.Go(func() { g.saved(key, l.rec, now) })
}

// tick speaks announcements and silence, and notices lost headsets.
func (g *Gateway) tick(ctx context.Context) {
	t := time.NewTicker(20 * time.Millisecond)
	defer t.Stop()
	var legs []*leg
	for {
		select {
		case now := <-t.C:
			legs = g.snapshot(legs)
			for _, l := range legs {
				if l.tick(now) {
					g.emit(cti.HeadsetLost{Agent: l.agent})
				}
				if ev := l.news(now); ev != nil {
					g.emit(ev)
				}
			}
		case <-ctx.Done():
			return
		}
	}
}

func (g *Gateway) snapshot(legs []*leg) []*leg {
	legs = legs[:0]
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, l := range g.legs {
		legs = append(legs, l)
	}
	return legs
}

// closeAll completes the recordings and leaves the browsers.
func (g *Gateway) closeAll() {
	g.slow.Wait()
	now := time.Now()
	for _, l := range g.snapshot(nil) {
		if l.rec != nil {
			_ = l.rec.close(now) // its header is right already
		}
	}
	g.mu.Lock()
	peers := g.peers
	g.peers = map[cti.AgentID]*peer{}
	g.mu.Unlock()
	for _, p := range peers {
		p.close(g.cfg.Log)
	}
	g.closeMedia()
}
