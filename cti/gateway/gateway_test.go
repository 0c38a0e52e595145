package gateway

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
	"hotline12345/ivr"
)

func TestVoicesBothWays(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent", full(0x11))
	for seq := range uint16(20) {
		r.speak(seq, 0x22)
	}
	b.hears(t, "the citizen", is(0x22))
	up, down := r.g.Quality("1001")
	if up.Packets == 0 || down.Packets == 0 || down.Lost != 0 {
		t.Errorf("quality %+v %+v: want packets both ways, none lost", up, down)
	}
}

func TestICETCP(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11, func(s *webrtc.SettingEngine) {
		s.SetNetworkTypes([]webrtc.NetworkType{webrtc.NetworkTypeTCP4})
	})
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent over TCP", full(0x11))
	r.speak(1, 0x22)
	b.hears(t, "the citizen over TCP", is(0x22))
}

// TestICERestart: a changed network keeps the connection.
func TestICERestart(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	before := r.hear("the agent", full(0x11))
	first := r.peer()
	r.negotiate(b.pc, &webrtc.OfferOptions{ICERestart: true})
	after := r.hear("fifty packets more", func() func(*rtp.Packet) bool {
		n := 0
		return func(p *rtp.Packet) bool {
			if full(0x11)(p) {
				n++
			}
			return n > 50
		}
	}())
	if r.peer() != first {
		t.Error("a new PeerConnection took the place of the one that restarted ICE")
	}
	rising(t, append(before, after...))
	r.speak(1, 0x22)
	b.hears(t, "the citizen after the restart", is(0x22))
}

// TestAConnectionThatIsGoneIsNotRestarted: a browser keeps the DTLS of its old
// connection, so a new one here would never understand it.
func TestAConnectionThatIsGoneIsNotRestarted(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	first := r.g.Peer("1001")
	offer, err := b.pc.CreateOffer(&webrtc.OfferOptions{ICERestart: true})
	if err != nil {
		t.Fatal(err)
	}
	if id, answer, err := r.g.Negotiate(t.Context(), "1001", first, offer.SDP); err != nil || id != first || answer == "" {
		t.Fatalf("a restart of %q: %q, %v", first, id, err)
	}
	r.g.Drop("1001", nil)
	if id := r.g.Peer("1001"); id != "" {
		t.Fatalf("after the drop there is %q", id)
	}
	if _, _, err := r.g.Negotiate(t.Context(), "1001", first, offer.SDP); !errors.Is(err, ErrPeerGone) {
		t.Fatalf("a restart of what is gone: %v, want ErrPeerGone", err)
	}
	r.browser(0x12)
	if id := r.g.Peer("1001"); id == "" || id == first {
		t.Fatalf("a new connection is called %q, the old one was %q", id, first)
	}
	if _, _, err := r.g.Negotiate(t.Context(), "1001", first, offer.SDP); !errors.Is(err, ErrPeerGone) {
		t.Fatalf("a restart of what was replaced: %v, want ErrPeerGone", err)
	}
}

// TestNoTwoConnectionsHaveOneCertificate: with the same one a browser takes a new
// connection for its old association, and waits for ever.
func TestNoTwoConnectionsHaveOneCertificate(t *testing.T) {
	r := newRig(t)
	seen := map[string]bool{}
	for range 3 {
		b := r.browser(0x11)
		line := fingerprint(b.pc.RemoteDescription().SDP)
		if line == "" || seen[line] {
			t.Fatalf("fingerprint %q, seen before: %v", line, seen[line])
		}
		seen[line] = true
	}
}

func fingerprint(sdp string) string {
	for line := range strings.Lines(sdp) {
		if strings.HasPrefix(line, "a=fingerprint:") {
			return strings.TrimSpace(line)
		}
	}
	return ""
}

// TestAsteriskMoves: a leg that is told again follows Asterisk's new port.
func TestAsteriskMoves(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent", full(0x11))
	moved, err := net.ListenUDP("udp4", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = moved.Close() })
	r.asterisk = moved
	r.connect()
	r.hear("the agent at the new port", full(0x11))
	r.speak(1, 0x22)
	b.hears(t, "the citizen from the new port", is(0x22))
}

// TestBrowserLeavesJustBeforeTheCitizen: the engine must not offer the next call
// to a headset that is gone.
func TestBrowserLeavesJustBeforeTheCitizen(t *testing.T) {
	r := newRig(t)
	r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent", full(0x11))
	r.g.Drop("1001", nil)
	r.g.Execute(cti.DisconnectMedia{Agent: "1001", Call: "1.1", Leg: 1})
	if lost := event[cti.HeadsetLost](r); lost.Agent != "1001" {
		t.Fatalf("lost %q", lost.Agent)
	}
}

// TestReloads: whatever the browser does, Asterisk sees one stream that only
// rises, or it drops the audio.
func TestReloads(t *testing.T) {
	r := newRig(t)
	var all []*rtp.Packet
	b := r.browser(0x01)
	event[cti.HeadsetConnected](r)
	r.connect()
	all = append(all, r.hear("browser 1", full(0x01))...)
	for code := byte(2); code <= 50; code++ {
		b.stop()
		b = r.browser(code)
		all = append(all, r.hear("a reloaded browser", full(code))...)
	}
	r.speak(1, 0x22)
	b.hears(t, "the citizen after reloads", is(0x22))
	rising(t, all)
}

func rising(t *testing.T, all []*rtp.Packet) {
	t.Helper()
	for i := 1; i < len(all); i++ {
		a, b := all[i-1], all[i]
		if b.SSRC != a.SSRC || b.SequenceNumber != a.SequenceNumber+1 || int32(b.Timestamp-a.Timestamp) <= 0 {
			t.Fatalf("packet %d of %d: %v after %v", i, len(all), b.Header, a.Header)
		}
	}
}

func TestBrowserAwayAndBack(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent", full(0x11))
	b.stop()
	r.hear("silence for Asterisk", full(alaw.Silence))
	if lost := event[cti.HeadsetLost](r); lost.Agent != "1001" {
		t.Fatalf("lost %q", lost.Agent)
	}
	r.browser(0x12)
	event[cti.HeadsetConnected](r)
	r.hear("the agent again", full(0x12))
}

func TestAnnouncementIsHeardByBoth(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent", full(0x11))
	r.g.Execute(cti.Announce{Call: "1.1", Leg: 1, Prompts: []ivr.Prompt{{ID: "agent_no"}}})
	r.hear("the announcement", full(0x2A))
	b.hears(t, "the announcement", is(0x2A))
	r.hear("the agent afterwards", full(0x11))
}

func TestEcho(t *testing.T) {
	r := newRig(t)
	b := r.browser(0x33)
	event[cti.HeadsetConnected](r)
	r.g.EchoTest("1001", true)
	b.hears(t, "the agent's own voice", is(0x33))
}

func TestGarbageIsCounted(t *testing.T) {
	r := newRig(t)
	r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	r.hear("the agent", full(0x11))
	for _, raw := range [][]byte{{}, {1, 2, 3}, bytes.Repeat([]byte{0xFF}, 200), {0x80, 96, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}} {
		if _, err := r.asterisk.WriteToUDPAddrPort(raw, r.relay); err != nil {
			t.Fatal(err)
		}
	}
	deadline := time.Now().Add(patience)
	for r.g.Totals.Garbage.Load() < 4 {
		if time.Now().After(deadline) {
			t.Fatalf("%d packets of garbage counted, want 4", r.g.Totals.Garbage.Load())
		}
		r.hear("the agent, undisturbed", full(0x11))
	}
}

func TestRecordingHasOneVoiceInEachChannel(t *testing.T) {
	r := newRig(t)
	r.browser(0x11)
	event[cti.HeadsetConnected](r)
	r.connect()
	for seq := range uint16(50) {
		r.hear("the agent", full(0x11))
		r.speak(seq, 0x22)
	}
	r.g.Execute(cti.DisconnectMedia{Agent: "1001", Call: "1.1", Leg: 1})
	saved := event[cti.RecordingSaved](r)
	if saved.Call != "1.1" || saved.Millis < 900 {
		t.Fatalf("saved %+v, want about a second of 1.1", saved)
	}
	j, err := Conversation([]Piece{{Path: filepath.Join(r.dir, saved.File), Started: time.UnixMilli(saved.StartedAt)}})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(j)
	if err != nil || int64(len(raw)) != j.Len() {
		t.Fatalf("read %d of %d bytes: %v", len(raw), j.Len(), err)
	}
	var left, right [256]int
	for i := wavHeaderSize; i+1 < len(raw); i += 2 {
		left[raw[i]]++
		right[raw[i+1]]++
	}
	samples := (len(raw) - wavHeaderSize) / 2
	if left[0x22] < samples/2 || right[0x11] < samples/2 || left[0x11] > 0 || right[0x22] > 0 {
		t.Errorf("of %d samples left has %d of the citizen and %d of the agent, right %d and %d",
			samples, left[0x22], left[0x11], right[0x22], right[0x11])
	}
}

func TestAConversationKeepsItsPauses(t *testing.T) {
	dir := t.TempDir()
	begin := time.Now()
	var pieces []Piece
	for i, at := range []time.Duration{0, 3 * time.Second} {
		name := filepath.Join(dir, string(rune('a'+i)))
		data := append(wavHeader(8000), bytes.Repeat([]byte{byte(i + 1)}, 16000)...)
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		pieces = append(pieces, Piece{Path: name, Started: begin.Add(at)})
	}
	j, err := Conversation(append(pieces, Piece{Path: filepath.Join(dir, "missing"), Started: begin}))
	if err != nil {
		t.Fatal(err)
	}
	if want := int64(wavHeaderSize + 4*16000); j.Len() != want { // 1 s, 2 s of pause, 1 s
		t.Fatalf("%d bytes, want %d", j.Len(), want)
	}
	if _, err := j.Seek(wavHeaderSize+3*16000, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	b := make([]byte, 10)
	if _, err := io.ReadFull(j, b); err != nil || b[0] != 2 {
		t.Fatalf("after the pause comes %v (%v), want the second piece", b, err)
	}
	if _, err := Conversation([]Piece{{Path: filepath.Join(dir, "missing"), Started: begin}}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("of a conversation nothing is left: %v", err)
	}
}
