package gateway

import (
	"context"
	"errors"
	"time"

	"github.com/pion/webrtc/v4"

	"hotline12345/cti"
)

// ErrPeerGone is the answer to an ICE restart of a connection that the gateway does
// not have any more.
var ErrPeerGone = errors.New("the headset's connection is gone")

// Negotiate answers a browser's offer, and returns the id of the connection that it
// is for. An offer that names a connection restarts ICE on it; one whose connection
// is gone is refused (ErrPeerGone), for a browser keeps the DTLS of its old
// connection, and a new one here would never understand it. Any other offer replaces
// the agent's browser, in mid-call too.
func (g *Gateway) Negotiate(ctx context.Context, agent cti.AgentID, peer, offer string) (id, answer string, err error) {
	session := sessionOf(offer)
	g.mu.Lock()
	p := g.peers[agent]
	g.mu.Unlock()
	switch {
	case peer != "" && (p == nil || p.id != peer):
		return "", "", ErrPeerGone
	case peer != "", p != nil && session != "" && p.session == session: // a page of before names none
		answer, err = p.negotiate(ctx, offer)
		return p.id, answer, err
	}
	if p, err = g.newPeer(agent, session); err != nil {
		return "", "", err
	}
	if answer, err = p.negotiate(ctx, offer); err != nil {
		p.close(g.cfg.Log)
		return "", "", err
	}
	g.replace(p)
	return p.id, answer, nil
}

// Peer returns the id of the agent's connection that the gateway has, or nothing.
func (g *Gateway) Peer(agent cti.AgentID) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p := g.peers[agent]; p != nil {
		return p.id
	}
	return ""
}

// replace makes p the agent's browser; its leg, if any, is plugged in when it is
// connected.
func (g *Gateway) replace(p *peer) {
	g.mu.Lock()
	old := g.peers[p.agent]
	g.peers[p.agent] = p
	g.mu.Unlock()
	if old != nil {
		old.leg.Store(nil)
		old.close(g.cfg.Log)
	}
}

func (g *Gateway) stateChanged(p *peer, s webrtc.PeerConnectionState) {
	g.mu.Lock()
	current := g.peers[p.agent] == p
	g.mu.Unlock()
	switch {
	case !current: // replaced or dropped meanwhile
	case s == webrtc.PeerConnectionStateConnected:
		g.attachToLeg(p, time.Now())
		g.emit(cti.HeadsetConnected{Agent: p.agent})
	case s == webrtc.PeerConnectionStateDisconnected:
		if p.leg.Load() == nil { // a leg notices by itself, and sooner
			g.emit(cti.HeadsetLost{Agent: p.agent}) // no call must ring where nobody hears it
		}
	case s == webrtc.PeerConnectionStateFailed || s == webrtc.PeerConnectionStateClosed:
		g.Drop(p.agent, p)
	}
}

// attachToLeg gives a browser that has come back the leg of its agent's call.
func (g *Gateway) attachToLeg(p *peer, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.peers[p.agent] != p {
		return
	}
	for _, l := range g.legs {
		if l.agent == p.agent {
			p.leg.Store(l)
			l.attachBrowser(p.playout, now)
			l.clearLost()
		}
	}
}

// clearLost notes that a headset that counted as lost is back.
func (l *leg) clearLost() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost, l.lastPacket = false, time.Now()
}

// Drop ends an agent's headset: the browser is gone or the shift is over. With
// only set, a newer browser of the agent stays.
func (g *Gateway) Drop(agent cti.AgentID, only *peer) {
	g.mu.Lock()
	p := g.peers[agent]
	if p == nil || only != nil && p != only {
		g.mu.Unlock()
		return
	}
	delete(g.peers, agent)
	g.mu.Unlock()
	go p.close(g.cfg.Log) // may be called from pion's own goroutine
	if l := p.leg.Swap(nil); l != nil {
		l.attachBrowser(nil, time.Now()) // a page that is only reloaded is back within HeadsetGrace
		return
	}
	g.emit(cti.HeadsetLost{Agent: agent})
}

// EchoTest sends the agent's own voice back while no call is up.
func (g *Gateway) EchoTest(agent cti.AgentID, on bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if p := g.peers[agent]; p != nil {
		p.echo.Store(on)
	}
}

// Quality counts the packets of the agent's call in both directions.
func (g *Gateway) Quality(agent cti.AgentID) (fromBrowser, fromAsterisk Flow) {
	g.mu.Lock()
	p := g.peers[agent]
	g.mu.Unlock()
	if p == nil {
		return Flow{}, Flow{}
	}
	if l := p.leg.Load(); l != nil {
		return l.flows()
	}
	return Flow{}, Flow{}
}
