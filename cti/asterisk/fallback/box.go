package fallback

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
	"hotline12345/internal/alaw"
)

// BoxConfig is what a Box works with.
type BoxConfig struct {
	// Dir is Asterisk's folder of recordings.
	Dir string
	// Parse returns the call of a message and what asked for it, of the name of its file
	// without the extension.
	Parse func(name string) (call cti.CallID, ask int, ok bool)
	// Keep keeps a message as a recording; twice is once.
	Keep func(call cti.CallID, ask int, at time.Time, sound []byte) (cti.RecordingPiece, error)
	// Ticket makes a ticket of it and returns its number; twice is once.
	Ticket func(ctx context.Context, call cti.CallID, message cti.RecordingPiece) (number string, err error)
	// Lives reports whether Asterisk has a channel.
	Lives func(ctx context.Context, channel string) (bool, error)
	// Ready is closed once the database is ours to write.
	Ready <-chan struct{}
	Emit  func(cti.Event)
	Every time.Duration
	Now   func() time.Time
	Log   *zap.Logger
}

// Box makes tickets of the messages that callers of a flow left. A file stays in Asterisk's
// folder until its ticket is stored, so nothing is lost when the service dies meanwhile.
type Box struct {
	cfg  BoxConfig
	kick chan struct{}

	mu    sync.Mutex
	ended map[string]bool // files that Asterisk has closed, by name
}

// NewBox returns a box; nothing happens before Run.
func NewBox(cfg BoxConfig) *Box {
	return &Box{cfg: cfg, kick: make(chan struct{}, 1), ended: map[string]bool{}}
}

// Ended says that the message of a name is over: it is taken at once.
func (b *Box) Ended(name string) {
	b.mu.Lock()
	b.ended[name] = true
	b.mu.Unlock()
	select {
	case b.kick <- struct{}{}:
	default:
	}
}

// Run takes messages until ctx ends.
func (b *Box) Run(ctx context.Context) {
	tick := time.NewTicker(b.cfg.Every)
	defer tick.Stop()
	for {
		b.Look(ctx)
		select {
		case <-b.kick:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Look takes all messages that are over. One that cannot be taken holds up no other.
func (b *Box) Look(ctx context.Context) {
	found, err := filepath.Glob(filepath.Join(b.cfg.Dir, "*"+soundExt))
	if err != nil {
		b.cfg.Log.Error("the folder of messages cannot be read", zap.Error(err))
	}
	for _, path := range found {
		name := strings.TrimSuffix(filepath.Base(path), soundExt)
		call, ask, ok := b.cfg.Parse(name)
		if !ok || !b.over(ctx, name, path, call) {
			continue
		}
		if err := b.take(ctx, path, call, ask); err != nil {
			b.cfg.Log.Warn("a message cannot be taken; it is tried again", zap.String("call", string(call)), zap.Error(err))
			continue
		}
		b.mu.Lock()
		delete(b.ended, name)
		b.mu.Unlock()
	}
}

// writtenFor is how long a file of a call that is over may still be written to.
const writtenFor = 2 * time.Second

// over reports whether nothing is written to a file any more.
func (b *Box) over(ctx context.Context, name, path string, call cti.CallID) bool {
	b.mu.Lock()
	ended := b.ended[name]
	b.mu.Unlock()
	if ended {
		return true
	}
	info, err := os.Stat(path)
	if err != nil || b.cfg.Now().Sub(info.ModTime()) < writtenFor {
		return false
	}
	alive, err := b.cfg.Lives(ctx, string(call))
	return err == nil && !alive
}

// take keeps the sound, makes the ticket, and only then removes the file.
func (b *Box) take(ctx context.Context, path string, call cti.CallID, ask int) error {
	select {
	case <-b.cfg.Ready:
	default:
		return errNotReady
	}
	sound, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read a message: %w", err)
	}
	kept := cti.MessageKept{Call: call, Ask: ask}
	if !heard(sound) {
		b.cfg.Emit(kept)
		b.cfg.Emit(cti.MessageRegistered{Call: call, Ask: ask})
		return os.Remove(path)
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	length := time.Duration(len(sound)) * time.Second / alaw.SampleRate
	piece, err := b.cfg.Keep(call, ask, info.ModTime().Add(-length).UTC(), sound)
	if err != nil {
		return err
	}
	kept.File, kept.StartedAt, kept.Millis = piece.File, piece.StartedAt.UnixMilli(), piece.Millis
	b.cfg.Emit(kept) // again after a fault: the engine notes it once
	number, err := b.cfg.Ticket(ctx, call, piece)
	if err != nil {
		return err
	}
	b.cfg.Emit(cti.MessageRegistered{Call: call, Ask: ask, Ticket: number})
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	b.cfg.Log.Info("a caller's message has its ticket", zap.String("call", string(call)), zap.String("ticket", number))
	return nil
}
