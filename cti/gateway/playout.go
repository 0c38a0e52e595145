package gateway

import (
	"sync"
	"time"
)

// playout is what one browser hears: one continuous stream for the whole shift, over
// all its calls and echo tests. A stream that began anew with each call would, after
// some minutes of idleness, go back modulo 2^16: SRTP takes that for a replay (RFC
// 3711, 3.3.1), and the agent hears nothing until the numbers have caught up.
type playout struct {
	send sink

	mu     sync.Mutex
	stream rewriter
	buf    [headerSize + maxPacket]byte
}

func newPlayout(send sink, now time.Time) *playout {
	return &playout{send: send, stream: newRewriter(0, now)} // the track puts its SSRC in
}

// follow plays a packet of a source that keeps its own time. A nil playout drops it.
func (p *playout) follow(h header, payload []byte, now time.Time) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.send(build(p.buf[:], p.stream.follow(h, now), payload)) // a lost packet is lost
}

// inject plays 20 ms of our own.
func (p *playout) inject(payload []byte, now time.Time) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	_ = p.send(build(p.buf[:], p.stream.inject(now), payload))
}
