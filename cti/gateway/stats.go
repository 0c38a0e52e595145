package gateway

import (
	"math"
	"sync/atomic"
	"time"
)

// Flow counts one direction of a leg.
type Flow struct {
	Packets uint64
	Lost    uint64 // gaps in the sequence numbers
	Gaps    uint64 // pauses of over gapLimit between packets
	Jitter  time.Duration
}

// Totals count all legs since the start, for metrics.
type Totals struct {
	FromBrowser, FromAsterisk, Gaps, Garbage, Unrecorded atomic.Uint64
	// RecordingFaults counts tries to write a recording that failed; LastRecordingFault
	// is when the last one was, in Unix seconds.
	RecordingFaults    atomic.Uint64
	LastRecordingFault atomic.Int64
}

func (t *Totals) recordingFault(now time.Time) {
	t.RecordingFaults.Add(1)
	t.LastRecordingFault.Store(now.Unix())
}

// count adds a packet to a leg's meter and to the totals.
func (t *Totals) count(packets *atomic.Uint64, m *meter, h header, now time.Time) {
	before := m.flow.Gaps
	m.count(h, now)
	packets.Add(1)
	t.Gaps.Add(m.flow.Gaps - before)
}

// gapLimit is a pause that a person hears.
const gapLimit = 100 * time.Millisecond

// meter fills a Flow (RFC 3550, A.8 for the jitter).
type meter struct {
	flow    Flow
	started bool
	seq     uint16
	ssrc    uint32
	transit int64 // in samples
	jitter  float64
	at      time.Time
}

func (m *meter) count(h header, now time.Time) {
	m.flow.Packets++
	arrival := now.UnixMicro() * 8 / 1000
	transit := arrival - int64(h.ts)
	if m.started && h.ssrc == m.ssrc {
		if jump := int16(h.seq - m.seq); jump > 1 && jump < 1000 {
			m.flow.Lost += uint64(jump - 1)
		}
		if now.Sub(m.at) > gapLimit {
			m.flow.Gaps++
		} else { // a pause is counted as one, it is not jitter
			d := float64(int32(transit - m.transit)) // timestamps wrap
			m.jitter += (math.Abs(d) - m.jitter) / 16
			m.flow.Jitter = time.Duration(m.jitter * float64(time.Millisecond) / 8)
		}
		if int16(h.seq-m.seq) < 0 && int16(h.seq-m.seq) > -1000 {
			h.seq = m.seq // a late packet takes no step back
		}
	}
	m.started, m.seq, m.ssrc, m.transit, m.at = true, h.seq, h.ssrc, transit, now
}
