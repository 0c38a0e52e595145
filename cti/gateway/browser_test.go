package gateway

import (
	"context"
	"net"
	"net/netip"
	"sync"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"
	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/ivr"
)

// patience bounds every wait of the tests; a test that needs it has failed.
const patience = 20 * time.Second

// sounds gives 200 ms of one level for every prompt.
type sounds struct{}

func (sounds) Alaw(context.Context, ivr.Prompt) ([]byte, error) {
	b := make([]byte, 10*frame)
	for i := range b {
		b[i] = 0x2A
	}
	return b, nil
}

// rig is a gateway with a fake Asterisk: a UDP port.
type rig struct {
	t        *testing.T
	g        *Gateway
	events   chan cti.Event
	asterisk *net.UDPConn
	relay    netip.AddrPort
	dir      string
	publicIP string // empty = the interfaces' own
	stop     func() // ends the service
}

func newRig(t *testing.T) *rig { return newRigAt(t, "") }

// newRigAt is a rig that announces a public address to browsers.
func newRigAt(t *testing.T, publicIP string) *rig {
	t.Helper()
	t.Parallel()
	r := &rig{t: t, events: make(chan cti.Event, 1000), dir: t.TempDir(), publicIP: publicIP}
	r.start()
	var err error
	r.asterisk, err = net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.asterisk.Close() })
	return r
}

// start starts the service, after a stop too.
func (r *rig) start() {
	t := r.t
	t.Helper()
	g, err := New(Config{
		RelayAddr: "127.0.0.1:0", MediaAddr: "127.0.0.1:0", PublicIP: r.publicIP, HeadsetLimit: 15 * time.Second, RecordingsDir: r.dir, Sounds: sounds{}, Log: zap.NewNop(),
	}, func(e cti.Event) { r.events <- e })
	if err != nil {
		t.Fatal(err)
	}
	r.g = g
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); g.Run(ctx) }()
	r.stop = func() { cancel(); <-done }
	t.Cleanup(r.stop)
	r.relay = netip.MustParseAddrPort(g.RelayAddr())
}

// event waits for the next event of a type.
func event[T cti.Event](r *rig) T {
	r.t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case e := <-r.events:
			if v, ok := e.(T); ok {
				return v
			}
		case <-deadline:
			var zero T
			r.t.Fatalf("no %T came", zero)
		}
	}
}

func (r *rig) connect() {
	r.g.Execute(cti.ConnectMedia{Agent: "1001", Call: "1.1", Leg: 1, RTP: r.asterisk.LocalAddr().String()})
}

// hear reads packets at Asterisk until one satisfies the condition.
func (r *rig) hear(what string, want func(*rtp.Packet) bool) []*rtp.Packet {
	r.t.Helper()
	var heard []*rtp.Packet
	buf := make([]byte, maxPacket)
	_ = r.asterisk.SetReadDeadline(time.Now().Add(patience))
	for {
		n, _, err := r.asterisk.ReadFromUDPAddrPort(buf)
		if err != nil {
			r.t.Fatalf("%s: not heard at Asterisk among %d packets: %v", what, len(heard), err)
		}
		p := &rtp.Packet{}
		if err := p.Unmarshal(append([]byte(nil), buf[:n]...)); err != nil {
			r.t.Fatal(err)
		}
		heard = append(heard, p)
		if want(p) {
			return heard
		}
	}
}

// speak sends one packet from Asterisk.
func (r *rig) speak(seq uint16, code byte) {
	p := rtp.Packet{Header: rtp.Header{Version: 2, PayloadType: 8, SequenceNumber: seq, Timestamp: uint32(seq) * frame, SSRC: 7}, Payload: fill(code)}
	raw, err := p.Marshal()
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := r.asterisk.WriteToUDPAddrPort(raw, r.relay); err != nil {
		r.t.Fatal(err)
	}
}

func fill(code byte) []byte {
	b := make([]byte, frame)
	for i := range b {
		b[i] = code
	}
	return b
}

func full(code byte) func(*rtp.Packet) bool {
	return func(p *rtp.Packet) bool {
		return len(p.Payload) == frame && p.Payload[0] == code && p.Payload[frame-1] == code
	}
}

// browser is an agent's page: a pion client that speaks one code without end.
type browser struct {
	pc    *webrtc.PeerConnection
	heard chan []byte
	stop  func()
}

func (r *rig) browser(code byte, settings ...func(*webrtc.SettingEngine)) *browser {
	r.t.Helper()
	var s webrtc.SettingEngine
	s.SetIncludeLoopbackCandidate(true)
	for _, f := range settings {
		f(&s)
	}
	m := &webrtc.MediaEngine{}
	if err := m.RegisterCodec(webrtc.RTPCodecParameters{RTPCodecCapability: pcma, PayloadType: 8}, webrtc.RTPCodecTypeAudio); err != nil {
		r.t.Fatal(err)
	}
	pc, err := webrtc.NewAPI(webrtc.WithSettingEngine(s), webrtc.WithMediaEngine(m)).NewPeerConnection(webrtc.Configuration{})
	if err != nil {
		r.t.Fatal(err)
	}
	track, err := webrtc.NewTrackLocalStaticRTP(pcma, "mic", "mic")
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := pc.AddTrack(track); err != nil {
		r.t.Fatal(err)
	}
	b := &browser{pc: pc, heard: make(chan []byte, 1000)}
	pc.OnTrack(func(remote *webrtc.TrackRemote, _ *webrtc.RTPReceiver) {
		for {
			p, _, err := remote.ReadRTP()
			if err != nil {
				return
			}
			select {
			case b.heard <- p.Payload:
			default:
			}
		}
	})
	r.negotiate(pc, nil)
	ctx, cancel := context.WithCancel(context.Background())
	go talk(ctx, track, code)
	var once sync.Once
	b.stop = func() { once.Do(func() { cancel(); _ = pc.Close() }) }
	r.t.Cleanup(b.stop)
	return b
}

// peer is the service's side of the agent's browser.
func (r *rig) peer() *peer {
	r.g.mu.Lock()
	defer r.g.mu.Unlock()
	return r.g.peers["1001"]
}

// negotiate runs the page's part of the offer.
func (r *rig) negotiate(pc *webrtc.PeerConnection, options *webrtc.OfferOptions) {
	r.t.Helper()
	offer, err := pc.CreateOffer(options)
	if err != nil {
		r.t.Fatal(err)
	}
	gathered := webrtc.GatheringCompletePromise(pc)
	if err := pc.SetLocalDescription(offer); err != nil {
		r.t.Fatal(err)
	}
	<-gathered
	_, answer, err := r.g.Negotiate(r.t.Context(), "1001", "", pc.LocalDescription().SDP)
	if err != nil {
		r.t.Fatal(err)
	}
	if err := pc.SetRemoteDescription(webrtc.SessionDescription{Type: webrtc.SDPTypeAnswer, SDP: answer}); err != nil {
		r.t.Fatal(err)
	}
}

// talk sends a packet every 20 ms with a random start, as browsers do.
func talk(ctx context.Context, track *webrtc.TrackLocalStaticRTP, code byte) {
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	seq := uint16(time.Now().UnixNano())
	for {
		select {
		case <-tick.C:
			seq++
			_ = track.WriteRTP(&rtp.Packet{Header: rtp.Header{Version: 2, SequenceNumber: seq, Timestamp: uint32(seq) * frame}, Payload: fill(code)})
		case <-ctx.Done():
			return
		}
	}
}

// hears waits until the browser hears a code.
func (b *browser) hears(t *testing.T, what string, want func(byte) bool) {
	t.Helper()
	deadline := time.After(patience)
	for {
		select {
		case p := <-b.heard:
			if len(p) > 0 && want(p[0]) {
				return
			}
		case <-deadline:
			t.Fatalf("%s: the browser does not hear it", what)
		}
	}
}

func is(code byte) func(byte) bool { return func(b byte) bool { return b == code } }
