package phone

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/pion/rtp"

	"hotline12345/internal/alaw"
)

const (
	frame    = 160 // samples in 20 ms
	packetMs = 20
	// loud is the mean level from which a packet counts as sound.
	loud = 200
)

// media is the telephone's end of the audio.
type media struct {
	conn   *net.UDPConn
	local  netip.AddrPort
	remote netip.AddrPort

	mu      sync.Mutex
	heard   []byte // A-law, gaps filled with silence
	started time.Time
	lastLoud, firstLoud,
	lastAt time.Time
	gap    time.Duration // the longest between two packets
	next   func() []byte // the next 20 ms to speak
	digits []byte        // keys still to be pressed
	sent   chan time.Time
}

func openMedia(host netip.Addr) (*media, error) {
	conn, err := net.ListenUDP("udp4", net.UDPAddrFromAddrPort(netip.AddrPortFrom(host, 0)))
	if err != nil {
		return nil, fmt.Errorf("open audio port: %w", err)
	}
	return &media{conn: conn, local: conn.LocalAddr().(*net.UDPAddr).AddrPort(), sent: make(chan time.Time, 64), next: silence}, nil
}

func silence() []byte {
	b := make([]byte, frame)
	for i := range b {
		b[i] = alaw.Silence
	}
	return b
}

// Tone speaks a sine of a frequency in hertz.
func Tone(hertz float64) func() []byte {
	n := 0
	return func() []byte {
		b := make([]byte, frame)
		for i := range b {
			b[i] = alaw.Encode(int16(8000 * math.Sin(2*math.Pi*hertz*float64(n)/alaw.SampleRate)))
			n++
		}
		return b
	}
}

// Sound speaks A-law once, then silence.
func Sound(sound []byte) func() []byte {
	return func() []byte {
		b := silence()
		sound = sound[copy(b, sound):]
		return b
	}
}

// run sends a packet every 20 ms and listens, until ctx ends.
func (m *media) run(ctx context.Context) {
	var wg sync.WaitGroup
	wg.Go(func() { m.listen() })
	m.talk(ctx)
	_ = m.conn.Close()
	wg.Wait()
}

func (m *media) listen() {
	buf := make([]byte, 1500)
	for {
		n, err := m.conn.Read(buf)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		var p rtp.Packet
		if err != nil || p.Unmarshal(buf[:n]) != nil || p.PayloadType != payloadALaw {
			continue
		}
		m.hear(p.Payload, time.Now())
	}
}

// hear lays a packet out on the wall clock.
func (m *media) hear(payload []byte, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.started.IsZero() {
		m.started = now
	}
	at := int(now.Sub(m.started) * alaw.SampleRate / time.Second)
	for at-len(m.heard) > 4*frame {
		m.heard = append(m.heard, alaw.Silence)
	}
	m.heard = append(m.heard, payload...)
	if !m.lastAt.IsZero() {
		m.gap = max(m.gap, now.Sub(m.lastAt))
	}
	m.lastAt = now
	if level(payload) > loud {
		m.lastLoud = now
		if m.firstLoud.IsZero() {
			m.firstLoud = now
		}
	}
}

// level is the mean of the absolute values.
func level(b []byte) int {
	sum := 0
	for _, c := range b {
		v := int(alaw.Decode(c))
		sum += max(v, -v)
	}
	return sum / max(len(b), 1)
}

func (m *media) talk(ctx context.Context) {
	tick := time.NewTicker(packetMs * time.Millisecond)
	defer tick.Stop()
	seq, ts := uint16(1000), uint32(0)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		m.mu.Lock()
		var digit byte
		if len(m.digits) > 0 {
			digit, m.digits = m.digits[0], m.digits[1:]
		}
		speak := m.next
		m.mu.Unlock()
		if digit != 0 {
			seq, ts = m.press(digit, seq, ts)
			continue
		}
		m.write(&rtp.Packet{Header: rtp.Header{Version: 2, PayloadType: payloadALaw, SequenceNumber: seq, Timestamp: ts, SSRC: 1}, Payload: speak()})
		seq++
		ts += frame
	}
}

// press sends one key as telephone-events: 100 ms, its end three times (RFC 4733,
// 2.5.1.4), then a pause of 60 ms.
func (m *media) press(key byte, seq uint16, ts uint32) (uint16, uint32) {
	tick := time.NewTicker(packetMs * time.Millisecond)
	defer tick.Stop()
	const steps = 5
	for i := 1; i <= steps+2; i++ {
		length := uint16(min(i, steps) * frame)
		payload := []byte{eventOf(key), 10, byte(length >> 8), byte(length)}
		if i >= steps {
			payload[1] |= 0x80 // end
		}
		m.write(&rtp.Packet{Header: rtp.Header{Version: 2, Marker: i == 1, PayloadType: payloadEvent, SequenceNumber: seq, Timestamp: ts, SSRC: 1}, Payload: payload})
		seq++
		<-tick.C
	}
	select {
	case m.sent <- time.Now():
	default:
	}
	for range 3 {
		<-tick.C
	}
	return seq, ts + (steps+5)*frame
}

// eventOf is the number of a key, "0" to "9", "*", "#" or "A" to "D" (RFC 4733, table 3).
func eventOf(key byte) byte {
	switch {
	case key == '*':
		return 10
	case key == '#':
		return 11
	case key >= 'A':
		return key - 'A' + 12
	default:
		return key - '0'
	}
}

func (m *media) write(p *rtp.Packet) {
	raw, err := p.Marshal()
	if err != nil {
		return
	}
	_, _ = m.conn.WriteToUDPAddrPort(raw, m.remote) // a lost packet is lost
}
