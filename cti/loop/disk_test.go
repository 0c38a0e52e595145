package loop

//hotline:faults

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
)

// sickDisk is a disk whose writes, opens or syncs fail while it is sick.
type sickDisk struct {
	osDisk
	write, create, sync atomic.Pointer[syscall.Errno]
	half                atomic.Bool // a failing write writes half
}

func (d *sickDisk) open(name string, flag int) (file, error) {
	if e := d.create.Load(); e != nil {
		return nil, &os.PathError{Op: "open", Path: name, Err: *e}
	}
	f, err := d.osDisk.open(name, flag)
	return sickFile{f, d}, err
}

type sickFile struct {
	file
	d *sickDisk
}

func (f sickFile) Write(p []byte) (int, error) {
	if e := f.d.write.Load(); e != nil {
		n := 0
		if f.d.half.Load() {
			n, _ = f.file.Write(p[:len(p)/2])
		}
		return n, *e
	}
	return f.file.Write(p)
}

func (f sickFile) Sync() error {
	if e := f.d.sync.Load(); e != nil {
		return *e
	}
	return f.file.Sync()
}

func call(seq uint64) Entry {
	return Entry{Seq: seq, At: time.Unix(int64(seq), 0).UTC(), Event: cti.CallerGone{Call: cti.CallID(fmt.Sprint(seq))}}
}

func sick(t *testing.T) (*Files, *sickDisk) {
	t.Helper()
	f, err := OpenFiles(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	d := &sickDisk{}
	f.disk = d
	return f, d
}

// order keeps what a store was given, and reports whether it is 1, 2, 3 …
type order struct {
	taker
	seqs []uint64
}

func (s *order) Ship(ctx context.Context, j string, e []Entry, c []cti.CallRecord) error {
	for _, x := range e {
		s.seqs = append(s.seqs, x.Seq)
	}
	return s.taker.Ship(ctx, j, e, c)
}

func (s *order) is(n int) error {
	if len(s.seqs) != n {
		return fmt.Errorf("%d entries are shipped, want %d", len(s.seqs), n)
	}
	for i, seq := range s.seqs {
		if seq != uint64(i+1) {
			return fmt.Errorf("entry %d is shipped as number %d", seq, i+1)
		}
	}
	return nil
}

// TestADiskThatTakesNothing: entries are held, shipped from memory, and written without a
// gap when the disk takes them again; a snapshot is asked for then.
func TestADiskThatTakesNothing(t *testing.T) {
	t.Parallel()
	full, readOnly, broken := syscall.ENOSPC, syscall.EROFS, syscall.EIO
	for name, c := range map[string]struct {
		fall func(*sickDisk, *Files)
		heal func(*sickDisk, *Files)
	}{
		"full":             {func(d *sickDisk, _ *Files) { d.write.Store(&full) }, func(d *sickDisk, _ *Files) { d.write.Store(nil) }},
		"full, half lines": {func(d *sickDisk, _ *Files) { d.write.Store(&full); d.half.Store(true) }, func(d *sickDisk, _ *Files) { d.write.Store(nil) }},
		"read-only": {func(d *sickDisk, _ *Files) { d.write.Store(&readOnly); d.create.Store(&readOnly) },
			func(d *sickDisk, _ *Files) { d.write.Store(nil); d.create.Store(nil) }},
		"broken":         {func(d *sickDisk, _ *Files) { d.sync.Store(&broken); d.write.Store(&broken) }, func(d *sickDisk, _ *Files) { d.sync.Store(nil); d.write.Store(nil) }},
		"sync fails":     {func(d *sickDisk, _ *Files) { d.sync.Store(&broken) }, func(d *sickDisk, _ *Files) { d.sync.Store(nil) }},
		"folder deleted": {func(_ *sickDisk, f *Files) { _ = os.RemoveAll(f.dir) }, func(*sickDisk, *Files) {}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				f, d := sick(t)
				ctx, stop := context.WithCancel(t.Context())
				done := make(chan struct{})
				go func() { defer close(done); f.Run(ctx) }()
				store := &order{}
				s := &Shipper{Files: f, Store: store}
				seq := uint64(0)
				add := func(n int) {
					for range n {
						seq++
						_ = f.Append(call(seq)) // held when it fails
						time.Sleep(time.Millisecond)
					}
				}
				ship := func() {
					t.Helper()
					if err := errors.Join(s.round(t.Context()), store.is(int(seq))); err != nil {
						t.Fatal(err)
					}
				}
				add(700)
				ship()
				c.fall(d, f)
				add(700)
				ship()
				add(3)
				if name != "folder deleted" && (f.State().Held == 0 && name != "sync fails") {
					t.Error("nothing is held")
				}
				c.heal(d, f)
				time.Sleep(5 * time.Second) // synctest's clock
				add(1)
				ship()
				if st := f.State(); st.Held != 0 || st.Fault != nil || st.Dropped != 0 || !f.WantsSnapshot() {
					t.Errorf("after it is well again: %+v, snapshot wanted: %t", st, f.WantsSnapshot())
				}
				if err := f.Snapshot(seq, []byte("{}")); err != nil {
					t.Error(err)
				}
				stop()
				<-done
				again := opened(f.dir)
				n := uint64(0)
				_ = again.Read(0, func(e Entry) error {
					if e.Seq != n+1 {
						t.Errorf("entry %d is followed by %d", n, e.Seq)
					}
					n = e.Seq
					return nil
				})
				if n != seq || again.State().Missing != 0 {
					t.Errorf("%d entries are on disk, want %d: %+v", n, seq, again.State())
				}
				if _, err := os.Stat(again.path(seq, snapshotExt)); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// TestMemoryIsBounded: of what is held the oldest goes, which the database has.
func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	f, d := sick(t)
	f.bound = 20000
	full := syscall.ENOSPC
	d.write.Store(&full)
	store := &order{}
	s := &Shipper{Files: f, Store: store}
	const many = 500
	for seq := uint64(1); seq <= many; seq++ {
		if err := f.Append(call(seq)); !errors.Is(err, full) {
			t.Fatalf("error %v, want a full disk", err)
		}
		if seq%10 == 0 {
			if err := s.round(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if st := f.State(); st.HeldBytes > f.bound || st.Held < 10 || st.Dropped != 0 {
		t.Errorf("%d entries in %d bytes, %d lost; want at most %d bytes and none lost", st.Held, st.HeldBytes, st.Dropped, f.bound)
	}
	if err := store.is(many); err != nil {
		t.Error(err)
	}
	for seq := uint64(many + 1); seq <= 2*many; seq++ { // the database is away
		_ = f.Append(call(seq))
	}
	if st := f.State(); st.Dropped == 0 || int(st.Dropped)+st.Held != many {
		t.Errorf("%d of %d lost, %d held: they must be counted", st.Dropped, many, st.Held)
	}
}

// TestASmallDiskThatFills: with a real file system of 1 MB, where one may be mounted.
func TestASmallDiskThatFills(t *testing.T) {
	t.Parallel()
	f, d := sick(t)
	if err := syscall.Mount("hotline-test", f.dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Logf("no file system can be mounted here (%v); writes are refused instead", err)
		full := syscall.ENOSPC
		d.write.Store(&full)
		t.Cleanup(func() { d.write.Store(nil) })
	} else {
		t.Cleanup(func() {
			f.mu.Lock()
			f.endSegment()
			f.mu.Unlock()
			f.syncNow() // closes it
			if err := syscall.Unmount(f.dir, 0); err != nil {
				t.Error(err)
			}
		})
		f.disk = osDisk{}
	}
	store := &order{}
	s := &Shipper{Files: f, Store: store, Log: zap.NewNop()}
	ballast := filepath.Join(f.dir, "ballast")
	_ = os.WriteFile(ballast, []byte(strings.Repeat("x", 700<<10)), 0o600)
	seq := uint64(0)
	for f.State().Held < 100 && seq < 20000 {
		seq++
		_ = f.Append(call(seq))
	}
	if err := errors.Join(s.round(t.Context()), store.is(int(seq))); err != nil {
		t.Error(err)
	}
	if st := f.State(); st.Held < 100 || !errors.Is(st.Fault, syscall.ENOSPC) {
		t.Fatalf("%d held, fault %v", st.Held, st.Fault)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	d.write.Store(nil)
	for f.writeSomeHeld() {
	}
	again, n := opened(f.dir), uint64(0)
	_ = again.Read(0, func(e Entry) error { n++; return nil })
	if n != seq || again.State().Missing+again.State().Damaged != 0 {
		t.Errorf("%d of %d entries are on disk: %+v", n, seq, again.State())
	}
}

func appended(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestWhatIsWrittenLateIsRead: in the moment in which a reader goes on to the next segment,
// or into a segment of which nothing could be read.
func TestWhatIsWrittenLateIsRead(t *testing.T) {
	t.Parallel()
	numbers := func(t *testing.T, tail *Tail) (seqs []uint64) {
		t.Helper()
		list, err := tail.Next(100)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range list {
			seqs = append(seqs, e.Seq)
		}
		return seqs
	}
	end := func(f *Files) {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.endSegment()
	}
	t.Run("before the next segment", func(t *testing.T) {
		f, _ := sick(t)
		tail := f.Tail(0)
		appended(t, f.Append(call(1)))
		if got := numbers(t, tail); !slices.Equal(got, []uint64{1}) {
			t.Fatalf("read %v", got)
		}
		appended(t, f.Append(call(2)))
		appended(t, f.Append(call(3))) // one alone is repeated by the line behind it
		end(f)
		appended(t, f.Append(call(4)))
		tail.advance() // it had read the segment to its end
		if got := numbers(t, tail); !slices.Equal(got, []uint64{2, 3, 4}) {
			t.Errorf("read %v, want 2, 3 and 4", got)
		}
	})
	t.Run("when the disk takes it at last", func(t *testing.T) {
		f, d := sick(t)
		tail := f.Tail(0)
		appended(t, f.Append(call(1)))
		end(f)
		full := syscall.ENOSPC
		d.write.Store(&full)
		for seq := range uint64(2) {
			if err := f.Append(call(seq + 2)); err == nil {
				t.Fatal("a full disk took an entry")
			}
		}
		if got := numbers(t, tail); !slices.Equal(got, []uint64{1, 2, 3}) {
			t.Fatalf("read %v", got)
		}
		_, _ = f.Append(call(4)), f.Append(call(5)) // are held
		d.write.Store(nil)
		for f.writeSomeHeld() {
		}
		end(f)
		appended(t, f.Append(call(6)))
		if got := numbers(t, tail); !slices.Equal(got, []uint64{4, 5, 6}) {
			t.Errorf("read %v, want 4, 5 and 6", got)
		}
	})
}
