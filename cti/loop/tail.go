package loop

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
)

// Tail follows a journal and reads every entry once, however long it grows: first what is
// on disk, then what is in memory alone. What cannot be read, or was pruned, is said and
// stepped over.
type Tail struct {
	files   *Files
	after   uint64  // the last entry read
	segment uint64  // being read, named for its first entry; 0 = none yet
	places  []place // left of it; only of one that was complete when it was opened
	whole   bool    // it was complete when it was opened
	again   uint64  // the segment that was read a second time, for what was written into it late
	line    int     // of one that is being written
	offset  int64   // behind its last whole line
}

// Tail reads the entries after seq.
func (f *Files) Tail(seq uint64) *Tail { return &Tail{files: f, after: seq} }

// Next returns up to limit entries that have not been read; none when the journal
// has no more for now.
func (t *Tail) Next(limit int) ([]Entry, error) {
	var batch []Entry
	held := t.files.heldNow() // before the disk is read: what is written meanwhile is in both
	last := t.after
	take := func(e Entry) error {
		return t.files.step(&last, e, func(e Entry) error {
			if e.Seq > t.after+1 {
				t.files.gap(t.after, e.Seq)
			}
			t.after = e.Seq
			batch = append(batch, e)
			return nil
		})
	}
	for len(batch) < limit {
		if t.segment == 0 {
			t.advance()
		}
		n, offset := len(batch), t.offset
		if err := t.read(take, limit-len(batch)); err != nil {
			return batch, err
		}
		if len(batch) == n && t.offset == offset && len(t.places) == 0 && !t.goneOn() && !t.advance() { // nothing new here, and no newer segment
			for _, h := range held {
				var e Entry
				if h.seq > t.after && len(batch) < limit && e.UnmarshalJSON(bytes.TrimSpace(h.line)) == nil {
					_ = take(e) // never fails
				}
			}
			break
		}
	}
	return batch, nil
}

// goneOn reports whether a segment that was complete is written again: nothing of it
// could be read, so that its number was given anew. It is read from its beginning.
func (t *Tail) goneOn() bool {
	if !t.whole || t.segment != t.files.writing() {
		return false
	}
	t.whole, t.offset, t.line = false, 0, 0
	return true
}

// advance goes to the next segment that may hold what is wanted.
func (t *Tail) advance() bool {
	segments, err := t.files.list(segmentExt)
	if err != nil {
		return false
	}
	i, _ := slices.BinarySearch(segments, t.segment+1)
	for i+1 < len(segments) && segments[i+1] <= t.after+1 {
		i++ // all of it is older
	}
	if i >= len(segments) {
		return false
	}
	if segments[i] > t.after+1 && t.segment != 0 && t.again != t.segment {
		// Something is missing in between. It may have been written since this segment was
		// read: in the moment before the next one was begun, or what the disk took at last.
		t.again, t.whole = t.segment, true
		if t.places = behind(t.files.index(t.segment, segments[i]), t.after); len(t.places) > 0 {
			return true
		}
	}
	next := uint64(0)
	if i+1 < len(segments) {
		next = segments[i+1]
	}
	t.segment, t.offset, t.line = segments[i], 0, 0
	t.places = nil
	if t.whole = t.segment != t.files.writing(); t.whole {
		t.places = behind(t.files.index(t.segment, next), t.after)
	}
	return true
}

// writing returns the number of the segment that is being written, 0 for none.
func (f *Files) writing() uint64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.live
}

func (t *Tail) read(take func(Entry) error, limit int) error {
	if t.segment == 0 {
		return nil
	}
	if t.whole {
		n := min(limit, len(t.places))
		places := t.places[:n]
		t.places = t.places[n:]
		return t.files.entries(t.segment, places, take)
	}
	return t.follow(take, limit)
}

// follow takes the lines that were added to a segment of this process. They are in order.
// Half a line is still being written, or is stepped over when a newer segment exists.
func (t *Tail) follow(take func(Entry) error, limit int) error {
	file, err := os.Open(t.files.path(t.segment, segmentExt))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // pruned, or deleted; what it had is in memory again then
	}
	if err != nil {
		t.files.damaged(t.segment, 0, err)
		return nil
	}
	defer file.Close()
	r := newLines(io.NewSectionReader(file, t.offset, 1<<62), t.offset)
	for n := 0; n < limit; {
		line, ended, err := r.next()
		switch {
		case errors.Is(err, io.EOF) || err == nil && !ended:
			return nil
		case err != nil && !errors.Is(err, errTooLong):
			t.files.damaged(t.segment, t.line+1, err)
			return nil
		}
		t.line++
		t.offset = r.offset
		it, bad := inspect(line)
		if bad = errors.Join(err, bad); bad != nil {
			t.files.damaged(t.segment, t.line, bad)
			continue
		}
		if it.length == 0 {
			continue
		}
		e, err := t.files.decode(line[it.start:it.start+it.length], t.segment, t.line)
		if err != nil {
			continue // was said
		}
		n++
		if err := take(e); err != nil {
			return err
		}
	}
	return nil
}
