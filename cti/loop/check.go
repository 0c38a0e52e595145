package loop

import (
	"path/filepath"
	"slices"
)

// Check reads a whole journal folder, without changing it, and returns how it is and how
// many entries it has.
func Check(dir string) (State, uint64, error) {
	f := opened(dir)
	snapshots, err := f.list(snapshotExt)
	if err != nil {
		return State{}, 0, err
	}
	entries, last := uint64(0), uint64(0)
	err = f.Read(0, func(e Entry) error {
		_, whole := slices.BinarySearch(snapshots, e.Seq-1) // what is missing before it is in the snapshot
		if last > 0 && e.Seq > last+1 && !whole {
			f.gap(last, e.Seq)
		}
		entries, last = entries+1, e.Seq
		return nil
	})
	if err != nil {
		return State{}, 0, err
	}
	for _, seq := range snapshots {
		if _, _, err := f.readSnapshot(seq); err != nil {
			f.damagedFile(filepath.Base(f.path(seq, snapshotExt)), err)
		}
	}
	return f.State(), entries, nil
}
