package loop_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/cti/loop"
)

// TestTheLoopsOwnHeart: it beats from the first moment, without events and with many, and
// stands still with a loop that stands still.
func TestTheLoopsOwnHeart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		files, err := loop.OpenFiles(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		var beats atomic.Int64
		var rest recorder
		l := loop.New(loop.Config{Journal: files, Telephony: &rest, Media: &rest, Desk: &rest, Log: zap.NewNop(), Beat: func() { beats.Add(1) }}, cti.New(), 0)
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { defer close(done); l.Run(ctx) }()
		synctest.Wait()
		if got := beats.Load(); got != 1 {
			t.Errorf("%d beats at the start, want 1", got)
		}
		time.Sleep(10*time.Second + time.Millisecond)
		if got, want := beats.Load(), int64(1+10*time.Second/loop.BeatEvery); got != want {
			t.Errorf("%d beats in 10 s, want %d", got, want)
		}
		stuck, before := make(chan struct{}), beats.Load()
		asked := make(chan error, 1)
		go func() { asked <- l.Ask(ctx, func(*cti.Engine) { <-stuck }) }()
		time.Sleep(10 * time.Second)
		if beats.Load() != before {
			t.Errorf("a loop that is stuck beats")
		}
		close(stuck)
		if err := <-asked; err != nil {
			t.Error(err)
		}
		cancel()
		<-done
	})
}
