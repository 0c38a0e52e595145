package gateway

import (
	"context"
	"slices"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
	"hotline12345/ivr"
)

// announce speaks prompts on a leg. A prompt that cannot be made is left out.
func (g *Gateway) announce(ctx context.Context, c cti.Announce) {
	g.mu.Lock()
	l := g.legs[legKey{c.Call, c.Leg}]
	g.mu.Unlock()
	if l == nil {
		return
	}
	g.slow.Go(func() { g.speak(ctx, l, c.Prompts) })
}

// speak adds prompts to what is said on a leg; making one may take a while.
func (g *Gateway) speak(ctx context.Context, l *leg, prompts []ivr.Prompt) {
	for _, p := range prompts {
		sound, err := g.cfg.Sounds.Alaw(ctx, p)
		if err != nil {
			g.cfg.Log.Error("prompt cannot be spoken", zap.String("prompt", p.ID), zap.Error(err))
			continue
		}
		l.addAnnouncement(sound)
	}
}

// playAnnouncement speaks the next 20 ms to both sides; the agent hears the citizen too.
func (l *leg) playAnnouncement(now time.Time) {
	n := copy(l.mixBuf[:], l.announcement)
	copy(l.mixBuf[n:], silentFrame[n:])
	l.announcement = l.announcement[n:]
	l.rec.put(agentSide, l.mixBuf[:], now)
	_ = l.toAsterisk(build(l.buf[:], l.up.inject(now), l.mixBuf[:]))
	l.citizen = l.citizen[mix(l.mixBuf[:], l.citizen):]
	l.toBrowser.inject(l.mixBuf[:], now)
	if len(l.announcement) == 0 { // what still waits is not lost
		for rest := range slices.Chunk(l.citizen, frame) {
			l.toBrowser.inject(rest, now)
		}
		l.citizen = nil
	}
}

// maxQueued bounds what a burst of the citizen's may lag behind: 200 ms.
const maxQueued = 10 * frame

// queueCitizen keeps a packet of the citizen's for the announcement's next frames. Packets
// hold 10 to 60 ms as the carrier likes, frames 20.
func (l *leg) queueCitizen(payload []byte) {
	l.citizen = append(l.citizen, payload...)
	if late := len(l.citizen) - maxQueued; late > 0 {
		l.citizen = append(l.citizen[:0], l.citizen[late:]...)
	}
}

// addAnnouncement adds A-law to what is spoken in the agent's place.
func (l *leg) addAnnouncement(sound []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.announcement = append(l.announcement[:len(l.announcement):len(l.announcement)], sound...)
}

// mixed holds the code of the sum of two codes.
var mixed = func() (t [256][256]byte) {
	for a := range 256 {
		for b := range 256 {
			sum := int(alaw.Decode(byte(a))) + int(alaw.Decode(byte(b)))
			t[a][b] = alaw.Encode(int16(min(max(sum, -32768), 32767)))
		}
	}
	return t
}()

// mix adds b to a, sample by sample, and returns how much of b that took.
func mix(a, b []byte) int {
	n := min(len(a), len(b))
	for i := range n {
		a[i] = mixed[a[i]][b[i]]
	}
	return n
}

// silentFrame is 20 ms of silence.
var silentFrame = func() (f [frame]byte) {
	for i := range f {
		f[i] = alaw.Silence
	}
	return f
}()
