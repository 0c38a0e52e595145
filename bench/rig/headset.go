package rig

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"hotline12345/cmd/citizen/phone"
)

// Headset is the browser's side of the audio: it speaks a tone while it is in a
// call and knows when it first heard the citizen's.
type Headset struct {
	pc    *webrtc.PeerConnection
	track *webrtc.TrackLocalStaticRTP

	mu    sync.Mutex
	heard chan time.Time // the next packet with the citizen's tone
}

var pcma = webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypePCMA, ClockRate: 8000, Channels: 1}

// putOnHeadset negotiates as the page does: PCMA only, candidates in the SDP.
func (a *Agent) putOnHeadset(ctx context.Context) (*Headset, error) {
	m := &webrtc.MediaEngine{}
	if err := m.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: pcma, PayloadType: 8}, webrtc.RTPCodecTypeAudio); err != nil {
		return nil, err
	}
	var engine webrtc.SettingEngine
	engine.SetIncludeLoopbackCandidate(true)
	pc, err := webrtc.NewAPI(webrtc.WithMediaEngine(m), webrtc.WithSettingEngine(engine)).NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		return nil, fmt.Errorf("headset: %w", err)
	}
	h := &Headset{pc: pc}
	if h.track, err = webrtc.NewTrackLocalStaticRTP(pcma, "mic", "mic"); err != nil {
		return nil, fmt.Errorf("headset: %w", err)
	}
	if _, err := pc.AddTrack(h.track); err != nil {
		return nil, fmt.Errorf("headset: %w", err)
	}
	pc.OnTrack(func(t *webrtc.TrackRemote, _ *webrtc.RTPReceiver) { h.listen(t) })
	offer, err := pc.CreateOffer(nil)
	if err != nil {
		return nil, fmt.Errorf("headset: %w", err)
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(offer); err != nil {
		return nil, fmt.Errorf("headset: %w", err)
	}
	<-gathered
	if err := a.Say(ctx, map[string]any{"type": "webrtc_offer", "id": "1", "sdp": pc.LocalDescription().SDP}); err != nil {
		return nil, err
	}
	select {
	case sdp := <-a.answers:
		err = pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: sdp})
		return h, err
	case <-ctx.Done():
		return nil, fmt.Errorf("headset: %w", ctx.Err())
	}
}

func (h *Headset) close() { _ = h.pc.Close() }

// Next returns a channel that gets the time of the first packet from now on that
// holds the citizen's tone.
func (h *Headset) Next() <-chan time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.heard = make(chan time.Time, 1)
	return h.heard
}

func (h *Headset) listen(t *webrtc.TrackRemote) {
	for {
		p, _, err := t.ReadRTP()
		if err != nil {
			return
		}
		h.mu.Lock()
		if h.heard != nil && ToneIn(p.Payload, CitizenTone) {
			h.heard <- time.Now()
			h.heard = nil
		}
		h.mu.Unlock()
	}
}

// Speak sends the agent's tone until ctx ends.
func (h *Headset) Speak(ctx context.Context) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	tone := phone.Tone(AgentTone)
	for n := uint32(time.Now().UnixMilli()); ; n++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			_ = h.track.WriteRTP(&rtp.Packet{
				Header: rtp.Header{Version: 2, SequenceNumber: uint16(n), Timestamp: n * 160}, Payload: tone(),
			})
		}
	}
}
