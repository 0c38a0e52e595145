package loop

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
)

// place is where an entry stands in its segment.
type place struct {
	seq    uint64
	line   int   // counted from 1
	offset int64 // in bytes
	length int
	sealed bool
}

// index finds the entries of a segment that is no longer written, in order. Next is the
// number of the segment behind it, 0 for none. What cannot be read is said and left out.
func (f *Files) index(first, next uint64) []place {
	file, err := os.Open(f.path(first, segmentExt))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // pruned meanwhile; a gap is seen by the numbers
	}
	if err != nil {
		f.damaged(first, 0, err)
		return nil
	}
	defer file.Close()
	var places []place
	r := newLines(file, 0)
	for n := 1; ; n++ {
		offset := r.offset
		line, ended, err := r.next()
		switch {
		case errors.Is(err, errTooLong):
			f.damaged(first, n, err)
			continue
		case err != nil:
			if !errors.Is(err, io.EOF) {
				f.damaged(first, n, err)
			} else if n == 1 {
				f.odd(first, 0, errEmpty) // a full disk, or a power cut: what is missing is seen by its numbers
			}
			return f.inOrder(first, next, places)
		}
		it, err := inspect(line)
		switch {
		case err == nil && !ended && !it.sealed && it.length > 0:
			err = errTorn
		case err == nil && it.odd != nil:
			f.odd(first, n, it.odd)
		}
		if err != nil {
			f.damaged(first, n, err)
		} else if it.length > 0 {
			places = append(places, place{seq: it.seq, line: n, offset: offset + int64(it.start), length: it.length, sealed: it.sealed})
		}
	}
}

var errEmpty = errors.New("the file is empty")

// leastEntry is shorter than any entry, in bytes: it bounds how many a file can hold.
const leastEntry = 40

// inOrder sorts the entries of a segment and leaves out what cannot be right.
func (f *Files) inOrder(first, next uint64, places []place) []place {
	if len(places) == 0 {
		return nil
	}
	last := places[len(places)-1]
	room := uint64(last.offset+int64(last.length)) / leastEntry
	places = slices.DeleteFunc(places, func(p place) bool {
		switch {
		case next > 0 && p.seq >= next && p.sealed: // a failed write: it stands in the next segment again
			return true
		case p.seq < first || next > 0 && p.seq >= next || p.seq-first > room:
			f.damaged(first, p.line, errNoNumber)
			return true
		}
		return false
	})
	for i := 1; i < len(places); i++ {
		if places[i].seq < places[i-1].seq {
			f.odd(first, places[i].line, errOrder)
		}
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(a.seq, b.seq) })
	for i := 1; i < len(places); i++ {
		if places[i].seq == places[i-1].seq {
			f.odd(first, places[i].line, errTwice)
		}
	}
	return slices.CompactFunc(places, func(a, b place) bool { return a.seq == b.seq })
}

// entries calls each for the entries at some places of a segment.
func (f *Files) entries(first uint64, places []place, each func(Entry) error) error {
	if len(places) == 0 {
		return nil
	}
	file, err := os.Open(f.path(first, segmentExt))
	if err != nil {
		f.damaged(first, 0, err)
		return nil
	}
	defer file.Close()
	var buf []byte
	for _, p := range places {
		buf = slices.Grow(buf[:0], p.length)[:p.length]
		if _, err := file.ReadAt(buf, p.offset); err != nil {
			f.damaged(first, p.line, err)
			continue
		}
		e, err := f.decode(buf, first, p.line)
		if err != nil {
			continue // was said
		}
		if err := each(e); err != nil {
			return err
		}
	}
	return nil
}

// decode reads an entry; what cannot be read is said.
func (f *Files) decode(raw []byte, first uint64, line int) (Entry, error) {
	var e Entry
	err := e.UnmarshalJSON(raw)
	if strange(err) {
		f.strange(first, line, err)
		e, err = decodeStrange(raw)
	}
	if err == nil && e.At.IsZero() {
		err = errors.New("it has no time")
	}
	if err != nil {
		f.damaged(first, line, err)
		return Entry{}, fmt.Errorf("read journal: %w", err)
	}
	if e.Journal == "" { // before format 3
		e.Journal = f.base
	}
	return e, nil
}
