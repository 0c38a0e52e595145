package loop

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// countedDisk counts the syncs of its files.
type countedDisk struct {
	osDisk
	syncs atomic.Int64
}

func (d *countedDisk) open(name string, flag int) (file, error) {
	f, err := d.osDisk.open(name, flag)
	return countedFile{f, d}, err
}

type countedFile struct {
	file
	d *countedDisk
}

func (f countedFile) Sync() error {
	f.d.syncs.Add(1)
	return f.file.Sync()
}

// TestGroupsReachTheDisk: entries of one moment are synced together, and none later than
// 50 ms after it was written: that much a power cut may take.
func TestGroupsReachTheDisk(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		f, err := OpenFiles(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		d := &countedDisk{}
		f.disk = d
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); f.Run(ctx) }()
		for group := range int64(3) {
			for seq := range uint64(100) {
				if err := f.Append(call(uint64(group)*100 + seq + 1)); err != nil {
					t.Fatal(err)
				}
			}
			<-time.After(lateSync) // of the bubble: no real time passes
			synctest.Wait()
			if got := d.syncs.Load(); got != group+1 {
				t.Errorf("%d syncs after %d groups of a hundred entries, want one each within %v", got, group+1, lateSync)
			}
		}
		stop()
		<-done
		if late := f.State().LateSyncs; late != 0 {
			t.Errorf("%d groups were late", late)
		}
	})
}

// BenchmarkAppend measures what the syncs cost the engine: entries that nobody syncs, and
// entries that are synced in groups meanwhile.
func BenchmarkAppend(b *testing.B) {
	for name, synced := range map[string]bool{"unsynced": false, "synced in groups": true} {
		b.Run(name, func(b *testing.B) {
			f, err := OpenFiles(b.TempDir())
			if err != nil {
				b.Fatal(err)
			}
			ctx, stop := context.WithCancel(b.Context())
			done := make(chan struct{})
			go func() {
				defer close(done)
				if synced {
					f.Run(ctx)
				}
			}()
			seq := uint64(0)
			for b.Loop() {
				seq++
				if err := f.Append(call(seq)); err != nil {
					b.Fatal(err)
				}
			}
			stop()
			<-done
		})
	}
}
