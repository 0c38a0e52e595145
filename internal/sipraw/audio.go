package sipraw

import (
	"encoding/binary"
	"errors"
	"math"
	"net"
	"net/netip"
	"slices"
	"sync"
	"time"

	"hotline12345/internal/alaw"
)

// Audio is a party's sound: RTP over UDP (RFC 3550), one stream each way.
type Audio struct {
	conn *net.UDPConn
	done chan struct{}
	wg   sync.WaitGroup

	mu    sync.Mutex
	to    netip.AddrPort
	voice Voice
	seq   uint16
	ts    uint32
	heard []byte // as A-law
	types map[byte]int
	last  time.Time
	sent  int
	each  func(at time.Time, sound []byte)
}

// Voice is how and what a party speaks.
type Voice struct {
	Hertz   float64
	Payload byte // payload type: 8 is A-law, 0 is mu-law
	Millis  int  // sound in a packet, 20 if 0
}

// OpenAudio opens a party's sound on an address such as 127.0.0.1:0 or [::1]:0.
func OpenAudio(local string) (*Audio, error) {
	own, err := net.ResolveUDPAddr("udp", local)
	if err != nil {
		return nil, err
	}
	conn, err := net.ListenUDP("udp", own)
	if err != nil {
		return nil, err
	}
	a := &Audio{conn: conn, done: make(chan struct{}), types: map[byte]int{}}
	a.wg.Go(a.listen)
	return a, nil
}

// Close ends the sound.
func (a *Audio) Close() {
	close(a.done)
	_ = a.conn.Close()
	a.wg.Wait()
}

// Port is where the party hears.
func (a *Audio) Port() int { return a.conn.LocalAddr().(*net.UDPAddr).Port }

// Speak sends a tone until Close, or until it is called again with no Hertz.
func (a *Audio) Speak(to netip.AddrPort, v Voice) {
	if v.Millis == 0 {
		v.Millis = 20
	}
	a.mu.Lock()
	started := a.to.IsValid()
	a.to, a.voice = to, v
	a.mu.Unlock()
	if !started {
		a.wg.Go(a.talk)
	}
}

// Follow sends the voice somewhere else from now on, if there is one.
func (a *Audio) Follow(to netip.AddrPort) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.to.IsValid() {
		a.to = to
	}
}

// OnSound has each packet of A-law handled by f when it comes, on the reading goroutine.
func (a *Audio) OnSound(f func(at time.Time, sound []byte)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.each = f
}

func (a *Audio) talk() {
	begun := time.Now()
	sent := 0 // milliseconds
	for {
		a.mu.Lock()
		v, to := a.voice, a.to
		a.mu.Unlock()
		sent += v.Millis
		select {
		case <-time.After(time.Until(begun.Add(time.Duration(sent) * time.Millisecond))):
		case <-a.done:
			return
		}
		if v.Hertz == 0 {
			a.mu.Lock()
			a.seq, a.ts = a.seq+1, a.ts+uint32(v.Millis*8)
			a.mu.Unlock()
			continue
		}
		a.Write(to, v.Payload, false, a.tone(v), v.Millis*8)
	}
}

// tone is the next packet's sound.
func (a *Audio) tone(v Voice) []byte {
	a.mu.Lock()
	ts := a.ts
	a.mu.Unlock()
	b := make([]byte, v.Millis*8)
	for i := range b {
		level := int16(8000 * math.Sin(2*math.Pi*v.Hertz*float64(int(ts)+i)/8000))
		b[i] = alaw.Encode(level)
		if v.Payload == 0 {
			b[i] = toMulaw(level)
		}
	}
	return b
}

// Write sends one packet; samples is how far the stream goes on.
func (a *Audio) Write(to netip.AddrPort, payload byte, marker bool, sound []byte, samples int) {
	a.mu.Lock()
	a.seq++
	a.sent++
	seq, ts := a.seq, a.ts
	a.ts += uint32(samples)
	a.mu.Unlock()
	a.write(to, payload, marker, seq, ts, sound)
}

// Key sends one packet of a key (RFC 4733, section 2.3): all of a key have the stream's
// time at its beginning. duration is in samples.
func (a *Audio) Key(to netip.AddrPort, payload, key byte, begun uint32, duration uint16, end bool) {
	event := []byte{key, 10, byte(duration >> 8), byte(duration)}
	if end {
		event[1] |= 0x80
	}
	a.mu.Lock()
	a.seq++
	seq := a.seq
	a.mu.Unlock()
	a.write(to, payload, duration <= 160, seq, begun, event)
}

// Time is the stream's time, in samples.
func (a *Audio) Time() uint32 {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.ts
}

// Skip lets the stream's time go on by some samples, of which nothing is sent.
func (a *Audio) Skip(samples int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.ts += uint32(samples)
}

func (a *Audio) write(to netip.AddrPort, payload byte, marker bool, seq uint16, ts uint32, sound []byte) {
	b := make([]byte, 12, 12+len(sound))
	b[0], b[1] = 0x80, payload
	if marker {
		b[1] |= 0x80
	}
	binary.BigEndian.PutUint16(b[2:], seq)
	binary.BigEndian.PutUint32(b[4:], ts)
	binary.BigEndian.PutUint32(b[8:], uint32(a.Port()))
	_, _ = a.conn.WriteToUDPAddrPort(append(b, sound...), to) // a lost packet is lost
}

func (a *Audio) listen() {
	buf := make([]byte, 2048)
	for {
		n, err := a.conn.Read(buf)
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil || n < 12 {
			continue
		}
		a.hear(buf[1]&0x7F, buf[12:n])
	}
}

func (a *Audio) hear(payload byte, sound []byte) {
	at := time.Now()
	a.mu.Lock()
	defer a.mu.Unlock()
	a.types[payload]++
	a.last = at
	if a.each != nil && payload == 8 {
		a.each(at, sound)
	}
	for _, b := range sound {
		switch payload {
		case 8:
			a.heard = append(a.heard, b)
		case 0:
			a.heard = append(a.heard, alaw.Encode(fromMulaw(b)))
		}
	}
}

// Heard is all that was heard so far, as A-law, one packet behind the other.
func (a *Audio) Heard() []byte {
	a.mu.Lock()
	defer a.mu.Unlock()
	return slices.Clone(a.heard)
}

// Sent is how many packets of its voice the party has sent.
func (a *Audio) Sent() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.sent
}

// Last is when a packet came last.
func (a *Audio) Last() time.Time {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.last
}

// Packets is how many packets of a payload type were heard.
func (a *Audio) Packets(payload byte) int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.types[payload]
}

// toMulaw and fromMulaw are the mu-law of ITU-T G.711.
func toMulaw(level int16) byte {
	const bias, clip = 0x84, 32635
	sign, v := byte(0), int(level)
	if v < 0 {
		sign, v = 0x80, -v
	}
	v = min(v, clip) + bias
	exponent := 7
	for mask := 0x4000; exponent > 0 && v&mask == 0; mask >>= 1 {
		exponent--
	}
	return ^(sign | byte(exponent)<<4 | byte(v>>(exponent+3)&0x0F))
}

func fromMulaw(code byte) int16 {
	code = ^code
	v := (int(code&0x0F)<<3+0x84)<<(code>>4&7) - 0x84
	if code&0x80 != 0 {
		v = -v
	}
	return int16(v)
}
