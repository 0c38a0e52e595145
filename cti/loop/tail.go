package loop

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
)

// Tail follows a journal and reads every entry once, however long it grows.
type Tail struct {
	files   *Files
	after   uint64 // the last entry read
	segment uint64 // being read, named for its first entry; 0 = none yet
	offset  int64  // in the segment, behind the last whole line
}

// Tail reads the entries after seq.
func (f *Files) Tail(seq uint64) *Tail { return &Tail{files: f, after: seq} }

// Next returns up to limit entries that have not been read; none when the journal
// has no more for now.
func (t *Tail) Next(limit int) ([]Entry, error) {
	var batch []Entry
	for len(batch) < limit {
		if t.segment == 0 && !t.advance() {
			return batch, nil
		}
		n := len(batch)
		if err := t.read(&batch, limit); err != nil {
			return batch, err
		}
		if len(batch) == n && !t.advance() { // nothing new here, and no newer segment
			return batch, nil
		}
	}
	return batch, nil
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
	t.segment, t.offset = segments[i], 0
	return true
}

// read takes whole lines; half a line is still being written, or was left by a
// crash and is passed over when a newer segment exists.
func (t *Tail) read(batch *[]Entry, limit int) error {
	file, err := os.Open(t.files.path(t.segment, segmentExt))
	if err != nil {
		return fmt.Errorf("read journal: %w", err)
	}
	defer file.Close()
	r := bufio.NewReaderSize(io.NewSectionReader(file, t.offset, 1<<62), 1<<16)
	for len(*batch) < limit {
		raw, err := r.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read journal: %w", err)
		}
		t.offset += int64(len(raw))
		if !json.Valid(raw) {
			continue
		}
		var e Entry
		if err := json.Unmarshal(raw, &e); err != nil {
			return err
		}
		if e.Seq > t.after {
			t.after = e.Seq
			*batch = append(*batch, e)
		}
	}
	return nil
}

// Prune deletes the segments and snapshots that are older than the newest snapshot
// but one, as far as the database has them.
func (f *Files) Prune(shipped uint64) error {
	snapshots, err := f.list(snapshotExt)
	if err != nil || len(snapshots) < 2 {
		return err
	}
	keep := min(snapshots[len(snapshots)-2], shipped)
	segments, err := f.list(segmentExt)
	if err != nil {
		return err
	}
	var errs []error
	for i, first := range segments {
		if i+1 < len(segments) && segments[i+1] <= keep+1 {
			errs = append(errs, os.Remove(f.path(first, segmentExt)))
		}
	}
	for _, seq := range snapshots[:len(snapshots)-2] {
		if seq < keep {
			errs = append(errs, os.Remove(f.path(seq, snapshotExt)))
		}
	}
	return errors.Join(errs...)
}
