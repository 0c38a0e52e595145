package gateway

import (
	"fmt"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"hotline12345/internal/alaw"
)

// side is a channel of the stereo recording.
type side int

const (
	citizenSide side = iota // left
	agentSide               // right
)

const (
	// ringSize bounds what waits for a slow disk: eight seconds.
	ringSize = 8 * alaw.SampleRate
	// settle is how long a packet may be late and still find its place.
	settle = 300 * time.Millisecond
	// maxAhead bounds how far a burst may push one side past the clock: 500 ms.
	maxAhead = alaw.SampleRate / 2
)

// recording is one leg's piece of a conversation. The packet path only copies
// into a ring; a writer empties it. Both sides are laid out on the wall clock, so
// a hold or a lost packet is silence of the right length.
type recording struct {
	file    *os.File
	name    string // below the recordings folder
	started time.Time
	dropped *atomic.Uint64

	closed   bool       // guarded by writing
	troubled bool       // the disk's trouble was logged; the writer's own
	writing  sync.Mutex // one writer at a time; held without mu while the disk works
	scratch  []byte

	mu      sync.Mutex
	ring    [2][ringSize]byte
	end     [2]int64 // samples laid out, by side
	written int64    // samples in the file
}

// put lays out one packet. A nil recording takes nothing.
func (r *recording) put(s side, payload []byte, now time.Time) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	at := r.position(now) - int64(len(payload)) // it ends now
	if gap := at - r.end[s]; gap > 3*frame {
		r.fill(s, at)
	}
	if r.end[s]-at > maxAhead {
		r.dropped.Add(1) // a burst after a stall: the sides must stay together
		return
	}
	if r.end[s]+int64(len(payload))-r.written > ringSize {
		r.dropped.Add(1) // the disk is slow: the talk goes on
		return
	}
	for _, b := range payload {
		r.ring[s][r.end[s]%ringSize] = b
		r.end[s]++
	}
}

// fill lays out silence up to a position.
func (r *recording) fill(s side, upTo int64) {
	upTo = min(upTo, r.written+ringSize)
	for r.end[s] < upTo {
		r.ring[s][r.end[s]%ringSize] = alaw.Silence
		r.end[s]++
	}
}

func (r *recording) position(now time.Time) int64 {
	return now.Sub(r.started).Microseconds() * alaw.SampleRate / 1e6
}

// flush writes what has settled; all of it when the talk is over.
func (r *recording) flush(now time.Time, all bool) error {
	r.writing.Lock()
	defer r.writing.Unlock()
	if r.closed {
		return nil
	}
	r.closed = all
	r.mu.Lock()
	upTo := r.position(now.Add(-settle))
	if all {
		upTo = max(r.end[0], r.end[1])
	}
	r.scratch = r.scratch[:0]
	r.fill(citizenSide, upTo)
	r.fill(agentSide, upTo)
	upTo = min(upTo, r.end[0], r.end[1])
	for i := r.written; i < upTo; i++ {
		r.scratch = append(r.scratch, r.ring[0][i%ringSize], r.ring[1][i%ringSize])
	}
	size := max(r.written, upTo)
	r.mu.Unlock()
	if _, err := r.file.WriteAt(r.scratch, wavHeaderSize+2*(size-int64(len(r.scratch)/2))); err != nil {
		return fmt.Errorf("write recording: %w", err)
	}
	// The header is right after every write: a crash leaves a file that plays.
	if _, err := r.file.WriteAt(wavHeader(size), 0); err != nil {
		return fmt.Errorf("write recording: %w", err)
	}
	r.mu.Lock()
	r.written = size // what the disk did not take stays in the ring for the next try
	r.mu.Unlock()
	return nil
}

// close writes the rest. The file may still be gone on with.
func (r *recording) close(now time.Time) error {
	err := r.flush(now, true)
	if e := r.file.Close(); err == nil {
		err = e
	}
	return err
}

// length is the playing time of what is written.
func (r *recording) length() time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	return time.Duration(r.written) * time.Second / alaw.SampleRate
}
