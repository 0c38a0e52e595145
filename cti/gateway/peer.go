package gateway

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"github.com/pion/webrtc/v4"
	"go.uber.org/zap"

	"hotline12345/cti"
)

// peer is one browser of an agent: a plug that can be replaced.
type peer struct {
	agent   cti.AgentID
	id      string // names the connection to the page; no other has it, after a restart neither
	pc      *webrtc.PeerConnection
	playout *playout
	session string // of the SDP's origin, the same through an ICE restart
	leg     atomic.Pointer[leg]
	echo    atomic.Bool
}

// gatherLimit bounds how long candidates are collected; they are all local.
const gatherLimit = 2 * time.Second

// newPeer makes the server's side of a PeerConnection, with a certificate of its own:
// a browser takes the same one for the same DTLS association.
func (g *Gateway) newPeer(agent cti.AgentID, session string) (*peer, error) {
	pc, err := g.api.NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, fmt.Errorf("new PeerConnection: %w", err)
	}
	track, err := webrtc.NewTrackLocalStaticRTP(pcma, "voice", "hotline")
	if err != nil {
		_ = pc.Close()
		return nil, fmt.Errorf("new track: %w", err)
	}
	sender, err := pc.AddTrack(track)
	if err != nil {
		_ = pc.Close()
		return nil, fmt.Errorf("add track: %w", err)
	}
	go func() { // RTCP must be read, or the interceptors stop
		buf := make([]byte, maxPacket)
		for {
			if _, _, err := sender.Read(buf); err != nil {
				return
			}
		}
	}()
	p := &peer{agent: agent, id: rand.Text(), pc: pc, session: session}
	p.playout = newPlayout(func(packet []byte) error {
		_, err := track.Write(packet)
		return err
	}, time.Now())
	pc.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) { g.listen(p, remote) })
	pc.OnConnectionStateChange(func(s webrtc.PeerConnectionState) { g.stateChanged(p, s) })
	return p, nil
}

// listen reads the browser's voice until it is gone.
func (g *Gateway) listen(p *peer, remote *webrtc.TrackRemote) {
	buf := make([]byte, maxPacket)
	for {
		n, _, err := remote.Read(buf)
		if err != nil {
			return
		}
		now := time.Now()
		if l := p.leg.Load(); l != nil {
			if l.fromBrowser(buf[:n], now) {
				g.emit(cti.HeadsetConnected{Agent: p.agent})
			}
		} else if h, ok := parse(buf[:n]); ok && p.echo.Load() {
			p.playout.follow(h, buf[h.offset:h.end], now)
		}
	}
}

// negotiate answers an offer with all candidates in it.
func (p *peer) negotiate(ctx context.Context, offer string) (string, error) {
	if err := p.pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeOffer, SDP: offer}); err != nil {
		return "", fmt.Errorf("read the browser's offer: %w", err)
	}
	answer, err := p.pc.CreateAnswer(nil)
	if err != nil {
		return "", fmt.Errorf("make an answer: %w", err)
	}
	gathered := webrtc.GatheringCompletePromise(p.pc)
	if err := p.pc.SetLocalDescription(answer); err != nil {
		return "", fmt.Errorf("use the answer: %w", err)
	}
	select {
	case <-gathered:
	case <-time.After(gatherLimit):
	case <-ctx.Done():
		return "", ctx.Err()
	}
	return p.pc.LocalDescription().SDP, nil
}

func (p *peer) close(log *zap.Logger) {
	if err := p.pc.Close(); err != nil {
		log.Debug("close PeerConnection", zap.Error(err))
	}
}

// sessionOf is the session id in an SDP's origin line, "o=- 4611 2 IN …" (RFC
// 8866, 5.2). A page that restarts ICE keeps it; a page that was reloaded has a
// new one.
func sessionOf(sdp string) string {
	for line := range strings.Lines(sdp) {
		if rest, ok := strings.CutPrefix(line, "o="); ok {
			if f := strings.Fields(rest); len(f) > 1 {
				return f[1]
			}
		}
	}
	return ""
}
