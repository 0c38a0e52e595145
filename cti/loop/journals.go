package loop

import (
	"os"
)

// part is a segment, or what is held in memory, with the journal that it belongs to.
type part struct {
	first   uint64
	journal string
}

// journals returns the segments with their journals, in order. One that cannot be read
// belongs to the journal before it; the journal that is written now is the last, even
// where it has nothing yet.
func (f *Files) journals() []part {
	segments, err := f.list(segmentExt)
	if err != nil {
		f.damagedFile(".", err)
	}
	journal := f.base
	var parts []part
	for _, first := range segments {
		if found := f.journalOf(first); found != "" {
			journal = found
		}
		parts = append(parts, part{first, journal})
	}
	if held := f.heldNow(); len(held) > 0 {
		parts = append(parts, part{held[0].seq, f.id})
	}
	if n := len(parts); n > 0 && parts[n-1].journal != f.id {
		parts = append(parts, part{f.begins(parts[n-1].first), f.id})
	}
	return parts
}

// begins returns the number that the first entry of this journal has or will have; last
// is the newest segment.
func (f *Files) begins(last uint64) uint64 {
	f.mu.Lock()
	begins := f.first
	f.mu.Unlock()
	if begins > 0 {
		return begins
	}
	if places := f.index(last, 0); len(places) > 0 {
		return places[len(places)-1].seq + 1
	}
	return last
}

// journalOf returns the journal of the first entry of a segment that can be read, ""
// without one.
func (f *Files) journalOf(first uint64) string {
	file, err := os.Open(f.path(first, segmentExt))
	if err != nil {
		return "" // is said when it is read
	}
	defer file.Close()
	r := newLines(file, 0)
	for {
		line, _, err := r.next()
		if err != nil && line == nil && r.buf != nil && len(r.buf) > maxLine {
			continue
		}
		if err != nil {
			return ""
		}
		it, err := inspect(line)
		if err != nil || it.length == 0 {
			continue
		}
		e, err := decodeStrange(line[it.start : it.start+it.length])
		if err != nil {
			continue
		}
		if e.Journal == "" {
			return f.base
		}
		return e.Journal
	}
}
