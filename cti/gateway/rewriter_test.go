package gateway

import (
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestStreamOnlyRises: whatever sources come and go, with any jump, loss and
// silence between, the sequence rises by one per packet in order and the
// timestamp rises.
func TestStreamOnlyRises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		now := time.Now()
		r := newRewriter(1, now)
		last := r.last
		var src header
		for range rapid.IntRange(1, 200).Draw(t, "packets") {
			now = now.Add(time.Duration(rapid.IntRange(1, 100).Draw(t, "ms")) * time.Millisecond)
			var s stamp
			switch rapid.IntRange(0, 9).Draw(t, "what") {
			case 0: // the browser is reloaded
				src = header{seq: rapid.Uint16().Draw(t, "seq"), ts: rapid.Uint32().Draw(t, "ts"), ssrc: src.ssrc + 1}
				s = r.follow(src, now)
			case 1, 2:
				s = r.inject(now)
			default:
				step := rapid.IntRange(1, 5).Draw(t, "step")
				src.seq += uint16(step)
				src.ts += uint32(step * frame)
				s = r.follow(src, now)
			}
			if jump := s.seq - last.seq; jump == 0 || jump > 50 {
				t.Fatalf("sequence %d after %d", s.seq, last.seq)
			}
			if int32(s.ts-last.ts) <= 0 || s.ssrc != 1 {
				t.Fatalf("%+v after %+v", s, last)
			}
			last = s
		}
	})
}

func TestLatePacketsKeepTheirPlace(t *testing.T) {
	now := time.Now()
	r := newRewriter(1, now)
	a := r.follow(header{seq: 10, ts: 1600, ssrc: 5}, now)
	c := r.follow(header{seq: 12, ts: 1920, ssrc: 5}, now)
	b := r.follow(header{seq: 11, ts: 1760, ssrc: 5}, now)
	if b.seq != a.seq+1 || c.seq != a.seq+2 || b.ts != a.ts+160 {
		t.Fatalf("order %d %d %d", a.seq, b.seq, c.seq)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte{0x80, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xD5})
	f.Add([]byte{0xBF, 8, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0xD5})
	f.Fuzz(func(t *testing.T, b []byte) {
		if h, ok := parse(b); ok && (h.offset >= h.end || h.end > len(b)) {
			t.Fatalf("payload %d:%d of %d bytes", h.offset, h.end, len(b))
		}
	})
}

var benchAddr = netip.MustParseAddrPort("127.0.0.1:10000")

func benchLeg() *leg {
	discard := func([]byte) error { return nil }
	l := newLeg("1001", "1.1", 1, netip.AddrPort{}, discard, 1, time.Now())
	l.attachBrowser(newPlayout(discard, time.Now()), time.Now())
	l.rec = &recording{started: time.Now(), dropped: new(atomic.Uint64)}
	return l
}

func BenchmarkRelayToAsterisk(b *testing.B) {
	l, now := benchLeg(), time.Now()
	packet := build(make([]byte, maxPacket), stamp{seq: 1, ts: 160, ssrc: 9}, silentFrame[:])
	b.ReportAllocs()
	for b.Loop() {
		now = now.Add(20 * time.Millisecond)
		packet[3]++
		l.fromBrowser(packet, now)
	}
}

func BenchmarkRelayToBrowser(b *testing.B) {
	l, now := benchLeg(), time.Now()
	from := benchAddr
	s := &socket{garbage: new(atomic.Uint64)}
	s.legs.Store(&map[netip.AddrPort]*leg{})
	s.track(from, l)
	packet := build(make([]byte, maxPacket), stamp{seq: 1, ts: 160, ssrc: 9}, silentFrame[:])
	b.ReportAllocs()
	for b.Loop() {
		now = now.Add(20 * time.Millisecond)
		packet[3]++
		s.take(packet, from, now)
	}
}
