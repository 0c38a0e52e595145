package loop

import (
	"context"
	"errors"
	"os"
	"slices"
	"time"

	"go.uber.org/zap"
)

const (
	// groupSync is how long entries wait to be synced together, lateSync how late they
	// may be safe: at most so much is lost to a power cut.
	groupSync = 20 * time.Millisecond
	lateSync  = 50 * time.Millisecond
)

// background is what Run does, so that calls never wait for the disk to sync.
type background struct {
	running        bool
	dirty          chan struct{} // something was written; nil while nothing runs
	since          time.Time     // when the first entry was written that is not synced
	synced         int64         // bytes of the segment that are
	newName        bool          // the folder has a name that is not synced
	retired        []file        // segments that ended, to be synced and closed
	owed           *snapshotFile // to be written when there is room
	wanted         chan struct{} // a snapshot is owed
	lateSyncs      uint64
	snapshotFailed bool
	// stale: the snapshots on disk and what follows them do not lead to the present state.
	stale bool
}

// Run syncs what is written, writes snapshots, and writes what is held in memory when
// the disk takes it again, until ctx ends.
func (f *Files) Run(ctx context.Context) {
	f.mu.Lock()
	f.running, f.dirty, f.wanted = true, make(chan struct{}, 1), make(chan struct{}, 1)
	dirty, wanted := f.dirty, f.wanted
	if f.owed != nil {
		wanted <- struct{}{}
	}
	if !f.since.IsZero() || len(f.retired) > 0 {
		dirty <- struct{}{}
	}
	f.mu.Unlock()
	done := make(chan struct{})
	go func() { defer close(done); f.syncAlways(ctx, dirty) }()
	tick := time.NewTicker(retryDisk)
	defer tick.Stop()
	for ctx.Err() == nil {
		select {
		case <-wanted:
			_ = f.writeOwed() // was said
		case <-tick.C:
			f.mu.Lock()
			f.checkName()
			f.mu.Unlock()
			for f.writeSomeHeld() {
			}
			_ = f.writeOwed() // was said
		case <-ctx.Done():
		}
	}
	<-done
	f.mu.Lock()
	f.running = false
	f.mu.Unlock()
	_ = f.writeOwed() // was said
	f.syncNow()
}

// syncAlways syncs soon after something was written.
func (f *Files) syncAlways(ctx context.Context, dirty <-chan struct{}) {
	pause := time.NewTimer(time.Hour)
	defer pause.Stop()
	for {
		select {
		case <-dirty:
		case <-ctx.Done():
			return
		}
		pause.Reset(groupSync)
		select {
		case <-pause.C:
		case <-ctx.Done():
		}
		f.syncNow()
	}
}

// wrote notes that the segment has something to sync.
func (f *Files) wrote() {
	if !f.since.IsZero() {
		return
	}
	f.since = time.Now()
	select {
	case f.dirty <- struct{}{}:
	default: // nothing runs, or it knows
	}
}

// endSegment lets the next entry begin a new segment.
func (f *Files) endSegment() {
	if f.segment == nil {
		return
	}
	f.retired = append(f.retired, f.segment)
	f.segment, f.live, f.size, f.synced = nil, 0, 0, 0
	f.newName = true
	select {
	case f.dirty <- struct{}{}:
	default:
	}
}

// syncNow syncs all that is written; nobody waits for it.
func (f *Files) syncNow() {
	f.mu.Lock()
	segment, size, since, retired, names := f.segment, f.size, f.since, f.retired, f.newName || f.synced == 0
	f.since, f.retired, f.newName = time.Time{}, nil, false
	f.mu.Unlock()
	for _, file := range retired {
		if err := errors.Join(file.Sync(), file.Close()); err != nil {
			f.log().Error("the end of a segment is not synced", zap.Error(err))
		}
	}
	if since.IsZero() {
		return
	}
	var err error
	if segment != nil {
		err = segment.Sync()
	}
	if names {
		_ = syncDir(f.dir) // a folder that is gone is seen by checkName
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if time.Since(since) > lateSync {
		f.lateSyncs++
	}
	switch {
	case segment != f.segment || segment == nil: // it ended meanwhile and is synced again
	case err == nil:
		f.synced = size
	case !errors.Is(err, os.ErrClosed):
		f.rescue(f.synced, err) // after a failed sync nothing is known of what was not synced
	}
}

// snapshotFile is a snapshot that is not on disk yet.
type snapshotFile struct {
	seq   uint64
	state []byte
}

// Snapshot writes the engine's state after entry seq and begins a new segment. While Run
// runs it returns at once, and Run writes the state when there is room.
func (f *Files) Snapshot(seq uint64, state []byte) error {
	f.mu.Lock()
	s := &snapshotFile{seq, seal(withJournal(slices.Clone(state), f.id))}
	f.endSegment()
	f.owed, f.stale = s, false
	running := f.running
	if running {
		select {
		case f.wanted <- struct{}{}:
		default:
		}
	}
	f.mu.Unlock()
	if running {
		return nil
	}
	f.syncNow()
	return f.writeOwed()
}

// WantsSnapshot reports whether what is on disk no longer leads to the present state, so
// that a snapshot is to be written before its time.
func (f *Files) WantsSnapshot() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.stale
}

// writeOwed writes the newest snapshot that is not on disk. One behind entries that are
// in memory alone waits for them no longer than for room: it holds what they led to.
func (f *Files) writeOwed() error {
	f.mu.Lock()
	s := f.owed
	f.mu.Unlock()
	if s == nil {
		return nil
	}
	err := f.writeSnapshot(s)
	f.mu.Lock()
	defer f.mu.Unlock()
	if err == nil && f.owed == s {
		f.owed = nil
	}
	if (err != nil) != f.snapshotFailed {
		f.snapshotFailed = err != nil
		if err != nil {
			f.log().Error("a snapshot cannot be written; it is tried again", zap.Error(err))
		} else {
			f.log().Info("snapshots are written again")
		}
	}
	return err
}
