package fallback

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/zap"

	"hotline12345/cti"
)

// TestMessagesBecomeTickets when Asterisk has closed their file or their call is over; while
// the database is away the file stays, and is tried again.
func TestMessagesBecomeTickets(t *testing.T) {
	t.Parallel()
	dir, now := t.TempDir(), time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	put := func(name string, sound []byte) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, sound, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, now, now); err != nil {
			t.Fatal(err)
		}
	}
	left := func() (names []string) {
		found, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			names = append(names, f.Name())
		}
		return names
	}
	var told []cti.Event
	var away error
	alive, ready := map[string]bool{"1": true}, make(chan struct{})
	b := NewBox(BoxConfig{Dir: dir, Ready: ready, Now: func() time.Time { return now }, Log: zap.NewNop(), Emit: func(e cti.Event) { told = append(told, e) },
		Parse: func(name string) (cti.CallID, int, bool) { return cti.CallID(name), 3, name != "other" },
		Lives: func(_ context.Context, channel string) (bool, error) { return alive[channel], nil },
		Keep: func(call cti.CallID, _ int, at time.Time, sound []byte) (cti.RecordingPiece, error) {
			return cti.RecordingPiece{File: string(call) + ".wav", StartedAt: at, Millis: int64(len(sound) / 8)}, nil
		},
		Ticket: func(context.Context, cti.CallID, cti.RecordingPiece) (string, error) { return "261123000001", away },
	})
	look := func(want []string, events ...cti.Event) {
		t.Helper()
		told = nil
		b.Look(t.Context())
		if diff := cmp.Diff(want, left()); diff != "" {
			t.Errorf("left: %s", diff)
		}
		if diff := cmp.Diff(events, told); diff != "" {
			t.Errorf("told: %s", diff)
		}
	}
	put("1.alaw", speech)
	put("2.alaw", speech[:80]) // a breath
	put("other.alaw", speech)
	all := []string{"1.alaw", "2.alaw", "other.alaw"}
	look(all) // they may still be written to
	now = now.Add(3 * time.Second)
	look(all) // nor is the database ours
	close(ready)
	look([]string{"1.alaw", "other.alaw"}, cti.MessageKept{Call: "2", Ask: 3}, cti.MessageRegistered{Call: "2", Ask: 3})
	kept := cti.MessageKept{Call: "1", Ask: 3, File: "1.wav", StartedAt: now.Add(-5 * time.Second).UnixMilli(), Millis: 2000}
	away = errors.New("away")
	b.Ended("1")
	look([]string{"1.alaw", "other.alaw"}, kept)
	away = nil
	look([]string{"other.alaw"}, kept, cti.MessageRegistered{Call: "1", Ask: 3, Ticket: "261123000001"})
	look([]string{"other.alaw"})
}
