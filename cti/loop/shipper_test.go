package loop_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

// store remembers what was shipped, in order, and can be away.
type store struct {
	away bool
	seqs []uint64
	rows map[cti.CallID]int
}

func (s *store) LastJournalSeq(context.Context, string) (uint64, error) {
	if s.away {
		return 0, errors.New("away")
	}
	if len(s.seqs) == 0 {
		return 0, nil
	}
	return s.seqs[len(s.seqs)-1], nil
}

func (s *store) Ship(_ context.Context, _ string, entries []loop.Entry, calls []cti.CallRecord) error {
	if s.away {
		return errors.New("away")
	}
	for _, e := range entries {
		s.seqs = append(s.seqs, e.Seq)
	}
	for _, c := range calls {
		s.rows[c.Call] = c.Revision
	}
	return nil
}

func entry(seq uint64) loop.Entry {
	r := cti.CallRecord{Call: cti.CallID(fmt.Sprint(seq % 3)), Revision: int(seq)}
	return loop.Entry{Seq: seq, At: time.Unix(int64(seq), 0).UTC(), Event: cti.Ticked{}, Commands: []cti.Command{cti.SaveCall{Record: r}}}
}

// TestEverythingIsShippedOnceAndInOrder: over segments, outages, half a line left
// by a crash, a restart of the shipper and 1,700 entries.
func TestEverythingIsShippedOnceAndInOrder(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		dir := t.TempDir()
		files, err := loop.OpenFiles(dir)
		if err != nil {
			t.Fatal(err)
		}
		s := &store{rows: map[cti.CallID]int{}}
		seq := uint64(0)
		write := func(n int) {
			for range n {
				seq++
				if err := files.Append(entry(seq)); err != nil {
					t.Fatal(err)
				}
			}
		}
		run := func(d time.Duration) {
			ctx, cancel := context.WithTimeout(t.Context(), d)
			defer cancel()
			(&loop.Shipper{Files: files, Store: s, Log: zap.NewNop(), Every: time.Second}).Run(ctx)
		}
		write(600)
		run(2500 * time.Millisecond)
		write(3)
		if err := files.Snapshot(seq, []byte("{}")); err != nil {
			t.Fatal(err)
		}
		write(400)
		s.away = true
		run(2500 * time.Millisecond)
		s.away = false
		halfALine(t, dir)
		if files, err = loop.OpenFiles(dir); err != nil { // the service runs again
			t.Fatal(err)
		}
		write(97)
		if err := files.Snapshot(seq, []byte("{}")); err != nil {
			t.Fatal(err)
		}
		write(600)
		run(2500 * time.Millisecond)
		if len(s.seqs) != 1700 {
			t.Fatalf("%d entries shipped, want 1700", len(s.seqs))
		}
		for i, got := range s.seqs {
			if got != uint64(i+1) {
				t.Fatalf("entry %d was shipped as number %d", got, i+1)
			}
		}
		if s.rows["2"] != 1700 || s.rows["0"] != 1698 {
			t.Errorf("rows %v: want the newest of each call", s.rows)
		}
		left, _ := filepath.Glob(filepath.Join(dir, "*.jsonl"))
		if len(left) != 3 || filepath.Base(left[0]) != "0000000000000604.jsonl" {
			t.Errorf("segments %v: want those after the newest snapshot but one", left)
		}
	})
}

// hung is a store that hangs until it is let go.
type hung struct {
	store
	until chan struct{}
}

func (h *hung) Ship(ctx context.Context, journal string, entries []loop.Entry, calls []cti.CallRecord) error {
	<-h.until
	return h.store.Ship(ctx, journal, entries, calls)
}

// TestAStoreThatHangsIsSeen: it answers nothing and refuses nothing.
func TestAStoreThatHangsIsSeen(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		files, err := loop.OpenFiles(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		to := &hung{store: store{rows: map[cti.CallID]int{}}, until: make(chan struct{})}
		s := loop.Shipper{Files: files, Store: to, Log: zap.NewNop(), Every: time.Second}
		if got := s.Behind(); got != 0 {
			t.Errorf("before it runs: %v", got)
		}
		ctx, stop := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); s.Run(ctx) }()
		time.Sleep(time.Minute) // of the test's clock
		if got := s.Behind(); got > time.Second {
			t.Errorf("with nothing to ship: %v behind", got)
		}
		if err := files.Append(entry(1)); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if got := s.Behind(); got < 58*time.Second {
			t.Errorf("after a minute without a word: %v behind", got)
		}
		close(to.until)
		time.Sleep(2 * time.Second)
		if got := s.Behind(); got > time.Second || len(to.seqs) != 1 {
			t.Errorf("when it goes on: %v behind, %v shipped", got, to.seqs)
		}
		stop()
		<-done
	})
}
