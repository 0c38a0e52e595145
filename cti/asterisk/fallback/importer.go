package fallback

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"go.uber.org/zap"

	"hotline12345/cti"
)

// Calls keeps the rows of calls. Each of its writes may be repeated.
type Calls interface {
	// AddCall adds the row of a call that the engine never had.
	AddCall(ctx context.Context, r cti.CallRecord) error
	// HandOver notes in the row of a call that it went to the fallback. It reports whether
	// there is a row.
	HandOver(ctx context.Context, call cti.CallID, f cti.Fallback) (bool, error)
}

// Config is what an Importer works with. Every error that means "later" may be any error:
// all is tried again.
type Config struct {
	// Dir is where the dialplan leaves notes and messages.
	Dir   string
	Calls Calls
	// Keep keeps a message as a recording; twice is once.
	Keep func(call cti.CallID, at time.Time, sound []byte) (cti.RecordingPiece, error)
	// Ticket makes a ticket of a message; twice is once. The call's row is there.
	Ticket func(ctx context.Context, call cti.CallID, message cti.RecordingPiece) error
	// Lives reports whether Asterisk has a channel.
	Lives func(ctx context.Context, channel string) (bool, error)
	// Ready is closed once the database is ours to write; before, calls are only counted.
	Ready <-chan struct{}
	// Arrival reads the arguments that Stasis would have got.
	Arrival func(args []string) cti.CallArrived
	Every   time.Duration
	Now     func() time.Time
	Log     *zap.Logger
}

// State is what an Importer has found.
type State struct {
	// Waiting are calls that are over and have not got their row or ticket yet.
	Waiting int
	// Going are calls that the fallback has now.
	Going int
	// Broken are notes that were set aside for a person.
	Broken int
	// Taken and Messages count the calls that were taken over since the start, and those of
	// them with a message.
	Taken, Messages uint64
	// Fault is why calls wait, or why the folder cannot be read.
	Fault error
}

// Importer takes over what the fallback left.
type Importer struct {
	cfg Config
	// missed counts, for each call that the engine had, how often its row was not there
	// though the database answered.
	missed map[cti.CallID]int

	mu    sync.Mutex
	state State
}

// New returns an importer; nothing happens before Run.
func New(cfg Config) *Importer { return &Importer{cfg: cfg, missed: map[cti.CallID]int{}} }

// State returns what was found by the last look.
func (i *Importer) State() State {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.state
}

// rowLimit is how often a row of the engine's is waited for: the journal is shipped within
// seconds, but perhaps the engine's own disk was lost.
const rowLimit = 60

// Run looks into the folder until ctx ends.
func (i *Importer) Run(ctx context.Context) {
	tick := time.NewTicker(i.cfg.Every)
	defer tick.Stop()
	for {
		i.Look(ctx)
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Look takes over all that is complete. One call that cannot be taken over does not hold up
// the others.
func (i *Importer) Look(ctx context.Context) {
	found, err := os.ReadDir(i.cfg.Dir)
	if err != nil {
		i.settle(State{Fault: fmt.Errorf("read the folder of the fallback (HOTLINE_MESSAGES_DIR): %w", err)})
		return
	}
	names := make([]string, len(found))
	for n, f := range found {
		names[n] = f.Name()
	}
	var s State
	for _, name := range names {
		if call, ok := strings.CutSuffix(name, takenExt); ok {
			s.Fault = errors.Join(s.Fault, i.remove(call))
		}
	}
	for _, call := range calls(names) {
		switch done, err := i.take(ctx, call); {
		case err != nil:
			s.Waiting++
			s.Fault = errors.Join(s.Fault, fmt.Errorf("call %s: %w", call, err))
		case !done:
			s.Going++
		}
	}
	if left, err := filepath.Glob(filepath.Join(i.cfg.Dir, aside, "*"+noteExt)); err == nil {
		s.Broken = len(left)
	}
	i.settle(s)
}

// settle makes a look's findings the present ones, and logs what is new.
func (i *Importer) settle(s State) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if s.Fault != nil && (i.state.Fault == nil || i.state.Fault.Error() != s.Fault.Error()) {
		i.cfg.Log.Warn("what the fallback took cannot be taken over; it is tried again", zap.Error(s.Fault))
	}
	s.Taken, s.Messages = i.state.Taken, i.state.Messages
	i.state = s
}

// take takes over one call; done is false while it goes on. A broken note without a message
// tells nothing, and is set aside.
func (i *Importer) take(ctx context.Context, call string) (done bool, err error) {
	l, err := i.read(call)
	if err != nil {
		return false, err
	}
	if !l.note.over(i.cfg.Now().Sub(l.changed), func() (bool, error) { return i.cfg.Lives(ctx, call) }) {
		return false, nil
	}
	select {
	case <-i.cfg.Ready:
	default:
		return false, errNotReady
	}
	spoke := heard(l.sound)
	if l.broken && !spoke {
		i.cfg.Log.Warn("a note of the fallback is broken and was set aside", zap.String("call", call))
		return true, i.setAside(call, noteExt, soundExt)
	}
	f, err := i.takeRow(ctx, cti.CallID(call), l)
	if err != nil {
		return false, err
	}
	if spoke {
		if err := i.cfg.Ticket(ctx, cti.CallID(call), *f.Message); err != nil {
			return false, err
		}
	}
	if l.broken {
		i.cfg.Log.Warn("a note of the fallback is broken and was set aside; its message has a ticket", zap.String("call", call))
		if err := i.setAside(call, noteExt); err != nil {
			return false, err
		}
	}
	if err := i.finish(call); err != nil {
		return false, err
	}
	delete(i.missed, cti.CallID(call))
	i.mu.Lock()
	i.state.Taken++
	if spoke {
		i.state.Messages++
	}
	i.mu.Unlock()
	i.cfg.Log.Info("a call of the fallback was taken over", zap.String("call", call), zap.Bool("message", spoke))
	return true, nil
}

var (
	// errNotReady is returned while the database is away, or another service's.
	errNotReady = errors.New("the database cannot be written to yet")
	// errNoRow is returned while a call's row is still on its way from the engine.
	errNoRow = errors.New("its row is not in the database yet")
)

// takeRow brings the call's row into the database, with the sound that belongs to it.
func (i *Importer) takeRow(ctx context.Context, call cti.CallID, l left) (f cti.Fallback, err error) {
	n := l.note.settled(l.changed)
	f = cti.Fallback{BeganAt: n.began, EndedAt: n.ended, Duty: n.duty}
	if len(l.sound) > 0 {
		piece, err := i.cfg.Keep(call, n.began, l.sound)
		if err != nil {
			return f, err
		}
		f.Message = &piece
	}
	have, err := i.cfg.Calls.HandOver(ctx, call, f)
	if have || err != nil {
		return f, err
	}
	if n.known() && !l.broken && i.missed[call] < rowLimit {
		i.missed[call]++
		return f, errNoRow
	}
	return f, i.cfg.Calls.AddCall(ctx, n.row(call, f, i.cfg.Arrival))
}

// finish marks a call as taken over, then removes its files. Where there is no note any more
// its message alone is removed.
func (i *Importer) finish(call string) error {
	err := os.Rename(i.path(call+noteExt), i.path(call+takenExt))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return i.remove(call)
}
