package gateway

import (
	"sync"
	"time"
)

// ear is what one browser hears: one continuous stream for the whole shift, over
// all its calls and echo tests. A stream that began anew with each call would, after
// some minutes of idleness, go back modulo 2^16: SRTP takes that for a replay (RFC
// 3711, 3.3.1), and the agent hears nothing until the numbers have caught up.
type ear struct {
	send sink

	mu     sync.Mutex
	stream rewriter
	buf    [headerSize + maxPacket]byte
}

func newEar(send sink, now time.Time) *ear {
	return &ear{send: send, stream: newRewriter(0, now)} // the track puts its SSRC in
}

// follow plays a packet of a source that keeps its own time. A nil ear is deaf.
func (e *ear) follow(h header, payload []byte, now time.Time) {
	if e == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	_ = e.send(build(e.buf[:], e.stream.follow(h, now), payload)) // a lost packet is lost
}

// inject plays 20 ms of our own.
func (e *ear) inject(payload []byte, now time.Time) {
	if e == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	_ = e.send(build(e.buf[:], e.stream.inject(now), payload))
}
