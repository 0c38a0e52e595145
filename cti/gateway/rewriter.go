package gateway

import "time"

// stamp is the place of a packet in an outgoing stream.
type stamp struct {
	seq    uint16
	ts     uint32
	ssrc   uint32
	marker bool
}

// rewriter makes one continuous stream of many sources: browsers that come and
// go, silence, announcements. A sequence number that went back would make
// Asterisk drop up to eleven minutes of audio on a transcoded path.
type rewriter struct {
	last    stamp
	lastAt  time.Time
	source  uint32 // SSRC of the source that is being followed
	follows bool   // offsets are valid
	seqOff  uint16
	tsOff   uint32
}

// newRewriter starts a stream at places taken from the clock, a second ahead:
// they go on rising when the service restarts, without stored state.
func newRewriter(ssrc uint32, now time.Time) rewriter {
	ms := now.Add(time.Second).UnixMilli()
	return rewriter{
		last:   stamp{seq: uint16(ms / 20), ts: uint32(ms * 8), ssrc: ssrc},
		lastAt: now,
	}
}

// follow places a packet of a source. A new source, or one that jumps, is
// attached behind what was sent before.
func (r *rewriter) follow(h header, now time.Time) stamp {
	s := stamp{ssrc: r.last.ssrc}
	if r.follows && h.ssrc == r.source {
		s.seq, s.ts = h.seq+r.seqOff, h.ts+r.tsOff
		// Late packets keep their place; a jump of over a second is a new start.
		if jump := int16(s.seq - r.last.seq); jump > -50 && jump < 50 {
			if jump > 0 {
				r.last, r.lastAt = s, now
			}
			return s
		}
	}
	s = r.next(frame, now)
	s.marker = true
	r.source, r.follows = h.ssrc, true
	r.seqOff, r.tsOff = s.seq-h.seq, s.ts-h.ts
	return s
}

// inject places a packet of our own; the next packet of a source starts anew
// behind it.
func (r *rewriter) inject(now time.Time) stamp {
	s := r.next(frame, now)
	s.marker = r.follows
	r.follows = false
	return s
}

// next is the place behind everything sent so far; the timestamp follows the
// clock over a pause.
func (r *rewriter) next(samples uint32, now time.Time) stamp {
	if pause := uint32(now.Sub(r.lastAt) / (time.Millisecond / 8)); now.After(r.lastAt) && pause > samples {
		samples = pause / frame * frame
	}
	r.last.seq++
	r.last.ts += samples
	r.lastAt = now
	return stamp{seq: r.last.seq, ts: r.last.ts, ssrc: r.last.ssrc}
}
