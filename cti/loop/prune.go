package loop

import (
	"errors"
	"io/fs"
	"os"
	"time"
)

// leastFree is the free space below which shipped segments go before their time, in
// bytes.
const leastFree = 1 << 30

// Prune deletes the segments and snapshots that are older than the newest snapshot
// but one, as far as the database has them and as they have been kept long enough
// (Keep); where the disk has little room, the oldest go before. Nothing that was not
// shipped is deleted.
func (f *Files) Prune(shipped uint64) error {
	f.take(shipped)
	snapshots, err := f.list(snapshotExt)
	if err != nil || len(snapshots) < 2 {
		return err
	}
	keep := min(snapshots[len(snapshots)-2], shipped)
	segments, err := f.list(segmentExt)
	if err != nil {
		return err
	}
	now := time.Now()
	var oldest uint64 // the first entry that stays
	var errs []error
	for i, first := range segments {
		if i+1 >= len(segments) || segments[i+1] > keep+1 || !f.mayGo(f.path(first, segmentExt), now) {
			oldest = first
			break
		}
		errs = append(errs, removed(f.path(first, segmentExt)))
	}
	for _, seq := range snapshots[:len(snapshots)-2] {
		if seq < keep && seq+1 < oldest { // one before the first segment is where a replay begins
			errs = append(errs, removed(f.path(seq, snapshotExt)))
		}
	}
	return errors.Join(errs...)
}

// mayGo reports whether a file was kept long enough, or the disk has no room for it. A
// file of the future was kept no time: the clock was put back.
func (f *Files) mayGo(name string, now time.Time) bool {
	if f.Keep <= 0 {
		return true
	}
	info, err := os.Stat(name)
	if err != nil {
		return true // it is gone
	}
	if now.Sub(info.ModTime()) > f.Keep {
		return true
	}
	free, err := f.disk.free(f.dir)
	return err == nil && free < leastFree
}

func removed(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
