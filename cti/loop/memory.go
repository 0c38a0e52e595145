package loop

import (
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"go.uber.org/zap"
)

const (
	// maxHeld bounds the entries that are held in memory while the disk takes none, in
	// bytes: more than a day of a city with 1,445 calls.
	maxHeld = 64 << 20
	// retryDisk is the pause between two tries to write what is held.
	retryDisk = time.Second
)

// memory is what the disk did not take. Its entries are in order and come after all that
// is on disk.
type memory struct {
	held      []heldEntry
	heldBytes int
	dropped   uint64 // entries that memory could not hold and that were not shipped
	shipped   uint64 // the last entry that the database has
	fault     error  // why the disk takes none; nil while it does
	tried     time.Time
	bound     int // for tests; 0 is maxHeld
}

type heldEntry struct {
	seq  uint64
	line []byte
}

// hold keeps a line in memory. When there are too many, the oldest goes: of those, the
// database has the most.
func (f *Files) hold(seq uint64, line []byte, why error) {
	f.fault = why
	f.tried = time.Now()
	f.held = append(f.held, heldEntry{seq, line})
	f.heldBytes += len(line)
	bound := f.bound
	if bound == 0 {
		bound = maxHeld
	}
	for f.heldBytes > bound && len(f.held) > 1 {
		if f.held[0].seq > f.shipped {
			if f.dropped++; f.dropped == 1 {
				f.log().Error("memory cannot hold more of the journal, and the database has not taken it: the oldest entries are lost")
			}
		}
		f.heldBytes -= len(f.held[0].line)
		f.held = f.held[1:]
	}
}

// heldAtOnce bounds what is written of the held in one go, in bytes: Append waits for it.
const heldAtOnce = 1 << 20

// writeSomeHeld writes some of what is held and reports whether there may be more to do.
func (f *Files) writeSomeHeld() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.writeHeld()
}

func (f *Files) writeHeld() (more bool) {
	if len(f.held) == 0 {
		return false
	}
	f.tried = time.Now()
	var lines []byte
	n := 0
	for n < len(f.held) && len(lines) < heldAtOnce {
		lines = append(lines, f.held[n].line...)
		n++
	}
	if err := f.write(f.held[0].seq, lines); err != nil {
		f.fault = err
		return false
	}
	f.heldBytes -= len(lines)
	f.held = f.held[n:]
	if len(f.held) > 0 {
		return true
	}
	f.held, f.fault, f.stale = nil, nil, true
	f.log().Info("the disk has taken all that was held of the journal")
	return false
}

// heldNow returns what is in memory alone.
func (f *Files) heldNow() []heldEntry {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.held)
}

// take says which entries the database has; those are dropped first.
func (f *Files) take(shipped uint64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.shipped = shipped
}

// rescue takes the lines of a segment from offset on back into memory: the file has lost
// its name (somebody deleted the folder), or its sync failed. They go into a new segment.
func (f *Files) rescue(offset int64, why error) {
	var back []heldEntry
	r := newLines(io.NewSectionReader(f.segment, offset, f.size-offset), offset)
	for {
		line, _, err := r.next()
		if err != nil {
			break
		}
		if it, err := inspect(line); err == nil && it.sealed {
			back = append(back, heldEntry{it.seq, append(bytes.Clone(line[it.start:it.start+it.length]), '\n')})
		}
	}
	f.log().Error("the journal is written anew", zap.Int("entries", len(back)), zap.Error(why))
	f.endSegment()
	f.fault, f.stale = why, true
	f.held = append(back, f.held...)
	f.heldBytes = 0
	for _, h := range f.held {
		f.heldBytes += len(h.line)
	}
}

var errDeleted = errors.New("the journal folder was deleted or replaced")

// checkName finds out whether the segment still has its name.
func (f *Files) checkName() {
	if f.segment == nil {
		return
	}
	mine, err := f.segment.Stat()
	if err != nil {
		return
	}
	there, err := os.Stat(f.path(f.live, segmentExt))
	if err != nil || !os.SameFile(mine, there) {
		f.rescue(0, errDeleted)
	}
}
