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
	// writeEvery is the pause between two writes of what has settled.
	writeEvery = 500 * time.Millisecond
	// frozenAfter without a write the whole process stood still.
	frozenAfter = 3 * writeEvery
	// thaw is how long after that the packets come that waited in the kernel: 1 s.
	thaw = alaw.SampleRate
)

// recording is one leg's piece of a conversation. The packet path only copies
// into a ring; a writer empties it. Both sides are laid out on the clock, so a hold, a
// lost packet, or the time in which the process was frozen is silence of the right length.
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
	end     [2]int64  // samples laid out, by side
	written int64     // samples in the file
	alive   time.Time // of the last write, or packet after a freeze
	thawed  int64     // up to where packets may be old
}

// put lays out one packet. A nil recording takes nothing.
func (r *recording) put(s side, payload []byte, now time.Time) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.noteFreeze(now)
	at := r.position(now) - int64(len(payload)) // it ends now
	if gap := at - r.end[s]; gap > 3*frame {
		r.fill(s, at)
	}
	ahead := int64(maxAhead)
	if at < r.thawed {
		ahead = 3 * frame
	}
	if r.end[s]-at > ahead {
		r.dropped.Add(1) // a burst after a stall: the sides must stay together
		return
	}
	if max(at, r.end[s])+int64(len(payload))-r.written > ringSize {
		r.dropped.Add(1) // the disk is slow, or silence is still to be written: the talk goes on
		return
	}
	for _, b := range payload {
		r.ring[s][r.end[s]%ringSize] = b
		r.end[s]++
	}
}

// noteFreeze notices that the process stood still: what waited in the kernel comes at
// once, and has no place.
func (r *recording) noteFreeze(now time.Time) {
	if !r.alive.IsZero() && now.Sub(r.alive) >= frozenAfter {
		r.alive, r.thawed = now, r.position(now)+thaw
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
	for more := true; more; {
		var err error
		if more, err = r.writeRing(now, all); err != nil {
			return err
		}
	}
	return nil
}

// writeRing writes what the ring holds, with silence where nothing came. There is more
// when that much silence does not fit into the ring.
func (r *recording) writeRing(now time.Time, all bool) (more bool, err error) {
	r.mu.Lock()
	r.noteFreeze(now)
	r.alive = now
	wanted := r.position(now.Add(-settle))
	if all {
		wanted = max(r.end[0], r.end[1], r.position(now))
	}
	r.scratch = r.scratch[:0]
	r.fill(citizenSide, wanted)
	r.fill(agentSide, wanted)
	upTo := min(wanted, r.end[0], r.end[1])
	for i := r.written; i < upTo; i++ {
		r.scratch = append(r.scratch, r.ring[0][i%ringSize], r.ring[1][i%ringSize])
	}
	size := max(r.written, upTo)
	r.mu.Unlock()
	if _, err := r.file.WriteAt(r.scratch, wavHeaderSize+2*(size-int64(len(r.scratch)/2))); err != nil {
		return false, fmt.Errorf("write recording: %w", err)
	}
	// The header is right after every write: a crash leaves a file that plays.
	if _, err := r.file.WriteAt(wavHeader(size), 0); err != nil {
		return false, fmt.Errorf("write recording: %w", err)
	}
	r.mu.Lock()
	r.written = size // what the disk did not take stays in the ring for the next try
	r.mu.Unlock()
	return size < wanted, nil
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
