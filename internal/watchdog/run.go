package watchdog

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"
)

// Telephony is what the watchdog does in Asterisk. Its methods may be called again and
// again; what is done already stays as it is.
type Telephony interface {
	// Heartbeat returns the beat that Asterisk has, "" if none.
	Heartbeat(ctx context.Context) (string, error)
	// Comfort plays music to answered citizens.
	Comfort(ctx context.Context) error
	// Rescue sends those who hear nothing now to the dialplan's fallback, without ARI. It
	// returns how many it moved.
	Rescue(ctx context.Context) (int, error)
	// EndComfort stops the music in talks.
	EndComfort(ctx context.Context) error
	// HandOver sends every citizen to the dialplan's fallback, and removes what stood
	// for the service. It returns how many channels it moved or ended.
	HandOver(ctx context.Context) (int, error)
}

// Config is what the watchdog works with.
type Config struct {
	// Heartbeat is the service's file.
	Heartbeat string
	Telephony Telephony
	Limits    Limits
	// Every is the pause between two looks.
	Every time.Duration
	Log   *zap.Logger
	// Looked is told the state after each look; nil to do without.
	Looked func(State)
}

const (
	// askLimit bounds the question for Asterisk's beat, so that an Asterisk that hangs
	// does not hold up the watch.
	askLimit = time.Second
	// comfortLimit and handOverLimit bound one try; the next look tries again.
	comfortLimit  = 2 * time.Second
	handOverLimit = 5 * time.Second
	// hanging is how many questions without an answer, one after another, prove that Asterisk
	// plays no music for us any more.
	hanging = 2
	// comfortEvery: whoever answers a call of ours meanwhile would hear nothing.
	comfortEvery = time.Second
	// handOverEvery: a call may still have come in, or a channel stayed behind.
	handOverEvery = time.Second
)

// Run watches until ctx ends. Looks are never held up by what is done in Asterisk.
func Run(ctx context.Context, c Config) {
	// A watchdog before this one may have begun music, and ended before it could stop it.
	w := &watch{Config: c, rules: Watch{Limits: c.Limits}, state: Unsure, comforted: true, ask: make(chan struct{}, 1)}
	var working sync.WaitGroup
	defer working.Wait()
	working.Go(func() { w.askAsterisk(ctx) })
	tick := time.NewTicker(c.Every)
	defer tick.Stop()
	for looked := time.Now(); ; {
		now := time.Now()
		w.look(now.Sub(looked))
		looked = now
		if w.state != Unsure && w.acting.TryLock() {
			state := w.state
			working.Go(func() {
				defer w.acting.Unlock()
				w.act(ctx, state)
			})
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

type watch struct {
	Config
	rules Watch
	state State
	blind bool // the file cannot be read, which was reported

	ask      chan struct{}
	asterisk atomic.Pointer[string] // Asterisk's newest answer
	unheard  atomic.Int32           // questions since it, without an answer

	acting    sync.Mutex
	handed    time.Time // when a hand-over was tried last
	soothed   time.Time // when music was begun last
	comforted bool      // there may be music that the service knows nothing of
	failed    string    // the last failure, logged once
}

// look reads the beats and judges.
func (w *watch) look(elapsed time.Duration) {
	var s Sight
	var err error
	s.File, err = ReadBeat(w.Heartbeat)
	if err != nil && !w.blind {
		w.Log.Warn("the heartbeat cannot be read; nothing is done without it", zap.Error(err))
	}
	w.blind = err != nil
	if answer := w.asterisk.Swap(nil); answer != nil {
		s.Asterisk = *answer
	}
	was := w.state
	if w.state = w.rules.See(elapsed, s); w.state != was {
		w.Log.Info("the service is "+string(w.state), zap.Duration("silent", w.rules.Silent()))
	}
	if w.rules.Still() {
		select {
		case w.ask <- struct{}{}:
		default: // being asked
		}
	}
	if w.Looked != nil {
		w.Looked(w.state)
	}
}

// askAsterisk asks for Asterisk's beat in a silence of the file. No answer is none: it
// can only prove life.
func (w *watch) askAsterisk(ctx context.Context) {
	for {
		select {
		case <-w.ask:
		case <-ctx.Done():
			return
		}
		limited, cancel := context.WithTimeout(ctx, askLimit)
		if text, err := w.Telephony.Heartbeat(limited); err == nil {
			w.asterisk.Store(&text)
			w.unheard.Store(0)
		} else {
			w.unheard.Add(1)
		}
		cancel()
	}
}

// act does what a state asks for.
func (w *watch) act(ctx context.Context, state State) {
	switch state {
	case Alive:
		if w.comforted && w.do(ctx, comfortLimit, "the music in talks could not be stopped", w.Telephony.EndComfort) {
			w.comforted = false
		}
	case Quiet:
		switch {
		case w.unheard.Load() >= hanging:
			w.do(ctx, comfortLimit, "nobody could be rescued from silence", w.rescue)
		case time.Since(w.soothed) >= comfortEvery: // a citizen may have answered since
			if w.do(ctx, comfortLimit, "no music could be started", w.Telephony.Comfort) {
				w.comforted, w.soothed = true, time.Now()
			}
		}
	case Dead:
		if time.Since(w.handed) < handOverEvery {
			return
		}
		w.handed = time.Now()
		w.do(ctx, handOverLimit, "calls could not be handed to the fallback", w.handOver)
	}
}

func (w *watch) rescue(ctx context.Context) error {
	n, err := w.Telephony.Rescue(ctx)
	if n > 0 {
		w.Log.Warn("the service is silent and ARI does not answer; talks were handed to the fallback", zap.Int("channels", n))
	}
	return err
}

func (w *watch) handOver(ctx context.Context) error {
	n, err := w.Telephony.HandOver(ctx)
	if n > 0 {
		w.Log.Warn("the service is dead; its calls were handed to the fallback", zap.Int("channels", n))
	}
	return err
}

// do reports whether something was done; a failure is logged once.
func (w *watch) do(ctx context.Context, limit time.Duration, failure string, f func(context.Context) error) bool {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := f(ctx)
	if err != nil && w.failed != failure {
		w.Log.Warn(failure, zap.Error(err))
	}
	w.failed = ""
	if err != nil {
		w.failed = failure
	}
	return err == nil
}
